import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { loadDemo, renewSignIns } from '../../src/demo/load.ts'
import type { DemoSignIn } from '../../src/features/people/entrance/routes.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { furnishHouse } from '../../src/house/furnish.ts'
import { isSecret } from '../../src/lib/passwords.ts'
import { moment } from '../../src/lib/dates.ts'
import { seedCalendars } from '../../src/work/calendar-store.ts'

const at = moment('2026-11-23', 15 * 60 + 20)
let signIns: DemoSignIn[]

beforeAll(async () => {
  setBuyerKey(Buffer.alloc(32, 7))
  furnishHouse()
  await seedCalendars(db, [2026, 2027])
  signIns = await loadDemo({ at })
}, 300_000)

describe('the demo', () => {
  it('has fourteen people, every position once at least, each with a password of their own', async () => {
    expect(signIns).toHaveLength(14)
    expect(new Set(signIns.map(({ position }) => position)).size).toBe(10)
    expect(new Set(signIns.map(({ password }) => password)).size).toBe(14)
    const { personId, passwordHash } = await db.account.findFirstOrThrow({
      where: { person: { employeeNumber: 'operations-lead' } },
    })
    expect(personId).toBeGreaterThan(0)
    const lead = signIns.find(({ employeeNumber }) => employeeNumber === 'operations-lead')
    expect(await isSecret(lead?.password ?? '', passwordHash)).toBe(true)
  })

  it('tells three weeks of work up to the present: shipped, under way, waiting for somebody', async () => {
    const states = await db.shipment.groupBy({ by: ['state'], _count: true })
    const count = Object.fromEntries(states.map(({ state, _count }) => [state, _count]))
    expect(count['SHIPPED']).toBeGreaterThan(120)
    expect((count['PICKING'] ?? 0) + (count['PICKED'] ?? 0) + (count['PACKED'] ?? 0)).toBeGreaterThan(5)
    expect(await db.orderReview.count({ where: { state: 'HELD' } })).toBeGreaterThan(0)
    expect(await db.order.count({ where: { status: 'UNPAID' } })).toBeGreaterThan(5)
    const [{ newest } = { newest: at }] = await db.$queryRaw<
      { newest: Date }[]
    >`SELECT max(at) AS newest FROM history`
    expect(newest.getTime()).toBeLessThanOrEqual(at.getTime())
  })

  it('keeps a ledger without a difference', async () => {
    expect(await prove(db)).toEqual([])
  })

  it('gives new passwords when it is started again, and ends open sign-ins', async () => {
    const before = await db.account.findFirstOrThrow({ where: { person: { employeeNumber: 'hr' } } })
    const renewed = await renewSignIns({ at, password: 'one-for-all-2026' })
    expect(renewed).toHaveLength(14)
    const after = await db.account.findFirstOrThrow({ where: { person: { employeeNumber: 'hr' } } })
    expect(after.sessionEpoch).toBe(before.sessionEpoch + 1)
    expect(await isSecret('one-for-all-2026', after.passwordHash)).toBe(true)
  })
})
