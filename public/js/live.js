/**
 * The counts of 待办 and unread messages in the top bar and the title, as they change. Listens only while the page is looked at: browsers
 * allow six lasting connections per host, and people keep twenty tabs.
 */
const address = document.body.dataset.live
const title = document.title.replace(/^\(\d+\) /, '')
let source

function show(selector, count) {
  const element = document.querySelector(selector)
  if (element) element.hidden = count === 0
}

function update({ open, overdue, unread }) {
  show('[data-todo-open]', open)
  show('[data-todo-late]', overdue)
  show('[data-bell-unread]', unread)
  const words = (count) => (count > 999 ? '999+' : String(count))
  const openText = document.querySelector('[data-todo-open]')
  const lateText = document.querySelector('[data-todo-overdue]')
  if (openText) openText.textContent = words(open)
  if (lateText) lateText.textContent = words(overdue)
  const unreadText = document.querySelector('[data-bell-count]')
  if (unreadText) unreadText.textContent = words(unread)
  document.title = open > 0 ? `(${open}) ${title}` : title
  document.dispatchEvent(new CustomEvent('house:todo', { detail: { open, overdue } }))
}

function listen() {
  if (document.visibilityState === 'visible' && !source) {
    source = new EventSource(address)
    source.addEventListener('message', (event) => update(JSON.parse(event.data)))
  }
  if (document.visibilityState === 'hidden') stop()
}

function stop() {
  source?.close()
  source = undefined
}

if (address) {
  listen()
  document.addEventListener('visibilitychange', listen)
  window.addEventListener('pagehide', stop)
  window.addEventListener('pageshow', listen)
}
