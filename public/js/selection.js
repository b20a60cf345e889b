/** The bar of deeds on selected rows: appears with the first selection, counts, asks before what can't be undone. */
import { confirmed } from './ask.js'

function boxes(table) {
  return [...table.querySelectorAll('[data-select]')]
}

function count(table) {
  const all = boxes(table)
  const chosen = all.filter((box) => box.checked)
  const bar = table.querySelector('[data-batch]')
  const head = table.querySelector('[data-select-all]')
  bar.classList.toggle('is-on', chosen.length > 0)
  bar.querySelector('[data-batch-count]').textContent = String(chosen.length)
  head.checked = chosen.length === all.length && all.length > 0
  head.indeterminate = chosen.length > 0 && chosen.length < all.length
  for (const box of all) box.closest('tr').classList.toggle('is-chosen', box.checked)
}

let anchor

document.addEventListener('click', (event) => {
  const box = event.target.closest('[data-select]')
  if (box) {
    const table = box.closest('[data-table]')
    const all = boxes(table)
    if (event.shiftKey && anchor && all.includes(anchor)) {
      const [from, to] = [all.indexOf(anchor), all.indexOf(box)].sort((a, b) => a - b)
      for (const one of all.slice(from, to + 1)) one.checked = box.checked
      count(table)
    }
    anchor = box
  }
  const clear = event.target.closest('[data-batch-clear]')
  if (clear) {
    const table = clear.closest('[data-table]')
    for (const one of boxes(table)) one.checked = false
    count(table)
  }
})

document.addEventListener('change', (event) => {
  const table = event.target.closest('[data-table]')
  if (!table) return
  if (event.target.matches('[data-select-all]')) {
    for (const box of boxes(table)) box.checked = event.target.checked
  } else if (!event.target.matches('[data-select]')) return
  count(table)
})

// Before the guard against double sending, which must not mark a form that is still being asked about.
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target
    if (!form.matches('[data-batch]')) return
    const button = event.submitter
    const remark = form.elements.remark
    remark?.setCustomValidity('')
    if (button.hasAttribute('data-remark') && remark.value.trim() === '') {
      event.preventDefault()
      event.stopImmediatePropagation()
      remark.setCustomValidity(`${button.textContent.trim()}时请写明原因`)
      remark.reportValidity()
      return
    }
    if (!button.dataset.confirmTitle || button.dataset.agreed) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { confirmTitle: title, confirmText: text, confirmSubmit: submit } = button.dataset
    void confirmed({ title, text, submit, danger: button.classList.contains('ho-danger') }).then((yes) => {
      if (!yes) return
      button.dataset.agreed = 'yes'
      form.requestSubmit(button)
      delete button.dataset.agreed
    })
  },
  { capture: true },
)

document.addEventListener('input', (event) => {
  if (event.target.closest('[data-batch]')) event.target.setCustomValidity('')
})

// The browser keeps ticks when one comes back.
window.addEventListener('pageshow', () => {
  for (const table of document.querySelectorAll('[data-table]'))
    if (table.querySelector('[data-batch]')) count(table)
})
