import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { defineCode, redefineCode } from '../../../../src/features/catalog/merchant-codes/actions.ts'
import {
  addGift,
  applyOrderChanges,
  cancelShipment,
  handOverShipments,
  planShipments,
  reconcileShipments,
  resumeShipment,
  splitShipment,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Cast } from '../../../setup/cast.ts'
import { order, program, stocked } from '../../../setup/parcels.ts'
import type { Crew } from './flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { checkAll, level, openItems, packOne, packed, parcel, parcels, picked, proof } from './flow.ts'

let cast: Cast
let crew: Crew

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
})

/** A newer file says something else of an order's only line. */
const says = (orderId: number, matchCode: string, quantity: number) =>
  db.orderLine.updateMany({ where: { orderId }, data: { matchCode, quantity } })
const changed = (orderId: number) => applyOrderChanges(program, [{ orderId, kinds: ['LINES'] }])
/** SKU and pieces of each parcel that isn't cancelled. */
const live = async () =>
  (await parcels())
    .filter(({ state }) => state !== 'CANCELLED')
    .map(({ state, lines }) => [state, ...lines.map(({ skuId, quantity }) => [skuId, quantity])])

describe('before picking', () => {
  it('the parcel holds the new goods, with its gift and label, by its order alone', async () => {
    const [small, large, gift] = [await stocked(2), await stocked(2), await stocked(1)]
    const { id } = await order([{ code: small.code, quantity: 2 }], { shopId: cast.shopId })
    await planShipments(program)
    const [one] = await parcels()
    await addGift(crew.specialist, one!, gift.id, 1)
    await db.shipment.updateMany({ data: { trackingNumber: 'YT8800000000001', carrier: '圆通速递' } })
    await says(id, large.code, 2)
    expect(await changed(id)).toEqual({ replanned: 1, stopped: 0 })
    expect(await live()).toEqual([['READY', [gift.id, 1], [large.id, 2]]])
    expect(await parcel(one!.id)).toMatchObject({ trackingNumber: 'YT8800000000001' })
    expect((await level(small.id)).reserved).toBe(0)
    expect((await level(large.id)).reserved).toBe(2)
    expect(await changed(id)).toEqual({ replanned: 0, stopped: 0 })
    expect(await planShipments(program)).toMatchObject({ created: 0, joined: 0 })
    expect(
      await db.historyEntry.findMany({
        where: { noun: 'warehouse/shipments', subjectId: one!.id, deed: 'edit' },
      }),
    ).toMatchObject([{ remark: '订单商品或数量已修改' }])
    expect(await proof()).toEqual([])
  })

  it('fewer pieces keep their promise, and the rest goes to who waits for it', async () => {
    const coat = await stocked(3)
    const { id } = await order([{ code: coat.code, quantity: 3 }], { shopId: cast.shopId })
    await planShipments(program)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    await planShipments(program)
    await says(id, coat.code, 1)
    await changed(id)
    expect(await live()).toEqual([
      ['READY', [coat.id, 1]],
      ['READY', [coat.id, 2]],
    ])
    expect((await level(coat.id)).reserved).toBe(3)
    expect(await proof()).toEqual([])
  })

  it('more pieces join what is waiting', async () => {
    const coat = await stocked(3)
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const { id } = await order([{ code: coat.code, quantity: 1 }], to)
    await planShipments(program)
    await says(id, coat.code, 3)
    await changed(id)
    expect(await live()).toEqual([['READY', [coat.id, 1], [coat.id, 2]]])
    expect(await reconcileShipments(program)).toEqual({ replanned: 0, stopped: 0 })
  })

  it('new goods that aren’t there are waited for', async () => {
    const [small, large] = [await stocked(1), await stocked(0)]
    const { id } = await order([{ code: small.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await says(id, large.code, 1)
    await changed(id)
    expect(await live()).toEqual([['OUT_OF_STOCK', [large.id, 1]]])
    expect(await openItems()).toMatchObject([{ kind: 'OUT_OF_STOCK' }])
    await says(id, small.code, 1)
    await changed(id)
    expect(await live()).toEqual([['OUT_OF_STOCK', [small.id, 1]]])
    expect(await proof()).toEqual([])
  })

  it('stands in the history of the parcel as it went', async () => {
    const [small, large] = [await stocked(1), await stocked(1)]
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const first = await order([{ code: small.code, quantity: 1 }], to)
    await planShipments(program)
    const second = await order([{ code: small.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await says(first.id, large.code, 2)
    await db.buyerContact.updateMany({ where: { orderId: first.id }, data: { joinHash: 'away' } })
    await says(second.id, small.code, 1)
    await applyOrderChanges(
      program,
      [first.id, second.id].map((orderId) => ({ orderId, kinds: ['LINES'] as const })),
    )
    for (const { id, state } of await parcels()) {
      const entries = await db.historyEntry.findMany({
        where: { noun: 'warehouse/shipments', subjectId: id },
        orderBy: { id: 'asc' },
      })
      expect(entries.slice(1).map(({ fromState }) => fromState)).toEqual(
        entries.slice(0, -1).map(({ toState }) => toState),
      )
      expect(entries.at(-1)?.toState).toBe(state)
    }
  })

  it('is done by the reconciliation too, also when the platform calls the order shipped', async () => {
    const [small, large] = [await stocked(1), await stocked(1)]
    const { id } = await order([{ code: small.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await says(id, large.code, 1)
    await db.orderLine.updateMany({ data: { status: 'SHIPPED' } })
    await db.order.update({ where: { id }, data: { status: 'SHIPPED' } })
    expect(await reconcileShipments(program)).toEqual({ replanned: 1, stopped: 0 })
    expect(await live()).toEqual([['READY', [large.id, 1]]])
  })

  it('is not done for a better code of the same goods, nor for a code explained anew', async () => {
    const [small, large] = [await stocked(5), await stocked(5)]
    const code = (name: string, sku: string) =>
      defineCode(crew.lead, { shopId: cast.shopId, code: name, components: [{ sku, quantity: 1 }] })
    await code('大衣 小号', small.code)
    const { id: merchantCodeId } = await code('COAT-S', small.code)
    const { id } = await order([{ code: '大衣 小号', quantity: 1 }], { shopId: cast.shopId })
    const explained = await order([{ code: 'COAT-S', quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await says(id, 'COAT-S', 1)
    expect(await changed(id)).toEqual({ replanned: 0, stopped: 0 })
    const row = await db.merchantCode.findUniqueOrThrow({ where: { id: merchantCodeId } })
    const components = [{ skuId: small.id, sku: small.code, quantity: 1 }]
    await redefineCode(crew.lead, { ...row, components }, [{ sku: large.code, quantity: 1 }])
    expect(await changed(explained.id)).toEqual({ replanned: 0, stopped: 0 })
    expect(await reconcileShipments(program)).toEqual({ replanned: 0, stopped: 0 })
    expect(await live()).toEqual([
      ['READY', [small.id, 1]],
      ['READY', [small.id, 1]],
    ])
  })

  it('reckons with what has left in another parcel, and never sends both', async () => {
    const [small, large] = [await stocked(9), await stocked(9)]
    const { id } = await order([{ code: small.code, quantity: 3 }], { shopId: cast.shopId })
    await planShipments(program)
    const [one] = await parcels()
    const rest = await splitShipment(crew.specialist, await parcel(one!.id), [
      { lineId: one!.lines[0]!.id, quantity: 2 },
    ])
    await db.shipment.update({ where: { id: rest.id }, data: { state: 'OUT_OF_STOCK' } })
    await packed(crew)
    await handOverShipments(crew.clerk, [one!.id], '圆通速递')
    await db.shipment.update({ where: { id: rest.id }, data: { state: 'READY' } })
    await says(id, small.code, 2)
    await changed(id)
    expect(await live()).toEqual([
      ['SHIPPED', [small.id, 1]],
      ['READY', [small.id, 1]],
    ])
    await says(id, large.code, 2)
    await changed(id)
    expect(await live()).toEqual([['SHIPPED', [small.id, 1]]])
    expect(await planShipments(program)).toMatchObject({ created: 0, joined: 0 })
  })
})

describe('after picking', () => {
  it.each([
    ['picked', picked],
    ['packed', packed],
  ])('a %s parcel is stopped, and resumed with the new goods', async (_, brought) => {
    const [small, large] = [await stocked(2), await stocked(2)]
    const { id } = await order([{ code: small.code, quantity: 2 }], { shopId: cast.shopId })
    const [one] = await brought(crew)
    await says(id, large.code, 1)
    expect(await changed(id)).toEqual({ replanned: 0, stopped: 1 })
    expect(await parcel(one!.id)).toMatchObject({ state: 'STOPPED', warning: '订单商品或数量已修改' })
    expect(await live()).toEqual([['STOPPED', [small.id, 2]]])
    await resumeShipment(crew.specialist, await parcel(one!.id), null)
    expect(await live()).toEqual([['PICKED', [large.id, 1]]])
    expect(await level(small.id)).toMatchObject({ onHand: 2, reserved: 0 })
    expect(await reconcileShipments(program)).toEqual({ replanned: 0, stopped: 0 })
    await checkAll(crew.clerk, one!.id)
    await packOne(crew, one!.id)
    await handOverShipments(crew.clerk, [one!.id], '圆通速递')
    expect(await level(large.id)).toMatchObject({ onHand: 1, reserved: 0 })
    expect(await proof()).toEqual([])
  })

  it('a cancelled one is planned anew with the new goods', async () => {
    const [small, large] = [await stocked(2), await stocked(2)]
    const { id } = await order([{ code: small.code, quantity: 1 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    await says(id, large.code, 1)
    expect(await reconcileShipments(program)).toEqual({ replanned: 0, stopped: 1 })
    await cancelShipment(crew.specialist, await parcel(one!.id), '换尺码')
    await planShipments(program)
    expect(await live()).toEqual([['READY', [large.id, 1]]])
  })

  it('more pieces leave in a parcel of their own', async () => {
    const coat = await stocked(3)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await picked(crew)
    await says(id, coat.code, 3)
    expect(await changed(id)).toEqual({ replanned: 0, stopped: 0 })
    expect(await live()).toEqual([
      ['PICKED', [coat.id, 1]],
      ['READY', [coat.id, 2]],
    ])
  })
})
