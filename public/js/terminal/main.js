import { timeId } from './codes.js'
import { hear } from './keys.js'
import { showLost } from './lost.js'
import { createPhoto } from './photo.js'
import { createQueue } from './queue.js'
import { createScreen } from './screen.js'
import { post, sentFrom } from './server.js'
import { play } from './sound.js'
import { openStore } from './store.js'
import { createWho } from './who.js'

/** The work screens: gun and keys in, answers out, locked when nobody is there. */
const root = document.querySelector('[data-terminal]')
const { csrf, idle } = root.dataset
const screen = createScreen(root)
const lost = root.querySelector('[data-lost]')
const overlay = root.querySelector('[data-locked]')
const elsewhere = root.querySelector('[data-elsewhere]')

/** Without IndexedDB scans live as long as the page. */
const memory = { scans: async () => [], add: async () => undefined, remove: async () => undefined }
const store = (await openStore().catch(() => null)) ?? {
  ...memory,
  lost: async () => [],
  lose: async () => undefined,
  forget: async () => undefined,
}

/** Refusals that say nothing about the code but that the clerk had moved on: they must not be overlooked. */
const OVERTAKEN = ['stale-session', 'stale-subject', 'out-of-order', 'after-refusal']

const queue = createQueue({
  store,
  send: async (scan) => sentFrom(await post('scans', csrf, wire(scan))),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  judged: (scan, sent) => void answered(scan, sent),
  away: (why) => (why === 'locked' ? showLock() : location.reload()),
  changed: (count, failing, newest) => {
    screen.waiting(count, failing)
    if (failing && count > 0) screen.kept(newest, count, failing)
  },
})

function wire({ id, session, screen: name, subject, follows, code, scannedAt }) {
  return { id, session, screen: name, subject, follows, code, scannedAt }
}

async function answered(scan, sent) {
  if (sent.kind === 'refused') {
    play({ tone: 'wrong', did: 'lost' })
    return showLost(lost, store)
  }
  const { outcome, page } = sent.answer
  play(outcome)
  if (page) screen.show(page)
  else showLock()
  if (OVERTAKEN.includes(outcome.did)) {
    await store.lose({ ...scan, reason: outcome.title })
    await showLost(lost, store)
  }
}

function scan(code) {
  if (overlay.open) return void who.code(code)
  void queue.add({ id: timeId(Date.now()), ...screen.bound(), code, scannedAt: new Date().toISOString() })
  if (!navigator.onLine || queue.failing()) {
    play({ tone: 'kept' })
    screen.kept(code, queue.count(), queue.failing())
  }
}

// Locked when nobody was there for a while. The server decides by itself; this is for eyes, and works offline.
let seenAt = Date.now()
let toldAt = Date.now()
const TELL_MS = 10_000
const who = createWho(overlay, csrf, entered)

/** The same clerk goes on where he was; for another one the page begins anew. */
function entered(session) {
  if (String(session) !== root.dataset.session) return location.reload()
  seenAt = Date.now()
  overlay.close()
  queue.resume()
  void photo.resume()
}

const photo = createPhoto(root, csrf, {
  say: screen.say,
  away: (why) => (why === 'locked' ? showLock() : location.reload()),
})

function showLock() {
  if (!overlay.open) overlay.showModal()
}

setInterval(() => {
  if (overlay.open || Date.now() - seenAt < Number(idle) * 1000) return
  showLock()
  void post('lock', csrf)
}, 1000)

function present() {
  if (overlay.open) return
  seenAt = Date.now()
  if (seenAt - toldAt < TELL_MS) return
  toldAt = seenAt
  void post('touch', csrf).then(({ status, body }) => status === 200 && !body.working && showLock())
}

hear({
  code: scan,
  typing: (text) => screen.typing(overlay.open ? who.typing(text) : text),
  key: (name) => {
    if (overlay.open) return who.key(name)
    if (name === 'F6') return photo.take()
    const code = screen.codeOf(name)
    if (code) scan(code)
    return code !== undefined
  },
  any: present,
})

root.addEventListener('click', (event) => {
  const button = event.target.closest('button')
  present()
  if (!button || overlay.open || elsewhere.open) return
  // What is scanned next must not press it again.
  button.blur()
  if (button.dataset.code) scan(button.dataset.code)
  if ('signOut' in button.dataset) void signOut()
})

async function signOut() {
  if (queue.count() > 0) return screen.say('ask', '还有扫描没有上传', '等网络恢复、全部上传后再退出。')
  await post('sign-out', csrf)
  location.reload()
}

root.querySelector('[data-lost-forget]').addEventListener('click', async () => {
  await store.forget()
  await showLost(lost, store)
})
overlay.addEventListener('cancel', (event) => event.preventDefault())
window.addEventListener('online', () => queue.resume())

// Two windows would bring each other's scans out of order: the newest one works.
const windows = new BroadcastChannel('terminal')
const own = timeId(Date.now())
windows.addEventListener('message', ({ data }) => {
  if (data === own) return
  queue.stop()
  if (!elsewhere.open) elsewhere.showModal()
})
windows.postMessage(own)
elsewhere.addEventListener('cancel', (event) => event.preventDefault())
elsewhere.querySelector('button').addEventListener('click', () => location.reload())

await showLost(lost, store)
await queue.load()
root.dataset.ready = ''
