import { beforeEach, describe, expect, it } from 'vitest'
import { LOCKS } from '../../../../src/database/advisory.ts'
import { db } from '../../../../src/database/client.ts'
import {
  arrive,
  createReturn,
  followRefunds,
  judgePieces,
  moveReturn,
  returnBehindCode,
  returnParcel,
  settleReturn,
  takeBack,
} from '../../../../src/features/warehouse/returns/actions.ts'
import type { Judgement } from '../../../../src/features/warehouse/returns/actions.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { planShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Return } from '../../../../src/generated/prisma/client.ts'
import { DAY_MS, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'
import { beside, untilWaiting } from '../../../setup/locks.ts'
import { NOW, order, program, stocked } from '../../../setup/parcels.ts'
import { refund } from '../../../setup/returns.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { level, packed, parcel, proof } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew
let agent: Act
let coat: { id: number; code: string; locationId: number }
let hat: { id: number; code: string; locationId: number }

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
  agent = { actor: await actor(cast, 'service-agent'), at: NOW }
  coat = await stocked(5)
  hat = await stocked(5)
})

/** An order of coats and hats that a courier has taken. */
async function sent(coats = 2, hats = 1) {
  const one = await order(
    [
      { code: coat.code, quantity: coats },
      { code: hat.code, quantity: hats },
    ],
    { shopId: cast.shopId },
  )
  const rows = await packed(crew)
  await handOverShipments(
    crew.clerk,
    rows.map(({ id }) => id),
    '圆通速递',
  )
  return { ...one, shipment: await parcel(rows[0]!.id) }
}

const row = (id: number): Promise<Return> => db.return.findUniqueOrThrow({ where: { id } })
const all = (): Promise<Return[]> => db.return.findMany({ orderBy: { id: 'asc' } })
const linesOf = (returnId: number) =>
  db.returnLine.findMany({
    where: { returnId },
    orderBy: { id: 'asc' },
    select: { skuId: true, quantity: true },
  })
const judged = async (id: number, more: Partial<Judgement>) =>
  judgePieces(crew.clerk, await row(id), {
    verdict: 'GOOD',
    skuId: coat.id,
    quantity: 1,
    reason: null,
    locationId: null,
    ...more,
  })

describe('a refund for which goods come back', () => {
  it('opens a return of what its line had sent, once', async () => {
    const one = await sent()
    await refund(one, cast.shopId, { lineId: one.lineIds[0]! })
    await followRefunds(program, cast.shopId)
    await followRefunds(program, cast.shopId)
    const [only, ...others] = await all()
    expect(others).toEqual([])
    expect(only).toMatchObject({ state: 'EXPECTED', type: '退货退款', orderId: one.id })
    expect(await linesOf(only!.id)).toEqual([{ skuId: coat.id, quantity: 2 }])
  })

  it('is never expected twice, whether by line or as a whole', async () => {
    const one = await sent()
    await refund(one, cast.shopId, { lineId: one.lineIds[0]! })
    await refund(one, cast.shopId)
    await followRefunds(program, cast.shopId)
    const [first, second] = await all()
    expect(await linesOf(first!.id)).toEqual([{ skuId: coat.id, quantity: 2 }])
    expect(await linesOf(second!.id)).toEqual([{ skuId: hat.id, quantity: 1 }])
  })

  it('opens nothing where no goods are asked for, nobody has agreed, or it is paid out already', async () => {
    const one = await sent()
    await refund(one, cast.shopId, { type: '仅退款' })
    await refund(one, cast.shopId, { status: 'APPLIED' })
    await refund(one, cast.shopId, { status: 'REFUNDED', returnTrackingNumber: 'YT9900000000001' })
    await followRefunds(program, cast.shopId)
    expect(await all()).toEqual([])
  })

  it('brings its waybill along when the buyer has sent the goods', async () => {
    const one = await sent()
    const { id } = await refund(one, cast.shopId)
    await followRefunds(program, cast.shopId)
    await db.refund.update({
      where: { id },
      data: { returnTrackingNumber: 'YT9900000000002', returnCarrier: '圆通速递', returnedAt: NOW },
    })
    await followRefunds(program, cast.shopId)
    const [only] = await all()
    expect(only).toMatchObject({ trackingNumber: 'YT9900000000002', carrier: '圆通速递', shippedBackAt: NOW })
    const lines = await db.historyEntry.findMany({ where: { noun: 'warehouse/returns', deed: 'follow' } })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.changes).toMatchObject({ trackingNumber: [null, 'YT9900000000002'] })
  })

  it('ends what it had opened when it is closed or gone, and opens it again when agreed anew', async () => {
    const one = await sent()
    const { id } = await refund(one, cast.shopId)
    await followRefunds(program, cast.shopId)
    const set = (status: 'CLOSED' | 'AGREED') => db.refund.update({ where: { id }, data: { status } })
    await set('CLOSED')
    await followRefunds(program, cast.shopId)
    expect((await all())[0]?.state).toBe('CANCELLED')
    await set('AGREED')
    await followRefunds(program, cast.shopId)
    expect((await all())[0]?.state).toBe('EXPECTED')
    await db.refund.delete({ where: { id } })
    await followRefunds(program, cast.shopId)
    expect((await all())[0]?.state).toBe('CANCELLED')
  })
})

describe('a return by hand', () => {
  const input = { carrier: null, trackingNumber: null, reason: null, note: null, goods: [] }

  it('expects everything that is still out, or what is named of it', async () => {
    const one = await sent()
    const whole = await createReturn(agent, {
      ...input,
      order: one.shipment.number,
      goods: [{ sku: coat.code, quantity: 1 }],
    })
    const rest = await createReturn(agent, { ...input, order: one.platformOrderId })
    expect(await linesOf(whole.id)).toEqual([{ skuId: coat.id, quantity: 1 }])
    expect(await linesOf(rest.id)).toEqual([
      { skuId: coat.id, quantity: 1 },
      { skuId: hat.id, quantity: 1 },
    ])
    await expect(createReturn(agent, { ...input, order: one.platformOrderId })).rejects.toMatchObject({
      errors: { order: expect.stringContaining('还能退回') as string },
    })
  })

  it('refuses more than was sent, other goods, and orders of other shops', async () => {
    const one = await sent()
    const stranger = { actor: await actor(cast, 'stranger'), at: NOW }
    const ask = (act: Act, sku: string, quantity: number) =>
      createReturn(act, { ...input, order: one.platformOrderId, goods: [{ sku, quantity }] })
    await expect(ask(agent, coat.code, 3)).rejects.toMatchObject({ errors: { goods: /最多还能退 2 件/ } })
    const other = await sku()
    await expect(ask(agent, other.code, 1)).rejects.toMatchObject({ status: 422 })
    await expect(ask(stranger, coat.code, 1)).rejects.toMatchObject({ errors: { order: /没有找到/ } })
  })
})

describe('a piece that was missing', () => {
  const input = { carrier: null, trackingNumber: null, reason: null, note: null, goods: [] }
  const FIRST = 'YT9900000000011'
  const SECOND = 'YT9900000000012'

  /** A return of everything that was sent, settled with the first of the coats missing. */
  async function settledWithout(coats = 1, trackingNumber: string | null = FIRST) {
    const one = await sent()
    const { id } = await createReturn(agent, { ...input, trackingNumber, order: one.platformOrderId })
    await arrive(crew.clerk, await row(id))
    if (coats < 2) await judged(id, { quantity: 2 - coats })
    await judged(id, { skuId: hat.id })
    await settleReturn(crew.clerk, await row(id), null)
    return { ...one, returnId: id }
  }

  it('is expected and comes into stock when it comes after all', async () => {
    const one = await settledWithout()
    expect(await level(coat.id)).toMatchObject({ onHand: 4 })
    const { id } = await createReturn(agent, { ...input, order: one.platformOrderId })
    expect(await linesOf(id)).toEqual([{ skuId: coat.id, quantity: 1 }])
    await expect(createReturn(agent, { ...input, order: one.platformOrderId })).rejects.toMatchObject({
      status: 422,
    })
    await arrive(crew.clerk, await row(id))
    await judged(id, {})
    await settleReturn(crew.clerk, await row(id), null)
    expect(await level(coat.id)).toMatchObject({ onHand: 5 })
    expect(await proof()).toEqual([])
  })

  it('is received at the desk by any code of the order, once it is said that another parcel has come', async () => {
    const one = await settledWithout()
    await expect(returnBehindCode(crew.clerk, one.platformOrderId)).rejects.toMatchObject({
      errors: { remark: expect.stringContaining('已经验收过') as string },
    })
    const more = await returnBehindCode(crew.clerk, one.platformOrderId, '补寄的大衣')
    expect(more).toMatchObject({ announced: false, state: 'ARRIVED' })
    expect(await linesOf(more!.id)).toEqual([{ skuId: coat.id, quantity: 1 }])
    await judged(more!.id, {})
    await settleReturn(crew.clerk, await row(more!.id), null)
    expect(await returnBehindCode(crew.clerk, FIRST)).toMatchObject({ id: one.returnId, state: 'SETTLED' })
  })

  it('is found by the new waybill that the refund names by now', async () => {
    const one = await sent()
    const { id } = await refund(one, cast.shopId, { returnTrackingNumber: FIRST })
    await followRefunds(program, cast.shopId)
    const [first] = await all()
    await arrive(crew.clerk, first!)
    await judged(first!.id, {})
    await settleReturn(crew.clerk, await row(first!.id), null)
    await db.refund.update({ where: { id }, data: { returnTrackingNumber: SECOND } })
    await followRefunds(program, cast.shopId)
    expect(await all()).toHaveLength(1)
    expect(await returnBehindCode(crew.clerk, SECOND, '补寄')).toMatchObject({ announced: false })
    const further = (await all())[1]
    expect(further).toMatchObject({ state: 'ARRIVED' })
    expect(await returnBehindCode(crew.clerk, SECOND)).toMatchObject({ id: further!.id, state: 'ARRIVED' })
  })

  it.each([
    ['no waybill', {}, []],
    ['the same waybill', { returnTrackingNumber: FIRST }, []],
    ['another waybill', { returnTrackingNumber: SECOND }, [1]],
  ])('is expected again for a refund that names %s', async (_what, parts, quantities) => {
    const one = await settledWithout()
    await refund(one, cast.shopId, { lineId: one.lineIds[0]!, ...parts })
    await followRefunds(program, cast.shopId)
    await followRefunds(program, cast.shopId)
    const others = (await all()).filter(({ id }) => id !== one.returnId)
    const lines = await Promise.all(others.map(({ id }) => linesOf(id)))
    expect(lines).toEqual(quantities.map((quantity) => [{ skuId: coat.id, quantity }]))
  })

  it('is not expected again by the parcel that was inspected without its waybill, but by a later one', async () => {
    const one = await settledWithout(1, null)
    const told = { returnTrackingNumber: SECOND, returnedAt: plus(NOW, -DAY_MS) }
    const { id } = await refund(one, cast.shopId, told)
    await followRefunds(program, cast.shopId)
    expect(await all()).toHaveLength(1)
    await db.refund.update({ where: { id }, data: { returnedAt: plus(NOW, DAY_MS) } })
    await followRefunds(program, cast.shopId)
    expect(await all()).toHaveLength(2)
  })

  it('is out of the parcel of several orders, whichever of them it was', async () => {
    for (const quantity of [1, 2])
      await order([{ code: coat.code, quantity }], { shopId: cast.shopId, joinHash: 'same' })
    const [one] = await packed(crew)
    await handOverShipments(crew.clerk, [one!.id], '圆通速递')
    const { id } = await returnParcel(crew.clerk, one!.id)
    expect(await linesOf(id)).toEqual([{ skuId: coat.id, quantity: 3 }])
    await arrive(crew.clerk, await row(id))
    await judged(id, { quantity: 2 })
    await settleReturn(crew.clerk, await row(id), null)
    const rest = await returnParcel(crew.clerk, one!.id)
    expect(await linesOf(rest.id)).toEqual([{ skuId: coat.id, quantity: 1 }])
    await arrive(crew.clerk, await row(rest.id))
    await judged(rest.id, {})
    await settleReturn(crew.clerk, await row(rest.id), null)
    await expect(returnParcel(crew.clerk, one!.id)).rejects.toMatchObject({ status: 409 })
    expect(await level(coat.id)).toMatchObject({ onHand: 5 })
  })
})

describe('an arrival by mistake', () => {
  it('is taken back while nothing is judged, and the parcel arrives when it does', async () => {
    const one = await sent()
    await refund(one, cast.shopId, { returnTrackingNumber: 'YT9900000000021' })
    await followRefunds(program, cast.shopId)
    const { id } = (await returnBehindCode(crew.clerk, 'YT9900000000021'))!
    await judged(id, {})
    const withdraw = async () => moveReturn(crew.clerk, await row(id), 'withdraw-arrival', '扫错了')
    await expect(withdraw()).rejects.toMatchObject({ status: 409 })
    await takeBack(crew.clerk, await row(id))
    await withdraw()
    expect(await row(id)).toMatchObject({ state: 'EXPECTED', arrivedAt: null, inspectBy: null })
    expect(await db.workItem.count({ where: { noun: 'warehouse/returns', closedAt: null } })).toBe(0)
    expect(await returnBehindCode(crew.clerk, 'YT9900000000021')).toMatchObject({ id, state: 'ARRIVED' })
  })
})

describe('the returns desk', () => {
  it.each(['return waybill', 'our waybill', 'order', 'parcel', 'refund', 'return'])(
    'knows a parcel by the number of its %s',
    async (by) => {
      const one = await sent()
      const { platformRefundId } = await refund(one, cast.shopId, { returnTrackingNumber: 'YT9900000000003' })
      await followRefunds(program, cast.shopId)
      const [only] = await all()
      const codes: Record<string, string> = {
        'return waybill': 'yt9900000000003',
        'our waybill': one.shipment.trackingNumber ?? '',
        order: one.platformOrderId,
        parcel: one.shipment.number,
        refund: platformRefundId,
        return: only!.number,
      }
      expect(await returnBehindCode(crew.clerk, codes[by]!)).toMatchObject({ id: only!.id, announced: true })
      expect(await row(only!.id)).toMatchObject({ state: 'ARRIVED', arrivedAt: NOW })
      const [item] = await db.workItem.findMany({ where: { noun: 'warehouse/returns', closedAt: null } })
      expect(item).toMatchObject({
        kind: 'ARRIVED',
        duty: 'WAREHOUSE_CLERK',
        dueAt: (await row(only!.id)).inspectBy,
      })
    },
  )

  it('opens what only the platform knows of, and what nobody has announced', async () => {
    const one = await sent()
    await refund(one, cast.shopId, { status: 'REFUNDED', returnTrackingNumber: 'YT9900000000004' })
    const known = await returnBehindCode(crew.clerk, 'YT9900000000004')
    expect(known).toMatchObject({ announced: true, state: 'ARRIVED' })
    await db.return.updateMany({ data: { state: 'CANCELLED' } })
    const refused = await returnBehindCode(crew.clerk, one.shipment.trackingNumber ?? '')
    expect(refused).toMatchObject({ announced: false, state: 'ARRIVED' })
    expect(await linesOf(refused!.id)).toHaveLength(2)
    expect(await returnBehindCode(crew.clerk, 'YT1234567890123')).toBeNull()
  })

  it('knows at two desks at once what only the platform knows of', async () => {
    const one = await sent()
    await refund(one, cast.shopId, { status: 'REFUNDED', returnTrackingNumber: 'YT9900000000005' })
    const observer = await beside()
    try {
      await observer.query('SELECT pg_advisory_lock($1)', [LOCKS.expectedReturns])
      const both = Promise.allSettled(
        [crew.clerk, crew.clerk].map((clerk) => returnBehindCode(clerk, 'YT9900000000005')),
      )
      await untilWaiting(observer, 2)
      await observer.query('SELECT pg_advisory_unlock_all()')
      const [only] = await both.then(() => all())
      const value = { id: only!.id, number: only!.number, state: 'ARRIVED', announced: true }
      expect(await both).toEqual([
        { status: 'fulfilled', value },
        { status: 'fulfilled', value },
      ])
    } finally {
      await observer.end()
    }
  })

  it('takes a whole parcel back once, and none that has not left', async () => {
    const one = await sent()
    await returnParcel(crew.clerk, one.shipment.id)
    await expect(returnParcel(crew.clerk, one.shipment.id)).rejects.toMatchObject({ status: 409 })
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const ready = await db.shipment.findFirstOrThrow({ where: { state: 'READY' } })
    await expect(returnParcel(crew.clerk, ready.id)).rejects.toMatchObject({ status: 409 })
    await expect(returnBehindCode(crew.clerk, ready.number)).rejects.toMatchObject({ status: 422 })
  })
})

describe('an inspection', () => {
  async function arrived() {
    const one = await sent()
    await refund(one, cast.shopId)
    await followRefunds(program, cast.shopId)
    const [only] = await all()
    await arrive(crew.clerk, only!)
    return only!.id
  }

  it('brings good pieces to their place, bad ones into quarantine, and writes down what is missing, in one act', async () => {
    const id = await arrived()
    await judged(id, {})
    await judged(id, { verdict: 'DEFECTIVE', reason: '破损' })
    expect(await level(coat.id)).toMatchObject({ onHand: 3, quarantined: 0 })
    const settled = await settleReturn(crew.clerk, await row(id), null)
    expect(settled).toMatchObject({ good: 1, quarantined: 1, missing: 1 })
    expect(await level(coat.id)).toMatchObject({ onHand: 5, quarantined: 1 })
    expect(await level(hat.id)).toMatchObject({ onHand: 4, quarantined: 0 })
    const [case_] = await db.quarantineCase.findMany()
    expect(case_).toMatchObject({ skuId: coat.id, reason: '破损', returnId: id, locationId: coat.locationId })
    const movements = await db.stockMovement.findMany({ where: { reason: 'RETURN' }, orderBy: { id: 'asc' } })
    expect(movements.map(({ noun, subjectId, locationId }) => [noun, subjectId, locationId])).toEqual([
      ['warehouse/returns', id, coat.locationId],
      ['warehouse/quarantines', case_!.id, expect.any(Number)],
    ])
    expect(await row(id)).toMatchObject({ state: 'SETTLED', settledAt: NOW })
    const missing = await db.returnFinding.findMany({ where: { verdict: 'MISSING' } })
    expect(missing).toMatchObject([{ skuId: hat.id, quantity: 1 }])
    expect(await db.workItem.count({ where: { noun: 'warehouse/returns', closedAt: null } })).toBe(0)
    expect(await proof()).toEqual([])
  })

  it('takes surplus only where it is said so, and sets it apart', async () => {
    const id = await arrived()
    await judged(id, { quantity: 2 })
    await expect(judged(id, {})).rejects.toMatchObject({ errors: { quantity: /判定为多退/ } })
    await expect(judged(id, { skuId: hat.id, verdict: 'SURPLUS' })).rejects.toMatchObject({ status: 422 })
    await judged(id, { verdict: 'SURPLUS' })
    await settleReturn(crew.clerk, await row(id), null)
    expect(await level(coat.id)).toMatchObject({ onHand: 6, quarantined: 1 })
    expect(await proof()).toEqual([])
  })

  it('sets another article of ours apart and leaves what is not ours out of the ledger', async () => {
    const id = await arrived()
    const scarf = await stocked(1)
    await judged(id, { skuId: scarf.id, verdict: 'WRONG' })
    await expect(judged(id, { skuId: null, verdict: 'WRONG' })).rejects.toMatchObject({
      errors: { reason: /写明是什么/ },
    })
    await expect(judged(id, { verdict: 'WRONG' })).rejects.toMatchObject({ status: 422 })
    await judged(id, { skuId: null, verdict: 'WRONG', reason: '一双拖鞋' })
    const settled = await settleReturn(crew.clerk, await row(id), null)
    expect(settled).toMatchObject({ good: 0, quarantined: 1, missing: 3 })
    expect(await level(scarf.id)).toMatchObject({ onHand: 2, quarantined: 1 })
    expect(await proof()).toEqual([])
  })

  it('puts pieces where somebody says, and asks for a place that nobody knows', async () => {
    const id = await arrived()
    const shelf = await location()
    await judged(id, { locationId: shelf.id })
    const homeless = await sku()
    await judged(id, { skuId: homeless.id, verdict: 'WRONG' })
    await expect(settleReturn(crew.clerk, await row(id), null)).rejects.toMatchObject({
      errors: { '': expect.stringContaining(homeless.code) as string },
    })
    await takeBack(crew.clerk, await row(id))
    await settleReturn(crew.clerk, await row(id), null)
    const [there] = await db.stockBalance.findMany({ where: { locationId: shelf.id } })
    expect(there).toMatchObject({ skuId: coat.id, quantity: 1 })
  })

  it('fills parcels that wait for the goods', async () => {
    const id = await arrived()
    await order([{ code: coat.code, quantity: 4 }], { shopId: cast.shopId })
    await planShipments(program)
    const waiting = await db.shipment.findFirstOrThrow({ where: { state: 'OUT_OF_STOCK' } })
    await judged(id, {})
    const { refilled } = await settleReturn(crew.clerk, await row(id), null)
    expect(refilled).toEqual([waiting.id])
    expect(await proof()).toEqual([])
  })

  it('happens once when two end it at the same moment, and counts what two judged only where both were in time', async () => {
    const id = await arrived()
    const seen = await row(id)
    const say = { verdict: 'GOOD', skuId: coat.id, quantity: 2, reason: null, locationId: null } as const
    const both = await Promise.allSettled([
      judgePieces(crew.clerk, seen, say),
      judgePieces(crew.lead, seen, say),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const now = await row(id)
    const ends = await Promise.allSettled([
      settleReturn(crew.clerk, now, null),
      settleReturn(crew.lead, now, null),
    ])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await level(coat.id)).toMatchObject({ onHand: 5 })
    expect(await proof()).toEqual([])
  })

  it('is not for those who do not keep the warehouse', async () => {
    const id = await arrived()
    await expect(settleReturn(agent, await row(id), null)).rejects.toMatchObject({ status: 403 })
  })
})
