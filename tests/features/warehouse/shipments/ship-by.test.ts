import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  applyOrderChanges,
  confirmByOrders,
  planShipments,
  reconcileShipments,
  releaseWave,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import { HOUR_MS, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { NOW, order, program, stocked } from '../../../setup/parcels.ts'
import type { Crew } from './flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { openItems, packed, parcel, parcels } from './flow.ts'

let cast: Cast
let crew: Crew

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
})

const hours = (count: number): Date => plus(NOW, count * HOUR_MS)
/** A newer file gives an order's own 应发货时间. */
const due = (id: number, shipDueAt: Date | null) => db.order.update({ where: { id }, data: { shipDueAt } })
const follow = (orderId: number) => applyOrderChanges(program, [{ orderId, kinds: [] }])

describe('the ship-by time of a parcel', () => {
  it('follows its order both ways, and the work item with it', async () => {
    const coat = await stocked(9)
    const { id } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    await due(id, hours(24))
    await follow(id)
    expect(await parcels()).toMatchObject([{ shipBy: hours(24), version: 2 }])
    expect(await openItems()).toMatchObject([{ kind: 'READY', dueAt: hours(24), remindAt: hours(12) }])
    await due(id, hours(72))
    await follow(id)
    expect(await parcels()).toMatchObject([{ shipBy: hours(72), version: 3 }])
    expect(await openItems()).toMatchObject([{ kind: 'READY', dueAt: hours(72), remindAt: hours(60) }])
    expect(
      await db.historyEntry.findMany({ where: { noun: 'warehouse/shipments', deed: 'edit' } }),
    ).toMatchObject([
      { changes: { shipBy: [hours(48).toISOString(), hours(24).toISOString()] } },
      { changes: { shipBy: [hours(24).toISOString(), hours(72).toISOString()] } },
    ])
    await follow(id)
    expect(await parcels()).toMatchObject([{ version: 3 }])
  })

  it('is that of its most urgent order, also by the reconciliation', async () => {
    const coat = await stocked(9)
    const to = { shopId: cast.shopId, joinHash: 'home' }
    const [a, b] = [
      await order([{ code: coat.code, quantity: 1 }], to),
      await order([{ code: coat.code, quantity: 1 }], to),
    ]
    await planShipments(program)
    await due(a.id, hours(60))
    await reconcileShipments(program)
    expect(await parcels()).toMatchObject([{ shipBy: hours(48) }])
    await due(b.id, hours(72))
    await reconcileShipments(program)
    expect(await parcels()).toMatchObject([{ shipBy: hours(60) }])
  })

  it('goes for the wave in which it is picked, too', async () => {
    const coat = await stocked(9)
    const orders = [1, 2].map(() => order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId }))
    const [first] = await Promise.all(orders)
    await planShipments(program)
    const { wave } = await releaseWave(
      crew.lead,
      (await parcels()).map(({ id }) => id),
      null,
    )
    await due(first!.id, hours(10))
    await follow(first!.id)
    expect(await db.wave.findUnique({ where: { id: wave.id } })).toMatchObject({ shipBy: hours(10) })
    expect(await db.workItem.findMany({ where: { noun: 'warehouse/waves' } })).toMatchObject([
      { dueAt: hours(10), remindAt: hours(2) },
    ])
  })

  it('reminds again when the time that was over is put off; other matters keep their own', async () => {
    const coat = await stocked(9)
    const { id } = await order([{ code: coat.code, quantity: 1 }], {
      shopId: cast.shopId,
      paidAt: hours(-50),
    })
    const [one] = await packed(crew)
    await db.order.update({ where: { id }, data: { status: 'SHIPPED', trackingNumber: 'YT8800000000009' } })
    await db.orderLine.updateMany({ data: { status: 'SHIPPED' } })
    await confirmByOrders(program)
    await db.workItem.updateMany({ where: { kind: 'PACKED' }, data: { remindAt: null } })
    const before = await db.workItem.findFirst({ where: { kind: 'CHECK_WAYBILL' } })
    await due(id, hours(5))
    await reconcileShipments(program)
    expect(await parcel(one!.id)).toMatchObject({ state: 'PACKED', shipBy: hours(5) })
    expect(await openItems()).toMatchObject([
      { kind: 'PACKED', dueAt: hours(5), remindAt: hours(5) },
      { kind: 'CHECK_WAYBILL', dueAt: before!.dueAt },
    ])
  })
})
