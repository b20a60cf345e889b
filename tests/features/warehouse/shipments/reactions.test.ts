import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { holdReview, releaseReview } from '../../../../src/features/orders/reviews/actions.ts'
import { createReceipt, moveReceipt } from '../../../../src/features/warehouse/receipts/actions.ts'
import { catchUpShipments } from '../../../../src/features/warehouse/shipments/reactions.ts'
import type { Cast } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'
import { order, program, stocked } from '../../../setup/parcels.ts'
import type { Crew } from './flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { packed, parcels } from './flow.ts'

let cast: Cast
let crew: Crew

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
})

const reviewOf = (orderId: number) => db.orderReview.findUniqueOrThrow({ where: { orderId } })

describe('parcels follow', () => {
  it('a released order at once, and a held one', async () => {
    const coat = await stocked(5)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId, held: true })
    await releaseReview(crew.specialist, await reviewOf(id), '加防震袋')
    expect(await parcels()).toMatchObject([{ state: 'READY' }])
    await holdReview(crew.specialist, await reviewOf(id), '等买家确认')
    expect(await parcels()).toMatchObject([{ state: 'CANCELLED' }])
    await releaseReview(crew.specialist, await reviewOf(id), null)
    expect((await parcels()).map(({ state }) => state)).toEqual(['CANCELLED', 'READY'])
    const [, live] = await packed(crew).then(parcels)
    expect(live?.state).toBe('PACKED')
    await holdReview(crew.specialist, await reviewOf(id), '买家要退款')
    expect((await parcels())[1]).toMatchObject({ state: 'STOPPED', warning: '订单被挂起，等待审核' })
  })

  it('goods that come in', async () => {
    const [coat, shelf] = [await sku(), await location()]
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    await catchUpShipments(program)
    expect(await parcels()).toMatchObject([{ state: 'OUT_OF_STOCK' }])
    const lines = [{ row: 1, sku: coat.code, quantity: 2, location: shelf.code }]
    const { id } = await createReceipt(crew.clerk, { kind: 'PURCHASE', source: null, note: null, lines })
    await moveReceipt(crew.clerk, await db.receipt.findUniqueOrThrow({ where: { id } }), 'post', null)
    expect(await parcels()).toMatchObject([{ state: 'READY' }])
  })

  it('whatever a reaction has missed, by the job', async () => {
    const coat = await stocked(5)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    expect(await catchUpShipments(program)).toMatchObject({ created: 1 })
    await db.order.update({ where: { id }, data: { status: 'CLOSED' } })
    expect(await catchUpShipments(program)).toMatchObject({ replanned: 1, created: 0 })
    expect(await catchUpShipments(program)).toMatchObject({ replanned: 0, created: 0, stopped: 0 })
  })
})
