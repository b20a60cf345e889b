/** File fields: drag and drop, what was chosen, too large ones named before sending, and progress while sending. */
const units = ['B', 'KB', 'MB', 'GB']

function size(bytes) {
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10))
  return `${(bytes / 1024 ** step).toFixed(step ? 1 : 0)} ${units[step]}`
}

/** Lists the chosen files; one that is too large gets a sentence and keeps the form from being sent. */
function show(drop) {
  const input = drop.querySelector('input[type="file"]')
  const limit = Number(drop.dataset.maxBytes ?? Infinity)
  const lines = [...input.files].map((file) => {
    const line = document.createElement('li')
    const tooLarge = file.size > limit
    line.className = tooLarge ? 'is-wrong' : ''
    line.textContent = `${file.name} · ${size(file.size)}${tooLarge ? `，超过上限 ${size(limit)}` : ''}`
    return line
  })
  drop.querySelector('[data-file-list]').replaceChildren(...lines)
  const wrong = lines.some((line) => line.className)
  input.setCustomValidity(wrong ? `有文件超过上限 ${size(limit)}` : '')
}

document.addEventListener('change', (event) => {
  const drop = event.target.closest('[data-file-drop]')
  if (drop) show(drop)
})

for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.('[data-file-drop]')
    if (!drop) return
    event.preventDefault()
    drop.classList.toggle('is-over', kind === 'dragover')
    if (kind !== 'drop') return
    const input = drop.querySelector('input[type="file"]')
    if (input.disabled) return
    const given = new DataTransfer()
    const files = [...event.dataTransfer.files]
    for (const file of input.multiple ? files : files.slice(0, 1)) given.items.add(file)
    input.files = given.files
    show(drop)
  })
}

/** A file that misses its field would replace the page and lose what was typed. */
for (const kind of ['dragover', 'drop']) {
  window.addEventListener(kind, (event) => {
    if (document.querySelector('[data-file-drop]')) event.preventDefault()
  })
}

/** Puts the answer of a refused form into this page: the same as if the browser had shown it. */
function replace(html) {
  const answer = new DOMParser().parseFromString(html, 'text/html')
  const main = document.querySelector('main')
  main.replaceChildren(...answer.querySelector('main').childNodes)
  main.dispatchEvent(new Event('house:replaced', { bubbles: true }))
  main.querySelector('[data-errors]')?.focus()
}

function send(form, submitter) {
  const box = form.querySelector('[data-upload-progress]')
  const bar = box.querySelector('progress')
  const text = box.querySelector('[data-upload-text]')
  const request = new XMLHttpRequest()
  const done = (words) => {
    text.textContent = words
    submitter.disabled = false
    form.removeAttribute('data-sending')
  }
  request.open('POST', form.action)
  // The server leaves the notice for the page that the person will see.
  request.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
  request.upload.addEventListener('progress', (event) => {
    const percent = event.lengthComputable ? Math.floor((event.loaded / event.total) * 100) : 0
    bar.value = percent
    text.textContent = percent < 100 ? `正在上传 ${percent}%` : '已传完，正在处理…'
  })
  request.addEventListener('load', () => {
    if (request.status < 400 && request.responseURL) location.assign(request.responseURL)
    else replace(request.responseText)
  })
  request.addEventListener('error', () => done('上传中断，请检查网络后再试一次。'))
  request.addEventListener('abort', () => done('已停止上传。'))
  box.querySelector('[data-upload-stop]').onclick = () => request.abort()
  box.hidden = false
  submitter.disabled = true
  request.send(new FormData(form))
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || !form.matches('[data-upload]')) return
  const input = [...form.querySelectorAll('input[type="file"]')].find((one) => !one.checkValidity())
  if (input && input.validity.customError) {
    event.preventDefault()
    input.reportValidity()
    return
  }
  if (![...form.querySelectorAll('input[type="file"]')].some((one) => one.files.length)) return
  event.preventDefault()
  form.setAttribute('data-sending', '')
  send(form, event.submitter ?? form.querySelector('[type="submit"]'))
})
