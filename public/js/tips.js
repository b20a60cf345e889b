/** Why a button is off: beside it on hover, focus or tap. Without script the browser's own title says it. */
const tip = document.createElement('div')
tip.className = 'ho-tip'
tip.setAttribute('aria-hidden', 'true')
tip.hidden = true
document.body.append(tip)
const GAP_PX = 8

function show(button) {
  if (button.title) {
    button.dataset.why = button.title
    button.removeAttribute('title')
  }
  // A dialog is above everything but its own content.
  ;(button.closest('dialog') ?? document.body).append(tip)
  tip.textContent = button.dataset.why
  tip.hidden = false
  const place = button.getBoundingClientRect()
  const left = place.left + place.width / 2 - tip.offsetWidth / 2
  const above = place.top - tip.offsetHeight - GAP_PX
  tip.style.left = `${Math.max(GAP_PX, Math.min(left, window.innerWidth - tip.offsetWidth - GAP_PX))}px`
  tip.style.top = `${above > 0 ? above : place.bottom + GAP_PX}px`
}

function hide() {
  tip.hidden = true
}

for (const kind of ['pointerover', 'focusin', 'click']) {
  document.addEventListener(kind, (event) => {
    const button = event.target.closest?.('[data-why]')
    if (button) show(button)
    else if (!tip.contains(event.target)) hide()
  })
}
document.addEventListener('keydown', (event) => event.key === 'Escape' && hide())
window.addEventListener('scroll', hide, { passive: true, capture: true })
