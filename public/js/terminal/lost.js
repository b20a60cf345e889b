/** The list of scans that don't count and must be looked at: they stay until somebody says so. */
export async function showLost(root, store) {
  const scans = await store.lost().catch(() => [])
  root.hidden = scans.length === 0
  root.querySelector('[data-lost-count]').textContent = String(scans.length)
  root.querySelector('[data-lost-list]').replaceChildren(
    ...scans.map(({ code, reason, scannedAt }) => {
      const item = document.createElement('li')
      const mono = document.createElement('span')
      mono.className = 'ho-mono'
      mono.textContent = code
      item.append(mono, ` ${new Date(scannedAt).toLocaleTimeString('zh-CN', { hour12: false })} ${reason}`)
      return item
    }),
  )
}
