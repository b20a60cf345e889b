import { openStore } from './store.js'

/** On a machine that was revoked: what it never brought to the server, so that somebody can act on it by hand. */
const list = document.querySelector('[data-left-over]')
const store = await openStore().catch(() => null)
const scans = store ? [...(await store.scans()), ...(await store.lost())] : []
if (scans.length > 0) {
  list.hidden = false
  list.querySelector('ol').replaceChildren(
    ...scans.map(({ code, scannedAt }) => {
      const item = document.createElement('li')
      item.textContent = `${code} ${new Date(scannedAt).toLocaleString('zh-CN', { hour12: false })}`
      return item
    }),
  )
}
