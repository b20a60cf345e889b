import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { db } from '../../src/database/client.ts'
import { DAY_MS, formatMinute, now, plus } from '../../src/lib/dates.ts'
import { deviceCsrf } from '../../src/web/device-cookie.ts'
import type { Cast } from '../setup/cast.ts'
import { PASSWORD } from '../setup/cast.ts'
import { Desk } from './desk.ts'
import type { Stop } from './persist.ts'
import { persist } from './persist.ts'

/** What somebody was told is done; afterwards it has to be so. */
export interface Acknowledged {
  /** Tasks by title, with the state that was answered last. */
  readonly tasks: Map<string, 'REQUESTED' | 'WITHDRAWN'>
  /** Numbers of orders in imports that were confirmed. */
  readonly orders: string[]
  /** Waybills by the parcel's number, and whether the courier has it. */
  readonly parcels: Map<string, { waybill: string; shipped: boolean }>
}

/** A lead asks for things, changes them and takes every third back. */
export async function ask(url: string, cast: Cast, done: Acknowledged, stop: Stop): Promise<void> {
  const desk = new Desk(url, stop)
  await desk.signIn('operations-lead', PASSWORD)
  for (let n = 1; !stop.isAsked; n++) {
    const asked = {
      kind: 'DESIGN_BRIEF',
      title: `任务 ${n}`,
      description: '白底三张。',
      acceptanceCriteria: '800 像素以上',
      dueAt: formatMinute(plus(now(), 30 * DAY_MS)).replace(' ', 'T'),
      assigneeId: String(cast.ids.designer),
    }
    const created = await desk.send('/people/tasks/new', '/people/tasks', asked)
    if (!created) return
    demand(created, 303, 'asking')
    done.tasks.set(asked.title, 'REQUESTED')
    const path = created.location
    const edited = await desk.send(`${path}/edit`, path, { ...asked, description: `改过 ${n}` })
    if (!edited) return
    demand(edited, 303, 'editing')
    if (n % 3 > 0) continue
    const withdrawn = await desk.send(path, `${path}/moves/withdraw`, { remark: '不需要了' })
    if (!withdrawn) return
    demand(withdrawn, 303, 'withdrawing')
    done.tasks.set(asked.title, 'WITHDRAWN')
  }
}

const PER_FILE = 40

/** A specialist brings the day's files, looks at the preview and confirms. */
export async function bring(url: string, cast: Cast, done: Acknowledged, stop: Stop): Promise<void> {
  const desk = new Desk(url, stop)
  await desk.signIn('operations-specialist', PASSWORD)
  for (let n = 1; !stop.isAsked; n++) {
    const numbers = Array.from({ length: PER_FILE }, (_, i) =>
      String(3_300_000_000_000_000_000n + BigInt(n * 1000 + i)),
    )
    const rows = numbers.map((number) => `="${number}",买家${n},1,等待买家付款,2026-11-20 10:00:00,59.80`)
    const text = ['订单编号,买家会员名,支付单号,订单状态,订单创建时间,总金额', ...rows].join('\r\n')
    const files = { blob: new Blob([text]), name: `店铺订单 ${n}.csv` }
    const received = await desk.send('/orders/imports/new', '/orders/imports', {
      shopId: String(cast.shopId),
      files,
    })
    if (!received) return
    demand(received, 303, 'uploading')
    const path = received.location
    for (;;) {
      const page = await desk.page(path)
      if (!page) return
      if (page.text.includes(`${path}/moves/confirm`)) break
      await pause(200)
    }
    const confirmed = await desk.send(path, `${path}/moves/confirm`)
    if (!confirmed) return
    demand(confirmed, 303, 'confirming')
    done.orders.push(...numbers)
  }
}

/** A clerk packs the parcels on the table one by one, and hands over each five to the courier. */
export async function pack(
  url: string,
  { secret, badge }: { secret: string; badge: string },
  parcels: readonly { number: string; codes: readonly string[] }[],
  done: Acknowledged,
  stop: Stop,
): Promise<void> {
  const gun = new Gun(url, secret, badge, stop)
  const packed: string[] = []
  for (const { number, codes } of parcels) {
    for (const code of [number, ...codes]) await gun.scan(code)
    const waybill = `YT88000${number.replace(/\D/g, '').slice(-8)}`
    if ((await gun.scan(waybill)) !== 'pack') {
      if (stop.isAsked) return
      throw new Error(`${number} was not packed`)
    }
    done.parcels.set(number, { waybill, shipped: false })
    packed.push(number)
    if (packed.length < 5) continue
    const waybills = packed.map((one) => done.parcels.get(one)?.waybill ?? '')
    for (const code of ['CMD-SHIP', ...waybills, 'CMD-OK']) await gun.scan(code)
    if ((await gun.scan('CMD-OK')) !== 'hand-over') {
      if (stop.isAsked) return
      throw new Error('the batch was not handed over')
    }
    for (const one of packed)
      done.parcels.set(one, { waybill: done.parcels.get(one)?.waybill ?? '', shipped: true })
    packed.length = 0
    await gun.scan('CMD-PACK')
  }
}

/** A terminal: every scan has an id of its own and is sent until it's judged. */
class Gun {
  private bound: { session: number; screen: string; subject: number | null } | undefined

  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly badge: string,
    private readonly stop: Stop,
  ) {}

  /** What was done, or why not; undefined when told to stop before it was judged. */
  async scan(code: string): Promise<string | undefined> {
    const id = randomUUID()
    while (!this.stop.isAsked) {
      const bound = this.bound ?? (await this.look())
      if (!bound) continue
      const sent = { id, ...bound, follows: null, code, scannedAt: now().toISOString() }
      const answer = await this.post('scans', sent)
      if (!answer) return undefined
      const { judged, outcome, page } = JSON.parse(answer.text) as {
        judged: boolean
        outcome?: { did: string }
        page?: { session: number; screen: string; subject: number | null } | null
      }
      this.bound = page ? { session: page.session, screen: page.screen, subject: page.subject } : undefined
      if (judged) return outcome?.did
    }
    return undefined
  }

  /** The packing screen; the badge first where nobody is signed in. */
  private async look(): Promise<typeof this.bound> {
    const page = await persist(this.stop, (signal) =>
      fetch(`${this.url}/warehouse/terminal/pack`, {
        headers: { cookie: `terminal=${this.secret}` },
        signal,
      }),
    )
    const root = /data-session="(\d+)" data-screen="([a-z-]+)"(?: data-subject="(\d*)")?/.exec(
      page?.text ?? '',
    )
    if (root)
      return { session: Number(root[1]), screen: root[2] ?? '', subject: root[3] ? Number(root[3]) : null }
    if (page) await this.post('sign-in', { badge: this.badge, takeOver: true })
    return undefined
  }

  private post(path: string, body: object): ReturnType<typeof persist> {
    return persist(this.stop, (signal) =>
      fetch(`${this.url}/warehouse/terminal/${path}`, {
        method: 'POST',
        signal,
        body: JSON.stringify(body),
        headers: {
          cookie: `terminal=${this.secret}`,
          accept: 'application/json',
          'content-type': 'application/json',
          'x-csrf-token': deviceCsrf(this.secret),
        },
      }),
    )
  }
}

function demand(answer: { status: number; text: string }, status: number, what: string): void {
  if (answer.status !== status)
    throw new Error(`${what} was answered ${answer.status}: ${answer.text.slice(0, 3000)}`)
}

/** Whether the imports that were confirmed have come to their end. */
export async function importsEnded(): Promise<boolean> {
  return (await db.import.count({ where: { state: { in: ['READING', 'QUEUED', 'RUNNING'] } } })) === 0
}
