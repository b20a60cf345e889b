/** A form is sent once. The server would notice a second time anyway; this spares people the doubt. */
document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || form.method !== 'post' || form.matches('[data-theme-form]')) return
  if (form.hasAttribute('data-sending')) {
    event.preventDefault()
    return
  }
  form.setAttribute('data-sending', '')
  const button = event.submitter
  // A button that is off when the form is read isn't sent with it.
  setTimeout(() => {
    for (const one of form.querySelectorAll('[type="submit"]')) one.disabled = true
    button?.classList.add('is-sending')
  })
})

window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sending]')) {
    form.removeAttribute('data-sending')
    for (const one of form.querySelectorAll('[type="submit"]')) {
      one.disabled = false
      one.classList.remove('is-sending')
    }
  }
})
