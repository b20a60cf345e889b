import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { defineCode } from '../../../../src/features/catalog/merchant-codes/actions.ts'
import { releasableLines } from '../../../../src/features/orders/orders/releasable.ts'
import { HOUR_MS, now, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { sku } from '../../../setup/goods.ts'
import type { OrderPieces } from '../../../setup/orders.ts'
import { order } from '../../../setup/orders.ts'

let cast: Cast
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  await sku({ code: 'HAT' })
})

const lines = (): ReturnType<typeof releasableLines> => releasableLines(db)
const hat = (pieces: OrderPieces = {}): ReturnType<typeof order> =>
  order(cast.shopId, { codes: ['HAT'], ...pieces })

describe('a line may be shipped', () => {
  it('when its order is paid and released, and its code means goods', async () => {
    const { id, lineIds } = await hat({ joinHash: 'same' })
    expect(await lines()).toMatchObject([
      { orderId: id, lineId: lineIds[0], quantity: 1, shopId: cast.shopId, joinHash: 'same' },
    ])
  })

  it.each<[string, OrderPieces, number]>([
    ['paid', {}, 1],
    ['partly shipped, this line not', { status: 'PART_SHIPPED', lineStatus: 'PAID' }, 1],
    ['partly shipped, this line is', { status: 'PART_SHIPPED', lineStatus: 'SHIPPED' }, 0],
    ['paid, while an older item file calls the line unpaid', { lineStatus: 'UNPAID' }, 1],
    ['unpaid', { status: 'UNPAID' }, 0],
    ['shipped', { status: 'SHIPPED' }, 0],
    ['finished', { status: 'FINISHED' }, 0],
    ['closed', { status: 'CLOSED' }, 0],
    ['of unknown state', { status: 'UNKNOWN' }, 0],
    ['held', { review: { state: 'HELD' } }, 0],
    ['no longer to be decided', { review: { state: 'ENDED' } }, 0],
    ['not decided yet', { review: null }, 0],
    ['refund applied for', { refundStatus: 'APPLIED' }, 0],
    ['refund agreed', { refundStatus: 'AGREED' }, 0],
    ['refunded', { refundStatus: 'REFUNDED' }, 0],
    ['refund closed', { refundStatus: 'CLOSED' }, 1],
    ['of a code that nobody knows', { codes: ['???'] }, 0],
  ])('or not: %s', async (_words, pieces, count) => {
    await hat(pieces)
    expect(await lines()).toHaveLength(count)
  })

  it('as the bundle of goods that its shop’s code means', async () => {
    const [cup, lid] = [await sku({ code: 'CUP' }), await sku({ code: 'LID' })]
    const act = { actor: await actor(cast, 'operations-lead'), at: now() }
    const components = [
      { sku: 'CUP', quantity: 2 },
      { sku: 'LID', quantity: 1 },
    ]
    await defineCode(act, { shopId: cast.shopId, code: 'SET', components })
    await hat({ codes: ['SET'] })
    await order(cast.otherShopId, { codes: ['SET'] })
    expect((await lines()).map((line) => line.components)).toEqual([
      [
        { skuId: cup.id, quantity: 2 },
        { skuId: lid.id, quantity: 1 },
      ],
    ])
  })
})

describe('the ship-by time', () => {
  it('is the platform’s own, else 48 hours after payment, else after ordering', async () => {
    const paidAt = plus(now(), -3 * HOUR_MS)
    const shipDueAt = plus(now(), HOUR_MS)
    await hat({ paidAt, shipDueAt })
    await hat({ paidAt })
    const unknown = await hat({ paidAt: null })
    const { orderedAt } = await db.order.findUniqueOrThrow({ where: { id: unknown.id } })
    expect((await lines()).map(({ shipBy }) => shipBy)).toEqual([
      shipDueAt,
      plus(paidAt, 48 * HOUR_MS),
      plus(orderedAt, 48 * HOUR_MS),
    ])
  })

  it('follows the parameter', async () => {
    const paidAt = now()
    await hat({ paidAt })
    await db.parameter.create({ data: { key: 'orders.ship-within-hours', value: 24 } })
    expect((await lines())[0]?.shipBy).toEqual(plus(paidAt, 24 * HOUR_MS))
  })
})

describe('the filter', () => {
  it('takes one shop or some orders', async () => {
    const [first, second] = [await hat(), await hat()]
    const other = await order(cast.otherShopId, { codes: ['HAT'] })
    expect((await releasableLines(db, { shopId: cast.otherShopId })).map(({ orderId }) => orderId)).toEqual([
      other.id,
    ])
    expect((await releasableLines(db, { orderIds: [second.id] })).map(({ orderId }) => orderId)).toEqual([
      second.id,
    ])
    expect(await releasableLines(db, { orderIds: [] })).toEqual([])
    expect(first.id).not.toBe(second.id)
  })
})
