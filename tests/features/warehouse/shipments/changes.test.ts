import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import type { ChangeKind } from '../../../../src/features/orders/orders/changes.ts'
import {
  addGift,
  applyOrderChanges,
  cancelShipment,
  confirmByOrders,
  handOverShipments,
  planShipments,
  reconcileShipments,
  releaseWave,
  resumeShipment,
  settleWaybill,
  stopShipment,
  unpackShipment,
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

const refund = (orderId: number) =>
  db.orderLine.updateMany({ where: { orderId }, data: { refundStatus: 'APPLIED' } })
const close = (id: number) => db.order.update({ where: { id }, data: { status: 'CLOSED' } })
const moveHouse = (orderId: number, joinHash: string) =>
  db.buyerContact.update({ where: { orderId }, data: { joinHash } })
const changed = (orderId: number, ...kinds: ChangeKind[]) => applyOrderChanges(program, [{ orderId, kinds }])

describe('before picking', () => {
  it('ends the parcel of a cancelled order silently and lets another have the goods', async () => {
    const coat = await stocked(1)
    const first = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await close(first.id)
    expect(await changed(first.id, 'CANCELLED')).toEqual({ replanned: 1, stopped: 0 })
    expect((await parcels()).map(({ state }) => state)).toEqual(['CANCELLED', 'READY'])
    expect(await level(coat.id)).toMatchObject({ reserved: 1 })
    expect(await proof()).toEqual([])
  })

  it('takes a refunded order out of a joint parcel and keeps the gift', async () => {
    const [coat, gift] = [await stocked(9), await stocked(9)]
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const [a, b] = [
      await order([{ code: coat.code, quantity: 1 }], to),
      await order([{ code: coat.code, quantity: 2 }], to),
    ]
    await planShipments(program)
    const [one] = await parcels()
    await addGift(crew.specialist, one!, gift.id, 1)
    await refund(b.id)
    await changed(b.id, 'REFUND')
    const [rest, out] = await parcels()
    expect([rest?.state, rest?.lines.map(({ orderLineId }) => orderLineId)]).toEqual([
      'READY',
      [a.lineIds[0], null],
    ])
    expect([out?.state, out?.lines.map(({ orderLineId }) => orderLineId)]).toEqual(['CANCELLED', b.lineIds])
    const entries = { noun: 'warehouse/shipments', subjectId: one!.id, deed: 'edit' }
    expect(await db.historyEntry.findMany({ where: entries })).toMatchObject([{ remark: '买家已申请退款' }])
    expect((await level(coat.id)).reserved).toBe(1)
    await refund(a.id)
    await changed(a.id, 'REFUND')
    expect((await level(gift.id)).reserved).toBe(0)
    expect((await parcels()).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED'])
  })

  it('follows a new address: alone the parcel goes there, jointly the order gets one of its own', async () => {
    const coat = await stocked(9)
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const a = await order([{ code: coat.code, quantity: 1 }], to)
    await planShipments(program)
    // A label that was printed for the old address.
    await db.shipment.updateMany({ data: { trackingNumber: 'YT8800000000001', carrier: '圆通速递' } })
    await moveHouse(a.id, 'new')
    expect(await changed(a.id, 'ADDRESS')).toEqual({ replanned: 0, stopped: 0 })
    expect(await parcels()).toMatchObject([
      { state: 'READY', joinHash: 'new', trackingNumber: null, carrier: null },
    ])
    const b = await order([{ code: coat.code, quantity: 2 }], { ...to, joinHash: 'new' })
    await planShipments(program)
    await moveHouse(b.id, 'elsewhere')
    await changed(b.id, 'ADDRESS')
    const live = (await parcels()).filter(({ state }) => state === 'READY')
    expect(
      live.map(({ joinHash, lines }) => [joinHash, lines.map(({ orderLineId }) => orderLineId)]),
    ).toEqual([
      ['new', a.lineIds],
      ['elsewhere', b.lineIds],
    ])
    expect((await level(coat.id)).reserved).toBe(3)
    expect(await proof()).toEqual([])
  })

  it('does nothing for a changed memo', async () => {
    const coat = await stocked(9)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    expect(await changed(id, 'REMARK')).toEqual({ replanned: 0, stopped: 0 })
    expect(await parcels()).toMatchObject([{ state: 'READY', version: 1 }])
  })
})

describe('after picking', () => {
  it.each([
    ['refund', async (id: number) => refund(id), '买家已申请退款'],
    ['closing', async (id: number) => close(id), '订单已取消'],
    [
      'holding',
      async (id: number) => db.orderReview.update({ where: { orderId: id }, data: { state: 'HELD' } }),
      '订单被挂起',
    ],
  ])('stops the parcel upon %s and asks the specialist', async (_, happens, warning) => {
    const coat = await stocked(9)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [one] = await packed(crew)
    await happens(id)
    expect(await changed(id)).toEqual({ replanned: 0, stopped: 1 })
    expect(await parcel(one!.id)).toMatchObject({
      state: 'STOPPED',
      warning: expect.stringContaining(warning),
    })
    expect(await openItems()).toMatchObject([
      { kind: 'STOPPED', duty: 'OPERATIONS_SPECIALIST', subjectId: one!.id },
    ])
    expect(await changed(id)).toEqual({ replanned: 0, stopped: 0 })
  })

  it('stops the parcel when the address or the memo changed, while it is being picked as well', async () => {
    const coat = await stocked(9)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const [one] = await parcels()
    await releaseWave(crew.lead, [one!.id], null)
    await changed(id, 'REMARK', 'ADDRESS')
    expect(await parcel(one!.id)).toMatchObject({
      state: 'STOPPED',
      warning: '买家留言或卖家备注已修改；收件信息已修改',
    })
  })

  it('resumes where the parcel was, checked anew, without what is no longer wanted', async () => {
    const [coat, hat] = [await stocked(9), await stocked(9)]
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const [a, b] = [
      await order([{ code: coat.code, quantity: 1 }], to),
      await order([{ code: hat.code, quantity: 1 }], to),
    ]
    const [one] = await packed(crew)
    await refund(b.id)
    await changed(b.id)
    const back = await resumeShipment(crew.specialist, await parcel(one!.id), '只发大衣')
    expect(back).toMatchObject({ state: 'PICKED', warning: null, trackingNumber: null })
    expect((await parcel(one!.id)).lines).toMatchObject([{ orderLineId: a.lineIds[0], checked: 0 }])
    expect(await level(hat.id)).toMatchObject({ reserved: 0, onHand: 9 })
    await checkAll(crew.clerk, one!.id)
    expect(await proof()).toEqual([])
  })

  it('resumes picking of a parcel that was stopped before it was picked', async () => {
    const coat = await stocked(9)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const [one] = await parcels()
    const { wave } = await releaseWave(crew.lead, [one!.id], null)
    await stopShipment(crew.specialist, await parcel(one!.id), '等买家确认')
    expect(await resumeShipment(crew.specialist, await parcel(one!.id), null)).toMatchObject({
      state: 'PICKING',
      waveId: wave.id,
    })
    expect(await proof()).toEqual([])
  })

  it('cannot resume a parcel of which nothing may ship; cancelling brings the goods back', async () => {
    const coat = await stocked(3)
    const { id } = await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    const [one] = await packed(crew)
    await close(id)
    await changed(id)
    const stopped = await parcel(one!.id)
    await expect(resumeShipment(crew.specialist, stopped, null)).rejects.toMatchObject({ status: 409 })
    await cancelShipment(crew.specialist, stopped, '已退款')
    expect(await parcel(one!.id)).toMatchObject({ state: 'CANCELLED', trackingNumber: null })
    expect(await level(coat.id)).toMatchObject({ onHand: 3, reserved: 0, quarantined: 0 })
    expect(await db.stockBalance.findMany({ where: { skuId: coat.id, quantity: { gt: 0 } } })).toMatchObject([
      { locationId: coat.locationId, quantity: 3, allocated: 0 },
    ])
    expect(await proof()).toEqual([])
  })

  it('goes on when the platform calls the order shipped before the parcel has left', async () => {
    const coat = await stocked(3)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    await db.orderLine.updateMany({ where: { orderId: id }, data: { status: 'SHIPPED' } })
    await db.order.update({ where: { id }, data: { status: 'SHIPPED' } })
    expect(await reconcileShipments(program)).toEqual({ replanned: 0, stopped: 0 })
    expect((await parcel(one!.id)).state).toBe('PICKED')
  })
})

describe('the platform’s confirmation', () => {
  const shipped = async (theirs: string | null) => {
    const coat = await stocked(3)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [one] = await packed(crew, 'YT8800000000001')
    await handOverShipments(crew.clerk, [one!.id], '圆通速递')
    await db.order.update({ where: { id }, data: { status: 'SHIPPED', trackingNumber: theirs } })
    return one!.id
  }

  it('comes with the same waybill number', async () => {
    const id = await shipped('No:YT8800000000001')
    expect(await confirmByOrders(program)).toEqual({ confirmed: 1, mismatched: 0 })
    expect((await parcel(id)).confirmedAt).not.toBeNull()
    expect(await confirmByOrders(program)).toEqual({ confirmed: 0, mismatched: 0 })
  })

  it('is a matter for the specialist with another number, until somebody settles it', async () => {
    const id = await shipped('YT8800000000009')
    expect(await confirmByOrders(program)).toEqual({ confirmed: 0, mismatched: 1 })
    await confirmByOrders(program)
    expect(await openItems()).toMatchObject([
      { kind: 'CHECK_WAYBILL', subjectId: id, duty: 'OPERATIONS_SPECIALIST' },
    ])
    await settleWaybill(crew.specialist, await parcel(id), '平台录错，已更正')
    expect(await openItems()).toEqual([])
    expect(await confirmByOrders(program)).toEqual({ confirmed: 0, mismatched: 0 })
  })

  it('settled before the hand-over leaves nothing to tell, and ends when the parcel is opened again', async () => {
    const coat = await stocked(3)
    const tell = () =>
      db.workItem.findMany({
        where: { noun: 'warehouse/hand-overs', closedAt: null },
        select: { title: true },
      })
    const contradicted = async (ours: string) => {
      const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
      const [one] = await packed(crew, ours)
      await db.order.update({ where: { id }, data: { status: 'SHIPPED', trackingNumber: 'YT8800000000009' } })
      await confirmByOrders(program)
      return settleWaybill(crew.specialist, await parcel(one!.id), '平台录错，已更正')
    }
    const [left, again] = [await contradicted('YT8800000000001'), await contradicted('YT8800000000002')]
    await handOverShipments(crew.clerk, [left.id], '圆通速递')
    expect(await tell()).toEqual([])
    const opened = await unpackShipment(crew.clerk, again, '面单贴错')
    expect(opened).toMatchObject({ state: 'PICKED', trackingNumber: null, confirmedAt: null })
    await db.order.updateMany({ data: { trackingNumber: null } })
    await checkAll(crew.clerk, again.id)
    await packOne(crew, again.id)
    await handOverShipments(crew.clerk, [again.id], '圆通速递')
    expect(await tell()).toMatchObject([{ title: expect.stringContaining('1 个包裹') }])
  })

  it('waits while the platform has no number', async () => {
    await shipped(null)
    expect(await confirmByOrders(program)).toEqual({ confirmed: 0, mismatched: 0 })
  })
})
