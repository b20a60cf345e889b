import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { undoImport } from '../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { createShipSheet } from '../../../../src/features/warehouse/ship-sheets/actions.ts'
import {
  cancelShipment,
  checkPiece,
  handOverShipments,
  joinShipments,
  planShipments,
  splitShipment,
  unbindWaybill,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { order, program, stocked, warehouse } from '../../../setup/parcels.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { download } from '../../../setup/workbook.ts'
import { csv, importFile } from '../../orders/files.ts'
import type { Crew } from './flow.ts'
import { crewOf, packed, parcel, parcels, picked } from './flow.ts'

let cast: Cast
let crew: Crew
let owner: PersonActor
let coat: Awaited<ReturnType<typeof stocked>>
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  crew = await crewOf(cast)
  owner = await actor(cast, 'owner')
  await warehouse()
  coat = await stocked(50)
})

type Order = Awaited<ReturnType<typeof order>>
const YT = (n: number): string => `YT${8800000000000 + n}`
const want = (parts: Partial<Parameters<typeof order>[1]> = {}, quantity = 1): Promise<Order> =>
  order([{ code: coat.code, quantity }], { shopId: cast.shopId, ...parts })
const row = (number: string, ...orders: readonly Order[]): Record<string, string> => ({
  快递公司: '圆通快递',
  快递单号: `="${number}"`,
  订单编号: orders.map(({ platformOrderId }) => platformOrderId).join(','),
})
const bring = async (...rows: readonly Record<string, string>[]): Promise<Import> =>
  importFile(owner, cast.shopId, await csv('快递单列表.csv', rows))
const labels = async (): Promise<string[]> =>
  (await parcels()).flatMap(({ trackingNumber }) => trackingNumber ?? [])
/** The sentences about rows that stayed out. */
const reasons = async ({ id }: Import): Promise<string[]> => {
  const rows = await db.importRow.findMany({ where: { importId: id }, orderBy: { rowNumber: 'asc' } })
  return rows.flatMap(({ reasons }) => (reasons as { reason: string }[]).map(({ reason }) => reason))
}

describe('a list of waybills', () => {
  it('binds each label to the parcel of its orders, whatever state that is in, with history', async () => {
    const [a, b] = [await want({ joinHash: 'one home' }), await want({ joinHash: 'one home' })]
    const lacking = await want({}, 99)
    await planShipments(program)
    const done = await bring(row(YT(1), a, b), row(YT(2), lacking))
    expect(done).toMatchObject({ state: 'DONE', kind: 'WAYBILLS', newCount: 2, badCount: 0 })
    const [joint, short] = await parcels()
    expect(joint).toMatchObject({ state: 'READY', trackingNumber: YT(1), carrier: '圆通速递' })
    expect(short).toMatchObject({ state: 'OUT_OF_STOCK', trackingNumber: YT(2) })
    expect(
      await db.historyEntry.findFirst({
        where: { noun: 'warehouse/shipments', deed: 'import', subjectId: joint!.id },
      }),
    ).toMatchObject({
      remark: done.number,
      personId: owner.personId,
      changes: { trackingNumber: [null, YT(1)], carrier: [null, '圆通速递'] },
    })
  })

  it('changes nothing when it comes again, also once the parcel is packed', async () => {
    const a = await want()
    await planShipments(program)
    await bring(row(YT(1), a))
    const before = await parcels()
    expect(await bring(row(YT(1), a))).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: 1 })
    expect(await parcels()).toEqual(before)
    await packed(crew, YT(1))
    expect(await bring(row(YT(1), a))).toMatchObject({ newCount: 0, unchangedCount: 1, badCount: 0 })
  })

  it('takes the orders of a parcel from several rows, near each other or not', async () => {
    const home = { joinHash: 'one home' }
    const [a, b, other] = [await want(home), await want(home), await want()]
    await planShipments(program)
    expect(await bring(row(YT(1), a), row(YT(2), other), row(YT(1), b))).toMatchObject({
      newCount: 3,
      badCount: 0,
    })
    expect((await parcels()).map(({ trackingNumber }) => trackingNumber)).toEqual([YT(1), YT(2)])
  })

  it('binds to what is left of an order whose first parcel has its label', async () => {
    const a = await want({}, 2)
    await planShipments(program)
    const [whole] = await parcels()
    const part = await splitShipment(crew.lead, whole!, [{ lineId: whole!.lines[0]!.id, quantity: 1 }])
    await db.shipment.update({ where: { id: whole!.id }, data: { trackingNumber: YT(1) } })
    expect(await bring(row(YT(2), a))).toMatchObject({ newCount: 1 })
    expect(await parcel(part.id)).toMatchObject({ trackingNumber: YT(2) })
  })

  it('calls a carrier as the platform does, and not against the number’s look', async () => {
    const [a, b] = [await want(), await want()]
    await planShipments(program)
    await bring(
      { ...row('SF1234567890123', a), 快递公司: '圆通' },
      { ...row('123456789012', b), 快递公司: '中通' },
    )
    expect((await parcels()).map(({ carrier }) => carrier)).toEqual(['顺丰速运', '中通快递'])
  })

  it('without order numbers is only compared', async () => {
    const a = await want()
    await planShipments(program)
    await bring(row(YT(1), a))
    const printed = { 快递公司: '圆通速递', 打印时间: '2026-11-23 09:00:00' }
    const log = await bring({ ...printed, 快递单号: YT(1) }, { ...printed, 快递单号: YT(2) })
    expect(log).toMatchObject({ newCount: 0, unchangedCount: 1, badCount: 1 })
    expect(await reasons(log)).toEqual([
      '没有订单编号，系统里也没有这个运单号。请导入带订单编号的快递单列表，或在打包时扫这张面单',
    ])
  })
})

describe('a row stays out with the reason', () => {
  const refused = async (...rows: readonly Record<string, string>[]): Promise<string> => {
    const before = await labels()
    const done = await bring(...rows)
    expect(done).toMatchObject({ state: 'DONE', newCount: 0, badCount: rows.length })
    expect(await labels()).toEqual(before)
    return (await reasons(done))[0] ?? ''
  }

  it('for what is no waybill number', async () => {
    expect(await refused(row('1234567', await want()))).toContain('这不是运单号')
  })

  it('for orders that are unknown, held, not planned yet, or not to be shipped', async () => {
    const [held, paid, closed] = [await want({ held: true }), await want(), await want({ status: 'CLOSED' })]
    const unknown = { ...held, platformOrderId: '202600000000000001' }
    // The first import ends with what makes parcels.
    expect(await refused(row(YT(1), paid))).toContain('还没有发货单')
    expect(await refused(row(YT(1), paid, unknown))).toContain(`系统里没有订单 ${unknown.platformOrderId}`)
    expect(await refused(row(YT(1), held))).toContain('还在审核')
    expect(await refused(row(YT(1), closed))).toContain('不用再发货')
  })

  it('for orders in several parcels', async () => {
    const [a, b] = [await want(), await want()]
    await planShipments(program)
    const [one, two] = await parcels()
    expect(await refused(row(YT(1), a, b))).toContain(`分在发货单 ${one!.number}、${two!.number} 里`)
  })

  it('for a parcel with another label, shipped or not', async () => {
    const a = await want()
    await planShipments(program)
    await bring(row(YT(1), a))
    expect(await refused(row(YT(2), a))).toContain(`已登记运单号 ${YT(1)}`)
    await packed(crew, YT(1))
    await db.shipment.updateMany({ data: { state: 'SHIPPED' } })
    expect(await refused(row(YT(2), a))).toContain(`已用运单号 ${YT(1)} 发出`)
  })

  it('for a label of another parcel, of this shop or another', async () => {
    const [a, b] = [await want(), await want()]
    await planShipments(program)
    await bring(row(YT(1), a))
    expect(await refused(row(YT(1), b))).toContain('已用于发货单')
    await db.shipment.updateMany({ where: { trackingNumber: YT(1) }, data: { shopId: cast.otherShopId } })
    expect(await refused(row(YT(1), b))).toBe('运单号已用于其他店铺的包裹，请核对面单')
  })

  it('for several labels of one parcel', async () => {
    const a = await want()
    await planShipments(program)
    expect(await refused(row(YT(1), a), row(YT(2), a))).toContain('有 2 个运单号属于发货单')
  })

  it('for a number that isn’t the platform’s', async () => {
    const a = await want({ trackingNumber: YT(9) })
    await planShipments(program)
    expect(await refused(row(YT(1), a))).toContain(`平台上这笔订单的运单号是 ${YT(9)}`)
    expect(await bring(row(YT(9), a))).toMatchObject({ newCount: 1, badCount: 0 })
  })
})

describe('undoing', () => {
  const undo = async ({ id }: Import): Promise<void> =>
    undoImport({ actor: owner, at: now() }, await db.import.findUniqueOrThrow({ where: { id } }), null)

  it('frees the labels and leaves what else has become of the parcels, with history', async () => {
    const a = await want()
    await planShipments(program)
    const done = await bring(row(YT(1), a))
    const [one] = await picked(crew)
    await undo(done)
    expect(await parcel(one!.id)).toMatchObject({ state: 'PICKED', trackingNumber: null, carrier: null })
    expect(
      await db.historyEntry.findFirst({ where: { noun: 'warehouse/shipments', deed: 'undo-import' } }),
    ).toMatchObject({
      subjectId: one!.id,
      remark: done.number,
      changes: { trackingNumber: [YT(1), null], carrier: ['圆通速递', null] },
    })
    expect(await bring(row(YT(2), a))).toMatchObject({ newCount: 1, badCount: 0 })
  })

  it('is refused once a label is on a packed parcel, or while a later file has told the same', async () => {
    const a = await want()
    await planShipments(program)
    const done = await bring(row(YT(1), a))
    const later = await bring(row(YT(1), a))
    await expect(undo(done)).rejects.toThrow(`之后的导入 ${later.number} 又写过`)
    await undo(later)
    const [one] = await packed(crew, YT(1))
    await expect(undo(done)).rejects.toThrow(`发货单 ${one!.number} 已用运单号 ${YT(1)} 打包`)
  })
})

describe('a label that was bound before packing', () => {
  const labelled = async (n: number): Promise<number> => {
    const made = await want()
    await planShipments(program)
    await bring(row(YT(n), made))
    return (await parcels()).at(-1)!.id
  }

  it('must be the one that closes the parcel', async () => {
    await labelled(1)
    await expect(packed(crew, YT(2))).rejects.toMatchObject({
      errors: { trackingNumber: expect.stringContaining(`登记的运单号是 ${YT(1)}`) },
    })
  })

  it('stands on the sheet that tells the platform', async () => {
    await labelled(1)
    const ids = (await packed(crew, YT(1))).map(({ id }) => id)
    await handOverShipments(crew.clerk, ids, '圆通速递')
    const { id } = await createShipSheet(crew.specialist, cast.shopId)
    const visitor = await visit(testApp(), 'operations-specialist')
    const { platformOrderId } = await db.order.findFirstOrThrow()
    expect((await download(visitor, `/warehouse/ship-sheets/${id}/file`)).slice(1)).toEqual([
      [platformOrderId, '圆通速递', YT(1)],
    ])
  })

  it('is free again when the parcel ends, or another label is used', async () => {
    const [one, two] = [await labelled(1), await labelled(2)]
    await cancelShipment(crew.specialist, await parcel(one), '不发了')
    expect(await parcel(one)).toMatchObject({ trackingNumber: null, carrier: null })
    await unbindWaybill(crew.clerk, await parcel(two))
    expect(await parcel(two)).toMatchObject({ trackingNumber: null, carrier: null })
    await expect(unbindWaybill(crew.clerk, await parcel(two))).rejects.toThrow('没有登记运单号')
  })

  it('keeps later orders of the same buyer out, and serves all when people join parcels', async () => {
    const home = { joinHash: 'one home' }
    const a = await want(home)
    await planShipments(program)
    await bring(row(YT(1), a))
    await want(home)
    await planShipments(program)
    const [first, second] = await parcels()
    expect(second).toMatchObject({ state: 'READY', trackingNumber: null })
    await bring(
      row(YT(2), {
        ...a,
        platformOrderId: (await db.order.findFirstOrThrow({ orderBy: { id: 'desc' } })).platformOrderId,
      }),
    )
    const joined = await joinShipments(crew.lead, await parcels())
    expect(joined).toMatchObject({ id: first!.id, trackingNumber: YT(1), carrier: '圆通速递' })
    expect(await parcel(second!.id)).toMatchObject({ state: 'CANCELLED', trackingNumber: null })
  })

  it('doesn’t count pieces by itself', async () => {
    const id = await labelled(1)
    expect(await checkPiece(crew.clerk, id, coat.id, 1)).toMatchObject({ ok: false, why: 'not-picked' })
  })
})
