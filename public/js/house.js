/** What every page loads. Each module listens on the document, so parts that arrive later need no setup. */
import './ask.js'
import './copy.js'
import './drops.js'
import './files.js'
import './keys.js'
import './live.js'
import './menu.js'
import './options.js'
import './selection.js'
import './submit.js'
import './theme.js'
import './tips.js'

/** Shows what works with script only. */
function reveal(root) {
  const scripted =
    '[data-copy], [data-ask-cancel], [data-print], [data-shortcuts], [data-notice-close], [data-select-all], [data-batch-clear], [data-file-words]'
  for (const element of root.querySelectorAll(scripted)) element.hidden = false
}

document.documentElement.classList.add('has-script')
reveal(document)
document.addEventListener('htmx:afterSwap', (event) => reveal(event.target))
document.addEventListener('house:replaced', (event) => reveal(event.target))

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) window.print()
  const close = event.target.closest('[data-notice-close]')
  if (close) close.closest('[data-notice]').remove()
})
