/** Long choices get a box to narrow them down, by label or by pinyin initials. */
function prepare(root) {
  for (const box of root.querySelectorAll('[data-options]:not([data-ready])')) {
    box.dataset.ready = ''
    const input = document.createElement('input')
    Object.assign(input, {
      type: 'search',
      className: 'form-control ho-options-search',
      placeholder: '输入文字或拼音首字母查找',
    })
    input.setAttribute('aria-label', '查找选项')
    input.addEventListener('input', () => {
      const words = input.value.trim().toLowerCase()
      for (const option of box.querySelectorAll('[data-words]')) {
        option.hidden = !option.dataset.words.toLowerCase().includes(words)
      }
    })
    // Enter in the narrowing box must not send the form.
    input.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault())
    box.before(input)
  }
}

prepare(document)
document.addEventListener('house:replaced', (event) => prepare(event.target))
document.addEventListener('htmx:afterSwap', (event) => prepare(event.target))
