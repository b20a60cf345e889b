/** Copy buttons. Outside a secure context (a colleague on the local network) the clipboard needs the old way. */
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]')
  if (!button) return
  await copy(button.dataset.copy)
  const icon = button.querySelector('i')
  icon.className = 'ti ti-check'
  setTimeout(() => (icon.className = 'ti ti-copy'), 1500)
})
