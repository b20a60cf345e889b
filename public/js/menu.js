/** The menu on small screens. Without script it opens as the target of a link; with script it also keeps the focus. */
const menu = document.querySelector('#menu')
const opener = document.querySelector('[data-menu-open]')

function set(open) {
  menu.classList.toggle('is-open', open)
  opener.setAttribute('aria-expanded', String(open))
  if (open) menu.querySelector('a, summary').focus()
  else if (document.activeElement === document.body || menu.contains(document.activeElement)) opener.focus()
}

if (menu && opener) {
  opener.setAttribute('role', 'button')
  opener.setAttribute('aria-expanded', 'false')
  opener.setAttribute('aria-controls', 'menu')
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-menu-open]')) {
      event.preventDefault()
      set(!menu.classList.contains('is-open'))
    } else if (event.target.closest('[data-menu-close]')) {
      event.preventDefault()
      set(false)
    }
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.classList.contains('is-open')) set(false)
    if (event.key === ' ' && event.target === opener) {
      event.preventDefault()
      set(true)
    }
  })
  menu.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
}
