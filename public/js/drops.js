/** Panels that fold out close when one goes elsewhere. Without script they close by their own button. */
function close(drop) {
  drop.open = false
}

document.addEventListener('click', (event) => {
  for (const drop of document.querySelectorAll('[data-drop][open]'))
    if (!drop.contains(event.target)) close(drop)
})

document.addEventListener('focusin', (event) => {
  for (const drop of document.querySelectorAll('[data-drop][open]'))
    if (!drop.contains(event.target)) close(drop)
})

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const drop = document.querySelector('[data-drop][open]')
  if (!drop) return
  close(drop)
  drop.querySelector('summary').focus()
})
