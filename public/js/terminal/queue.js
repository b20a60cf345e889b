/**
 * Brings scans to the server: kept before they are sent, sent one after the other in their order, gone only when the
 * server has judged them. Whatever happens between, a scan is sent again with the same id, and the server takes it
 * once.
 */

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

/**
 * @typedef {{ id: string, session: number, screen: string, subject: number | null, follows: string | null,
 *   code: string, scannedAt: string, place?: number }} Scan
 * @typedef {{ kind: 'judged', answer: object } | { kind: 'away', why: string } | { kind: 'refused', message: string }
 *   | { kind: 'later', after?: number }} Sent `away`: nobody may act here now; `refused`: can never be judged; `later`:
 *   try again, where the server says so not before so many milliseconds
 */

/**
 * @param {object} parts
 * @param {{ scans(): Promise<Scan[]>, add(scan: Scan): Promise<number>, remove(place: number): Promise<void>,
 *   lose(scan: object): Promise<void> }} parts.store
 * @param {(scan: Scan) => Promise<Sent>} parts.send
 * @param {(milliseconds: number) => Promise<void>} parts.wait
 * @param {(scan: Scan, answer: object) => void} parts.judged
 * @param {(why: string) => void} parts.away
 * @param {(count: number, failing: '' | 'away' | 'paused', newest: string) => void} parts.changed how many wait, whether
 *   the server doesn't answer or wants a pause, and the newest's code
 */
export function createQueue({ store, send, wait, judged, away, changed }) {
  /** Scans not judged yet, oldest first. */
  let waiting = []
  let running = false
  let stopped = false
  let failing = ''
  let writing = Promise.resolve()
  let wake = () => undefined

  const tell = () => changed(waiting.length, failing, waiting.at(-1)?.code ?? '')

  /** Takes up what an earlier page left behind. */
  async function load() {
    waiting = await store.scans()
    tell()
    void run()
  }

  /**
   * Keeps a scan and sends it when its turn has come. It says which scan it follows if the answer to that one isn't
   * there yet.
   * @param {Omit<Scan, 'follows'>} scan
   */
  function add(scan) {
    const follows = waiting.at(-1)?.id ?? null
    const entry = { ...scan, follows }
    waiting.push(entry)
    tell()
    writing = writing.then(() => keep(entry))
    return writing.then(() => void run())
  }

  async function keep(entry) {
    try {
      entry.place = await store.add({ ...entry })
    } catch {
      // Without a store (a full disk, a private window) the scan still counts, it only doesn't survive the page.
      entry.place = undefined
    }
    entry.kept = true
  }

  async function run() {
    if (running || stopped) return
    running = true
    let pause = FIRST_WAIT_MS
    while (waiting.length > 0 && !stopped) {
      const [scan] = waiting
      if (scan.place === undefined && !scan.kept) await writing
      const sent = await send(scan)
      if (sent.kind === 'later') {
        failing = sent.after === undefined ? 'away' : 'paused'
        tell()
        await Promise.race([
          wait(Math.max(pause, sent.after ?? 0)),
          new Promise((resolve) => (wake = resolve)),
        ])
        pause = Math.min(pause * 2, LONGEST_WAIT_MS)
        continue
      }
      pause = FIRST_WAIT_MS
      failing = ''
      if (sent.kind === 'away') {
        stopped = true
        tell()
        away(sent.why)
        break
      }
      if (sent.kind === 'refused') await store.lose({ ...scan, reason: sent.message }).catch(() => undefined)
      if (scan.place !== undefined) await store.remove(scan.place).catch(() => undefined)
      waiting.shift()
      tell()
      judged(scan, sent)
    }
    running = false
  }

  /** Goes on after somebody has signed in, or tries at once because the network is back. */
  function resume() {
    stopped = false
    wake()
    void run()
  }

  /** Stops for good: another window has taken over. */
  function stop() {
    stopped = true
    wake()
  }

  return { load, add, resume, stop, count: () => waiting.length, failing: () => failing }
}
