/** Light, dark or as the system: kept in a cookie, so that the server writes it into the next page. */
document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-theme-form]')) return
  event.preventDefault()
  const theme = event.submitter.value
  const [name, secure] = location.protocol === 'https:' ? ['__Host-theme', '; secure'] : ['theme', '']
  document.cookie = `${name}=${theme}; path=/; max-age=31536000; samesite=lax${secure}`
  if (theme === 'auto') document.documentElement.removeAttribute('data-bs-theme')
  else document.documentElement.setAttribute('data-bs-theme', theme)
  for (const button of event.target.querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button.value === theme))
  }
  document.dispatchEvent(new CustomEvent('house:theme'))
})
