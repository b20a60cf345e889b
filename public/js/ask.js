/** Deeds that ask first: without script a panel folds out under the button, with script it opens as a dialog. */
const dialog = document.createElement('dialog')
dialog.className = 'ho-dialog'
document.body.append(dialog)

let home

function open(details) {
  home = details
  const panel = details.querySelector('.ho-ask-panel')
  const title = panel.querySelector('.ho-ask-title')
  title.id = 'ask-title'
  dialog.setAttribute('aria-labelledby', 'ask-title')
  dialog.replaceChildren(panel)
  dialog.showModal()
  const first = panel.querySelector('textarea') ?? panel.querySelector('[type="submit"]')
  first.focus()
}

dialog.addEventListener('close', () => {
  const panel = dialog.firstElementChild
  panel?.querySelector('.ho-ask-title').removeAttribute('id')
  if (panel && home) home.append(panel)
  home?.querySelector('summary').focus()
  home = undefined
})

/** Asks for a yes; resolves to whether it was given. */
export function confirmed({ title, text, submit, danger }) {
  const box = document.createElement('dialog')
  box.className = 'ho-dialog'
  box.setAttribute('aria-labelledby', 'confirm-title')
  const heading = document.createElement('h2')
  heading.id = 'confirm-title'
  heading.className = 'ho-ask-title'
  heading.textContent = title
  const words = document.createElement('p')
  words.textContent = text
  const form = document.createElement('form')
  form.method = 'dialog'
  form.className = 'ho-ask-foot'
  const no = Object.assign(document.createElement('button'), {
    className: 'btn',
    value: '',
    textContent: '取消',
  })
  const yes = document.createElement('button')
  Object.assign(yes, {
    className: danger ? 'btn btn-danger' : 'btn btn-primary',
    value: 'yes',
    textContent: submit,
  })
  form.append(no, yes)
  box.append(heading, words, form)
  document.body.append(box)
  box.showModal()
  yes.focus()
  return new Promise((resolve) => {
    box.addEventListener('close', () => {
      box.remove()
      resolve(box.returnValue === 'yes')
    })
  })
}

document.addEventListener('click', (event) => {
  const summary = event.target.closest('[data-ask] > summary')
  if (summary) {
    event.preventDefault()
    open(summary.parentElement)
    return
  }
  if (event.target.closest('[data-ask-cancel]') || event.target === dialog) dialog.close()
  const close = event.target.closest('[data-dialog-close]')
  if (close) close.closest('dialog').close()
})
