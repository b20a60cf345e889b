/** Shortcuts. Single keys can be switched off (they disturb speech input), and never act while one is typing. */
const STORE = 'single-keys'
let last = ''

function on() {
  return localStorage.getItem(STORE) !== 'off'
}

function typing(target) {
  return target.closest('input, textarea, select, [contenteditable]') !== null
}

function help() {
  const dialog = document.querySelector('#shortcuts')
  if (!dialog || dialog.open) return
  dialog.querySelector('[data-keys-on]').checked = on()
  dialog.showModal()
}

const deeds = {
  '/': () => document.querySelector('[data-search]')?.focus(),
  n: () => document.querySelector('.ho-list-tools .btn-primary[href]')?.click(),
  '[': () => document.querySelector('[data-page="previous"]')?.click(),
  ']': () => document.querySelector('[data-page="next"]')?.click(),
  '?': help,
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (typing(event.target) || document.querySelector('dialog[open]')) return
  if (!on() && event.key !== '?') return
  if (last === 'g' && event.key === 'h') location.assign('/')
  last = event.key
  const deed = deeds[event.key]
  if (!deed) return
  event.preventDefault()
  deed()
})

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-shortcuts]')) help()
})

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-keys-on]')) localStorage.setItem(STORE, event.target.checked ? 'on' : 'off')
})
