/**
 * Beside a thing on hover, focus or tap: why a button is off, where without script the browser's own title says it, and
 * the whole of a text that is cut off, which it isn't without script.
 */
const tip = document.createElement('div')
tip.className = 'ho-tip'
tip.setAttribute('aria-hidden', 'true')
tip.hidden = true
document.body.append(tip)
const GAP_PX = 8

function why(button) {
  if (button.title) {
    button.dataset.why = button.title
    button.removeAttribute('title')
  }
  return button.dataset.why
}

function show(thing, text) {
  // A dialog is above everything but its own content.
  ;(thing.closest('dialog') ?? document.body).append(tip)
  tip.textContent = text
  tip.hidden = false
  const place = thing.getBoundingClientRect()
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
    const text = event.target.closest?.('.ho-clamp')
    if (button) show(button, why(button))
    else if (text && text.scrollHeight > text.clientHeight) show(text, text.textContent)
    else if (!tip.contains(event.target)) hide()
  })
}
document.addEventListener('keydown', (event) => event.key === 'Escape' && hide())
window.addEventListener('scroll', hide, { passive: true, capture: true })
