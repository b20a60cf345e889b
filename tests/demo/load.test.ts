import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { SHARED_PIN } from '../../src/demo/clerks.ts'
import { loadDemo, openDemo } from '../../src/demo/load.ts'
import { hireTeam } from '../../src/demo/team.ts'
import { alone, demandWhole, demoState } from '../../src/demo/whole.ts'
import { Conflict } from '../../src/errors.ts'
import type { DemoSignIn } from '../../src/features/people/entrance/routes.ts'
import { listListings } from '../../src/features/catalog/listings/queries.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { linesOf } from '../../src/features/orders/orders/queries.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { holderOfBadge } from '../../src/features/warehouse/terminal/queries.ts'
import { furnishHouse } from '../../src/house/furnish.ts'
import { isSecret } from '../../src/lib/passwords.ts'
import { moment } from '../../src/lib/dates.ts'
import { seedCalendars } from '../../src/work/calendar-store.ts'
import { freshDatabase } from '../setup/database.ts'

const at = moment('2026-11-23', 15 * 60 + 20)
let signIns: DemoSignIn[]
/** Why the second of two loads at once came to nothing. */
let refused: unknown

beforeAll(async () => {
  setBuyerKey(Buffer.alloc(32, 7))
  furnishHouse()
  await seedCalendars(db, [2026, 2027])
  const loads = await Promise.allSettled([loadDemo({ at }), loadDemo({ at })])
  signIns = loads.flatMap((load) => (load.status === 'fulfilled' ? load.value : []))
  refused = loads.find((load) => load.status === 'rejected')?.reason
}, 600_000)

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
    expect(await db.pickupException.count({ where: { state: 'OPEN' } })).toBeGreaterThan(0)
    expect(await db.return.groupBy({ by: ['state'] })).toHaveLength(3)
    expect(await db.quarantineCase.count({ where: { state: 'REWORKING' } })).toBe(1)
    const [{ newest } = { newest: at }] = await db.$queryRaw<
      { newest: Date }[]
    >`SELECT max(at) AS newest FROM history`
    expect(newest.getTime()).toBeLessThanOrEqual(at.getTime())
  })

  it('buys from suppliers whose deliveries are expected, late, at the door, faulty and received', async () => {
    const states = await db.delivery.groupBy({ by: ['state'], _count: true })
    expect(states.map(({ state }) => state).sort()).toEqual(
      ['ARRIVED', 'DISPUTED', 'EXPECTED', 'PARTLY_RECEIVED', 'RECEIVED'].sort(),
    )
    expect(await db.delivery.count({ where: { state: 'EXPECTED', expectedBy: { lt: at } } })).toBe(1)
    expect(await db.deliveryCount.count()).toBeGreaterThan(0)
    expect(await db.supplierOffer.count({ where: { preferred: true } })).toBeGreaterThan(20)
  })

  it('offers its goods in both shops, and all but one code is known', async () => {
    const shops = await db.listing.groupBy({ by: ['shopId', 'status'], _count: true })
    expect(shops.map(({ status, _count }) => [status, _count]).sort()).toEqual([
      ['OFF_SALE', 1],
      ['ON_SALE', 10],
      ['ON_SALE', 10],
    ])
    const { rows } = await listListings(system('test'), { unmatched: true })
    expect(rows.map(({ title, unmatched }) => [title, unmatched])).toEqual([['示例收纳组合套装', 1]])
    const sold = await db.orderLine.findFirstOrThrow({ select: { orderId: true } })
    expect((await linesOf(sold.orderId)).every(({ listingId }) => listingId !== null)).toBe(true)
  })

  it('still sells what was set apart the evening before, and says so', async () => {
    const alarms = await db.oversellAlarm.groupBy({ by: ['title', 'state'], _count: true })
    expect(alarms).toEqual([{ title: '床头阅读小夜灯 充电款', state: 'OPEN', _count: 2 }])
    expect(await db.shipment.count({ where: { state: 'OUT_OF_STOCK' } })).toBeGreaterThan(0)
  })

  it('is loaded once by two at once: the second waits, and is told where the sign-ins are', async () => {
    expect(refused).toBeInstanceOf(Conflict)
    expect(refused).toMatchObject({ message: expect.stringContaining('已经载入') as string })
    expect(await demoState()).toBe('whole')
  })

  it('gives every clerk a badge and a PIN, and the warehouse shelves, a packing table and a place apart', async () => {
    const clerks = signIns.filter(({ position }) => position === 'WAREHOUSE_CLERK')
    expect(clerks).toHaveLength(2)
    for (const { employeeNumber, terminal } of clerks) {
      const { id, account } = await db.person.findFirstOrThrow({
        where: { employeeNumber },
        include: { account: true },
      })
      expect(await isSecret(terminal?.pin ?? '', account?.pinHash ?? '')).toBe(true)
      expect(await holderOfBadge(terminal?.badge ?? '')).toBe(id)
    }
    expect(new Set(clerks.map(({ terminal }) => terminal?.pin)).size).toBe(2)
    expect(signIns.filter(({ terminal }) => terminal)).toEqual(clerks)
    const kinds = await db.location.groupBy({ by: ['kind'], _count: true })
    const places = Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]))
    expect(places).toMatchObject({ PACKED: 1, QUARANTINE: 1 })
    expect(places['STORAGE']).toBeGreaterThan(10)
  })

  it('keeps a ledger without a difference', async () => {
    expect(await prove(db)).toEqual([])
  })

  it('gives new passwords when it is started again, and ends open sign-ins', async () => {
    const before = await db.account.findFirstOrThrow({ where: { person: { employeeNumber: 'hr' } } })
    const renewed = await openDemo({ at, password: 'one-for-all-2026' })
    expect(renewed).toHaveLength(14)
    const after = await db.account.findFirstOrThrow({ where: { person: { employeeNumber: 'hr' } } })
    expect(after.sessionEpoch).toBe(before.sessionEpoch + 1)
    expect(await isSecret('one-for-all-2026', after.passwordHash)).toBe(true)
    const clerk = await db.account.findFirstOrThrow({
      where: { person: { employeeNumber: 'warehouse-clerk' } },
    })
    expect(await isSecret(SHARED_PIN, clerk.pinHash ?? '')).toBe(true)
    expect(renewed.find(({ employeeNumber }) => employeeNumber === 'warehouse-clerk')?.terminal).toEqual({
      pin: SHARED_PIN,
    })
  })
})

describe('a demo that was interrupted', () => {
  it('is neither worked with nor loaded over, and says what to do', async () => {
    await freshDatabase()
    expect(await demoState()).toBe('none')
    await demandWhole()
    await hireTeam({ actor: system('demo'), at }, 'one-for-all-2026')
    expect(await demoState()).toBe('half')
    for (const attempt of [() => loadDemo({ at }), () => openDemo({ at }), demandWhole]) {
      await expect(attempt()).rejects.toThrow('删除数据目录')
    }
  })

  it('is none while another process loads it', async () => {
    await alone(() => demandWhole())
    await expect(alone(() => Promise.reject(new Error('the machine went off')))).rejects.toThrow('went off')
    await expect(demandWhole()).rejects.toThrow('没有载入完')
  })
})
