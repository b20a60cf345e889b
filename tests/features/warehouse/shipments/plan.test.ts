import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import {
  addGift,
  joinShipments,
  planShipments,
  retryOutOfStock,
  splitShipment,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import { ROUND } from '../../../../src/features/warehouse/shipments/actions/plan.ts'
import { catchUpShipments } from '../../../../src/features/warehouse/shipments/reactions.ts'
import { prove } from '../../../../src/features/warehouse/stock/ledger.ts'
import { HOUR_MS, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { sku } from '../../../setup/goods.ts'
import { NOW, order, program, putIn, stocked, warehouse } from '../../../setup/parcels.ts'

let cast: Cast
let specialist: Act

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  await warehouse()
  specialist = { actor: await actor(cast, 'operations-specialist'), at: NOW }
})

const parcels = () =>
  db.shipment.findMany({ orderBy: { id: 'asc' }, include: { lines: { orderBy: { id: 'asc' } } } })
const level = (skuId: number) => db.stockLevel.findUniqueOrThrow({ where: { skuId } })
const proof = () => prove(db)

describe('planning', () => {
  it('makes a parcel with reserved goods, due as the order is', async () => {
    const coat = await stocked(5)
    const paidAt = plus(NOW, -HOUR_MS)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId, paidAt })
    expect(await planShipments(program)).toEqual({ created: 1, joined: 0, outOfStock: 0, more: false })
    const [parcel] = await parcels()
    expect(parcel).toMatchObject({
      number: 'CK20261123-0001',
      state: 'READY',
      shipBy: plus(paidAt, 48 * HOUR_MS),
      lines: [{ skuId: coat.id, quantity: 2, checked: 0 }],
    })
    expect(await level(coat.id)).toMatchObject({ onHand: 5, reserved: 2 })
    expect(
      await db.workItem.findMany({ where: { noun: 'warehouse/shipments', closedAt: null } }),
    ).toMatchObject([
      { kind: 'READY', duty: 'OPERATIONS_LEAD', shopId: cast.shopId, dueAt: plus(paidAt, 48 * HOUR_MS) },
    ])
  })

  it('plans nothing twice', async () => {
    const coat = await stocked(5)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    await planShipments(program)
    expect(await planShipments(program)).toEqual({ created: 0, joined: 0, outOfStock: 0, more: false })
    expect(await parcels()).toHaveLength(1)
  })

  it('plans once when two plan at the same time', async () => {
    const coat = await stocked(50)
    for (let i = 0; i < 10; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const all = await Promise.all(Array.from({ length: 5 }, () => planShipments(program)))
    expect(all.reduce((sum, { created }) => sum + created, 0)).toBe(10)
    expect(await level(coat.id)).toMatchObject({ reserved: 10 })
  })

  it('leaves out what is held, unpaid or being refunded', async () => {
    const coat = await stocked(9)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId, held: true })
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId, status: 'UNPAID' })
    const { lineIds } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await db.orderLine.update({ where: { id: lineIds[0] as number }, data: { refundStatus: 'APPLIED' } })
    expect(await planShipments(program)).toEqual({ created: 0, joined: 0, outOfStock: 0, more: false })
  })

  it('sends orders of one buyer and address together, also with a parcel that still waits', async () => {
    const coat = await stocked(9)
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const early = plus(NOW, -5 * HOUR_MS)
    await order([{ code: coat.code, quantity: 1 }], to)
    await order([{ code: coat.code, quantity: 2 }], to)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.otherShopId, joinHash: 'home' })
    expect(await planShipments(program)).toMatchObject({ created: 2, joined: 0 })
    await order([{ code: coat.code, quantity: 3 }], { ...to, paidAt: early })
    expect(await planShipments(program)).toEqual({ created: 0, joined: 1, outOfStock: 0, more: false })
    const [joined, other] = await parcels()
    expect(joined).toMatchObject({ shopId: cast.shopId, shipBy: plus(early, 48 * HOUR_MS), version: 2 })
    expect(joined?.lines.map(({ quantity }) => quantity)).toEqual([1, 2, 3])
    expect(other).toMatchObject({ shopId: cast.otherShopId })
    const [item] = await db.workItem.findMany({ where: { subjectId: joined?.id as number, closedAt: null } })
    expect(item?.dueAt).toEqual(plus(early, 48 * HOUR_MS))
    expect((await level(coat.id)).reserved).toBe(7)
  })

  it('reserves a parcel wholly or not at all, the most urgent first', async () => {
    const [coat, hat] = [await stocked(1), await stocked(5)]
    const late = await order(
      [
        { code: coat.code, quantity: 1 },
        { code: hat.code, quantity: 1 },
      ],
      { shopId: cast.shopId },
    )
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId, paidAt: plus(NOW, -HOUR_MS) })
    expect(await planShipments(program)).toEqual({ created: 2, joined: 0, outOfStock: 1, more: false })
    const [urgent, waiting] = await parcels()
    expect([urgent?.state, waiting?.state]).toEqual(['READY', 'OUT_OF_STOCK'])
    expect(waiting?.lines.map(({ orderLineId }) => orderLineId)).toEqual(late.lineIds)
    expect((await level(hat.id)).reserved).toBe(0)
    const open = await db.workItem.findMany({ where: { subjectId: waiting?.id as number, closedAt: null } })
    expect(open).toMatchObject([{ kind: 'OUT_OF_STOCK', duty: 'OPERATIONS_LEAD' }])
  })

  it('does not hold up a waiting parcel by a later order that is short', async () => {
    const [coat, hat] = [await stocked(2), await stocked(0)]
    const to = { shopId: cast.shopId, joinHash: 'home' }
    await order([{ code: coat.code, quantity: 1 }], to)
    await planShipments(program)
    await order([{ code: hat.code, quantity: 1 }], to)
    expect(await planShipments(program)).toEqual({ created: 1, joined: 0, outOfStock: 1, more: false })
    expect((await parcels()).map(({ state, lines }) => [state, lines.length])).toEqual([
      ['READY', 1],
      ['OUT_OF_STOCK', 1],
    ])
  })

  it('unfolds a bundle, and leaves a line alone whose code was matched anew', async () => {
    const [coat, hat, scarf] = [await stocked(9), await stocked(9), await stocked(9)]
    const code = await db.merchantCode.create({
      data: {
        shopId: cast.shopId,
        code: 'SET',
        createdAt: NOW,
        components: {
          create: [
            { skuId: coat.id, quantity: 1 },
            { skuId: hat.id, quantity: 2 },
          ],
        },
      },
    })
    await order([{ code: 'SET', quantity: 3 }], { shopId: cast.shopId })
    await planShipments(program)
    const [parcel] = await parcels()
    expect(parcel?.lines.map(({ skuId, quantity }) => [skuId, quantity])).toEqual([
      [coat.id, 3],
      [hat.id, 6],
    ])
    await db.merchantCodeComponent.update({
      where: { merchantCodeId_skuId: { merchantCodeId: code.id, skuId: hat.id } },
      data: { skuId: scarf.id },
    })
    expect(await planShipments(program)).toMatchObject({ created: 0 })
  })

  it('makes so many parcels in one deed and leaves the rest to the job', async () => {
    const coat = await stocked(1000)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await db.$executeRaw`
      INSERT INTO orders (shop_id, platform_order_id, status, platform_status, ordered_at, paid_at, exported_at, created_at, free_times)
      SELECT shop_id, 'many ' || n, status, platform_status, ordered_at, paid_at, exported_at, created_at, '{}'
      FROM orders, generate_series(1, ${ROUND}::int) n WHERE id = ${id}`
    await db.$executeRaw`
      INSERT INTO order_lines (order_id, ordinal, title, unit_price_fen, quantity, match_code, status, platform_status, exported_at, free_times)
      SELECT o.id, 1, 'x', 1, 1, ${coat.code}, 'PAID', 'x', o.exported_at, '{}' FROM orders o WHERE o.id <> ${id}`
    await db.$executeRaw`
      INSERT INTO order_reviews (order_id, shop_id, platform_order_id, state, reasons, created_at)
      SELECT o.id, o.shop_id, o.platform_order_id, 'RELEASED', '{}', o.created_at FROM orders o WHERE o.id <> ${id}`
    expect(await planShipments(program)).toMatchObject({ created: ROUND, more: true })
    expect(await catchUpShipments(program)).toMatchObject({ created: 1 })
    expect(await level(coat.id)).toMatchObject({ reserved: ROUND + 1 })
  })

  it('needs as many statements for fifty orders as for five', async () => {
    const coat = await stocked(500)
    const statements = async (orders: number): Promise<number> => {
      for (let i = 0; i < orders; i += 1)
        await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
      return (await countStatements(() => planShipments(program))).statements.length
    }
    await statements(1)
    expect(await statements(50)).toBe(await statements(5))
  })
})

describe('waiting for goods', () => {
  it('gives goods that have come to the most urgent parcels', async () => {
    const coat = await sku()
    const { locationId } = await stocked(1)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId, paidAt: plus(NOW, -HOUR_MS) })
    await planShipments(program)
    expect(await retryOutOfStock(program)).toEqual([])
    await putIn(coat.id, locationId, 2)
    const [urgent, late] = await parcels()
    expect(await retryOutOfStock(program, [coat.id])).toEqual([urgent?.id])
    await putIn(coat.id, locationId, 1)
    expect(await retryOutOfStock(specialist)).toEqual([late?.id])
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY', 'READY'])
    expect(await proof()).toEqual([])
  })
})

describe('splitting and joining', () => {
  it('sends a part by itself, goods still reserved', async () => {
    const [coat, hat] = [await stocked(5), await stocked(5)]
    await order(
      [
        { code: coat.code, quantity: 3 },
        { code: hat.code, quantity: 1 },
      ],
      { shopId: cast.shopId },
    )
    await planShipments(program)
    const [parcel] = await parcels()
    const [coats, hats] = parcel!.lines
    const fresh = await splitShipment(specialist, parcel!, [
      { lineId: coats!.id, quantity: 2 },
      { lineId: hats!.id, quantity: 1 },
    ])
    const [rest, apart] = await parcels()
    expect(rest?.lines.map(({ skuId, quantity }) => [skuId, quantity])).toEqual([[coat.id, 1]])
    expect(apart?.id).toBe(fresh.id)
    expect(apart?.lines.map(({ skuId, quantity }) => [skuId, quantity]).sort()).toEqual(
      [
        [hat.id, 1],
        [coat.id, 2],
      ].sort(),
    )
    expect([rest?.state, apart?.state]).toEqual(['READY', 'READY'])
    expect((await level(coat.id)).reserved).toBe(3)
    expect(await planShipments(program)).toMatchObject({ created: 0 })
    expect(await proof()).toEqual([])
  })

  it('lets what is there leave when a part is short', async () => {
    const [coat, hat] = [await stocked(1), await stocked(0)]
    await order(
      [
        { code: coat.code, quantity: 1 },
        { code: hat.code, quantity: 1 },
      ],
      { shopId: cast.shopId },
    )
    await planShipments(program)
    const [parcel] = await parcels()
    await splitShipment(specialist, parcel!, [{ lineId: parcel!.lines[1]!.id, quantity: 1 }])
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY', 'OUT_OF_STOCK'])
  })

  it('refuses to split off nothing, everything, or more than there is', async () => {
    const coat = await stocked(5)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    await planShipments(program)
    const [parcel] = await parcels()
    const lineId = parcel!.lines[0]!.id
    for (const quantity of [0, 2, 3]) {
      await expect(splitShipment(specialist, parcel!, [{ lineId, quantity }])).rejects.toMatchObject({
        status: 422,
      })
    }
    expect(await parcels()).toHaveLength(1)
  })

  it('joins parcels to one address only', async () => {
    const coat = await stocked(9)
    for (const joinHash of ['a', 'b'])
      await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId, joinHash })
    await planShipments(program)
    const [a, b] = await parcels()
    await expect(joinShipments(specialist, [a!, b!])).rejects.toMatchObject({ status: 422 })
    const part = await splitShipment(specialist, a!, [{ lineId: a!.lines[0]!.id, quantity: 1 }])
    const [now] = await parcels()
    await joinShipments(specialist, [now!, part])
    expect((await parcels()).map(({ state, lines }) => [state, lines.length])).toEqual([
      ['READY', 2],
      ['READY', 1],
      ['CANCELLED', 0],
    ])
    expect(await proof()).toEqual([])
  })

  it('adds a gift of what there is', async () => {
    const [coat, gift] = [await stocked(1), await stocked(2)]
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const [parcel] = await parcels()
    await expect(addGift(specialist, parcel!, gift.id, 3)).rejects.toMatchObject({
      errors: { quantity: expect.any(String) },
    })
    await addGift(specialist, parcel!, gift.id, 2)
    const [after] = await parcels()
    expect(after?.lines.at(-1)).toMatchObject({ orderLineId: null, skuId: gift.id, quantity: 2 })
    expect((await level(gift.id)).reserved).toBe(2)
  })

  it('leaves all of it to operations of the shop', async () => {
    const coat = await stocked(5)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    await planShipments(program)
    const [parcel] = await parcels()
    for (const member of ['warehouse-clerk', 'designer', 'stranger'] as const) {
      const act = { actor: await actor(cast, member), at: NOW }
      await expect(
        splitShipment(act, parcel!, [{ lineId: parcel!.lines[0]!.id, quantity: 1 }]),
      ).rejects.toMatchObject({ status: 403 })
      await expect(addGift(act, parcel!, coat.id, 1)).rejects.toMatchObject({ status: 403 })
    }
  })
})
