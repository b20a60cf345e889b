import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { isLocked } from '../../src/features/warehouse/terminal/queries.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, now, plus, setClock } from '../../src/lib/dates.ts'
import type { Act } from '../../src/work/act.ts'
import { deed } from '../../src/work/act.ts'
import { attempt } from '../../src/work/lockouts.ts'
import { nextNumber } from '../../src/work/numbers.ts'
import { escalate, remind } from '../../src/work/reminders.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { freshDatabase } from '../setup/database.ts'
import type { Visitor } from '../setup/web.ts'
import { testApp, visit } from '../setup/web.ts'

const start = now()
let cast: Cast

/** The computer's clock, so many milliseconds from where it was. */
function clockAt(milliseconds: number): void {
  setClock(() => plus(start, milliseconds))
}

beforeEach(async () => {
  clockAt(0)
  await freshDatabase()
  cast = await castIn()
})
afterEach(() => setClock())

const present = (): Act => ({ actor: system('test'), at: now() })

describe('a clock that jumps', () => {
  it('a day forward ends sign-ins, and nobody is locked out: neither there nor back', async () => {
    const app = testApp()
    const before = await visit(app, 'designer')
    clockAt(DAY_MS)
    expect(await stays(before)).toBe(false)
    const ahead = await visit(app, 'designer')
    clockAt(0)
    expect(await stays(ahead)).toBe(true)
    expect(await stays(await visit(app, 'hr'))).toBe(true)
    // It lasts no longer than one that began now.
    clockAt(13 * HOUR_MS)
    expect(await stays(ahead)).toBe(false)
  })

  it('an hour back leaves people signed in, and they are asked again no later than otherwise', async () => {
    const visitor = await visit(testApp(), 'designer')
    clockAt(-HOUR_MS)
    expect(await stays(visitor)).toBe(true)
    clockAt(-HOUR_MS + 119 * MINUTE_MS)
    expect(await stays(visitor)).toBe(true)
    clockAt(-HOUR_MS + (119 + 121) * MINUTE_MS)
    expect(await stays(visitor)).toBe(false)
  })

  it('keeps nobody waiting longer for his next try than the longest wait', async () => {
    clockAt(DAY_MS)
    for (let i = 0; i < 9; i++) {
      await db.lockout.updateMany({ data: { lockedUntil: null } })
      await attempt('login:e1', now())
    }
    expect((await attempt('login:e1', now())).allowed).toBe(false)
    clockAt(0)
    expect((await attempt('login:e1', now())).allowed).toBe(true)
    expect((await attempt('login:e1', now())).allowed).toBe(false)
    clockAt(15 * MINUTE_MS)
    expect((await attempt('login:e1', now())).allowed).toBe(true)
  })

  it('locks a terminal rather than leaving it open for an hour', () => {
    const session = { lockedAt: null, lastActiveAt: start } as Parameters<typeof isLocked>[0]
    expect(isLocked(session, 60, plus(start, 59_000))).toBe(false)
    expect(isLocked(session, 60, plus(start, -59_000))).toBe(false)
    expect(isLocked(session, 60, plus(start, -HOUR_MS))).toBe(true)
    expect(isLocked(session, 60, plus(start, DAY_MS))).toBe(true)
  })

  it('there and back reminds and escalates once', async () => {
    await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'TRY',
        title: '回复评价',
        ownerId: cast.ids.designer,
        openedAt: start,
        dueAt: plus(start, 4 * HOUR_MS),
        remindAt: plus(start, 3 * HOUR_MS),
      },
    })
    for (const moment of [DAY_MS, 0, -HOUR_MS, 3 * HOUR_MS, 5 * HOUR_MS, DAY_MS]) {
      clockAt(moment)
      await remind(present())
      await escalate(present())
    }
    const told = await db.notice.findMany({ orderBy: { id: 'asc' } })
    expect(told.map(({ recipientId, text }) => [recipientId, text])).toEqual([
      [cast.ids.designer, '已到期：回复评价'],
      [cast.ids['operations-lead'], '下属超时：回复评价'],
    ])
  })

  it('there and back gives no number twice', async () => {
    const numbers: string[] = []
    for (const moment of [0, DAY_MS, 0, -HOUR_MS, 0, DAY_MS]) {
      clockAt(moment)
      numbers.push(await deed(present(), (act) => nextNumber(act, 'RW')))
    }
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})

/** Whether a visitor of 工作台 is still known. */
async function stays(visitor: Visitor): Promise<boolean> {
  return (await visitor.get('/')).status === 200
}
