/**
 * The counts of 待办 and unread messages in the top bar and the title, as they change. Listens only while the page is looked at: browsers
 * allow six lasting connections per host, and people keep twenty tabs.
 */
import { endSession, goOn } from './session-end.js'

/** How long after a failure that isn't the session's end it's tried again. */
const AGAIN_MS = 10_000

const address = document.body.dataset.live
const title = document.title.replace(/^\(\d+\) /, '')
let source
let again

function show(selector, count) {
  const element = document.querySelector(selector)
  if (element) element.hidden = count === 0
}

function update({ who, open, overdue, unread }) {
  goOn(who)
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
}

function listen() {
  if (document.visibilityState === 'visible' && !source) {
    source = new EventSource(address)
    source.addEventListener('message', (event) => update(JSON.parse(event.data)))
    source.addEventListener('error', retry)
  }
  if (document.visibilityState === 'hidden') stop()
}

/** The browser reconnects by itself, unless it was answered something else: the sign-in page, or a refusal. */
async function retry() {
  if (source?.readyState !== EventSource.CLOSED) return
  source = undefined
  again = setTimeout(listen, AGAIN_MS)
  if (await isSignedOut().catch(() => false)) endSession()
}

/** Only whether it's answered or sent to the sign-in page counts. */
async function isSignedOut() {
  const asking = new AbortController()
  const answer = await fetch(address, { signal: asking.signal })
  asking.abort()
  return new URL(answer.url).pathname === '/login'
}

function stop() {
  clearTimeout(again)
  source?.close()
  source = undefined
}

if (address) {
  listen()
  document.addEventListener('visibilitychange', listen)
  window.addEventListener('pagehide', stop)
  window.addEventListener('pageshow', listen)
}
