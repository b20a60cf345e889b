import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Queue, Scan, Sent, Store } from './modules.ts'
import { IDBFactory, createQueue, openStore } from './modules.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

let made = 0
const scan = (code = 'X'): Omit<Scan, 'follows'> => ({
  id: `id-${(made += 1)}`,
  session: 1,
  screen: 'pack',
  subject: 7,
  code,
  scannedAt: '2026-11-23T02:00:00.000Z',
})
const JUDGED: Sent = { kind: 'judged', answer: {} }
const settled = async (): Promise<void> => {
  for (let i = 0; i < 50; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A page with its queue; what the server says is said by `answer`. */
async function page(answer: (scan: Scan) => Sent | Promise<Sent>): Promise<{
  queue: Queue
  store: Store
  sent: Scan[]
  judged: string[]
  away: string[]
  waits: number[]
}> {
  const store = await openStore()
  const sent: Scan[] = []
  const judged: string[] = []
  const away: string[] = []
  const waits: number[] = []
  const queue = createQueue({
    store,
    send: async (one) => {
      sent.push({ ...one })
      return answer(one)
    },
    wait: (milliseconds) => {
      waits.push(milliseconds)
      return waits.length > 20 ? new Promise(() => undefined) : Promise.resolve()
    },
    judged: (one) => void judged.push(one.id),
    away: (why) => void away.push(why),
    changed: () => undefined,
  })
  await queue.load()
  return { queue, store, sent, judged, away, waits }
}

describe('the queue', () => {
  it('sends scans one after the other in their order, each following the one not answered yet', async () => {
    const { queue, sent, judged, store } = await page(() => settled().then(() => JUDGED))
    const scans = [scan(), scan(), scan()]
    await Promise.all(scans.map((one) => queue.add(one)))
    while (queue.count() > 0) await settled()
    expect(sent.map(({ id }) => id)).toEqual(scans.map(({ id }) => id))
    expect(sent.map(({ follows }) => follows)).toEqual([null, scans[0]?.id, scans[1]?.id])
    expect(judged).toEqual(scans.map(({ id }) => id))
    expect(await store.scans()).toEqual([])
    await queue.add(scan())
    expect(sent.at(-1)?.follows).toBeNull()
  })

  it('keeps a scan before it is sent, and until it is judged', async () => {
    let stored: Scan[] = []
    const { queue, store } = await page(async () => {
      stored = await store.scans()
      return JUDGED
    })
    const one = scan()
    await queue.add(one)
    await settled()
    expect(stored.map(({ id }) => id)).toEqual([one.id])
    expect(await store.scans()).toEqual([])
  })

  it('sends again with the same id while nobody answers, ever more slowly', async () => {
    let left = 6
    const { queue, sent, waits, judged } = await page(() => ((left -= 1) > 0 ? { kind: 'later' } : JUDGED))
    const one = scan()
    await queue.add(one)
    await settled()
    expect(new Set(sent.map(({ id }) => id))).toEqual(new Set([one.id]))
    expect(sent).toHaveLength(6)
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000])
    expect(judged).toEqual([one.id])
  })

  it('sends again no sooner than the server says', async () => {
    let left = 3
    const { queue, sent, waits, judged } = await page(() =>
      (left -= 1) > 0 ? { kind: 'later', after: 42_000 } : JUDGED,
    )
    const one = scan()
    await queue.add(one)
    await settled()
    expect(waits).toEqual([42_000, 42_000])
    expect(new Set(sent.map(({ id }) => id))).toEqual(new Set([one.id]))
    expect(judged).toEqual([one.id])
  })

  it('goes on after a reload, a lost page or a lost machine where it was, in the same order', async () => {
    const before = await page(() => ({ kind: 'later' }))
    const scans = [scan('A'), scan('B'), scan('C')]
    for (const one of scans) await before.queue.add(one)
    const after = await page(() => JUDGED)
    const last = scan('D')
    await after.queue.add(last)
    while (after.queue.count() > 0) await settled()
    expect(after.judged).toEqual([...scans, last].map(({ id }) => id))
    expect(after.sent.map(({ follows }) => follows)).toEqual([null, ...scans.map(({ id }) => id)])
  })

  it('waits while nobody may act, keeps everything, and goes on when somebody has signed in', async () => {
    let locked = true
    const { queue, away, judged, store } = await page(() =>
      locked ? { kind: 'away', why: 'locked' } : JUDGED,
    )
    const scans = [scan(), scan()]
    for (const one of scans) await queue.add(one)
    await settled()
    expect(away).toEqual(['locked'])
    expect(await store.scans()).toHaveLength(2)
    locked = false
    queue.resume()
    while (queue.count() > 0) await settled()
    expect(judged).toEqual(scans.map(({ id }) => id))
  })

  it('puts what the server can never judge where people see it, and goes on', async () => {
    const { queue, store, judged } = await page(({ code }) =>
      code === 'bad' ? { kind: 'refused', message: '无法识别' } : JUDGED,
    )
    await queue.add(scan('bad'))
    await queue.add(scan('good'))
    while (queue.count() > 0) await settled()
    expect(await store.lost()).toMatchObject([{ code: 'bad', reason: '无法识别' }])
    expect(judged).toHaveLength(2)
    await store.forget()
    expect(await store.lost()).toEqual([])
  })

  it('counts scans also where nothing can be stored', async () => {
    const { queue, store, judged } = await page(() => JUDGED)
    store.add = () => Promise.reject(new Error('the disk is full'))
    await Promise.all([queue.add(scan()), queue.add(scan())])
    await settled()
    expect(judged).toHaveLength(2)
  })

  it('stops for another window, and loses nothing by it', async () => {
    const { queue, store, sent } = await page(() => JUDGED)
    queue.stop()
    await queue.add(scan())
    await settled()
    expect(sent).toEqual([])
    expect(await store.scans()).toHaveLength(1)
  })

  it('brings every scan exactly once into the books, in order, whatever goes wrong between', async () => {
    const troubles = fc.array(fc.constantFrom('fine', 'lost before', 'lost after', 'locked', 'reload'), {
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), troubles, async (count, happens) => {
        vi.stubGlobal('indexedDB', new IDBFactory())
        const books: string[] = []
        const trouble = happens[Symbol.iterator]()
        // The server as it is: the same id again changes nothing.
        const answer = ({ id }: Scan): Sent => {
          const now = (trouble.next().value as string | undefined) ?? 'fine'
          if (now === 'locked') return { kind: 'away', why: 'locked' }
          if (now !== 'lost before' && !books.includes(id)) books.push(id)
          return now === 'fine' ? JUDGED : { kind: 'later' }
        }
        const scans = Array.from({ length: count }, () => scan())
        let here = await page(answer)
        for (const one of scans) {
          await here.queue.add(one)
          if (happens.length % 3 === 0) here = await page(answer)
        }
        for (let i = 0; i < 200 && here.queue.count() > 0; i += 1) {
          here.queue.resume()
          await new Promise((resolve) => setImmediate(resolve))
        }
        here = await page(() => JUDGED)
        expect(here.queue.count()).toBe(0)
        expect(books).toEqual(scans.map(({ id }) => id))
      }),
      { numRuns: 40 },
    )
  })
})
