import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { resolveException } from '../../../../src/features/warehouse/pickup-exceptions/actions.ts'
import {
  handOverShipments,
  splitShipment,
  planShipments,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { order, pickupException, program, stocked, warehouse } from '../../../setup/parcels.ts'
import type { Crew } from '../shipments/flow.ts'
import { crewOf, packed, parcels } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  crew = await crewOf(cast)
  await warehouse()
})

const states = async (): Promise<string[]> =>
  (await db.pickupException.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)

describe('an exception', () => {
  it('is resolved with a reason by whoever works with parcels of the shop, once', async () => {
    const one = await pickupException(cast.shopId)
    await resolveException(crew.clerk, one, 'resolve', '快递漏扫，已补')
    expect(await states()).toEqual(['RESOLVED'])
    expect(await db.historyEntry.findFirst({ where: { subjectId: one.id, deed: 'resolve' } })).toMatchObject({
      remark: '快递漏扫，已补',
      fromState: 'OPEN',
      toState: 'RESOLVED',
    })
    await expect(resolveException(crew.clerk, one, 'resolve', '再次')).rejects.toThrow('已经被别人处理')
  })

  it('is done when a courier has taken its order, all of it', async () => {
    const coat = await stocked(9)
    const [whole, other] = [
      await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId }),
      await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId }),
    ]
    for (const { platformOrderId } of [whole, other]) await pickupException(cast.shopId, { platformOrderId })
    await planShipments(program)
    const [first] = await parcels()
    const lineId = first!.lines[0]!.id
    const part = await splitShipment(crew.lead, first!, [{ lineId, quantity: 1 }])
    await packed(crew)
    await handOverShipments(crew.clerk, [first!.id], '圆通速递')
    expect(await states()).toEqual(['OPEN', 'OPEN'])
    await handOverShipments(crew.clerk, [part.id], '圆通速递')
    expect(await states()).toEqual(['RESOLVED', 'OPEN'])
    expect(await db.historyEntry.findFirst({ where: { deed: 'ship' } })).toMatchObject({
      systemName: 'shipping',
    })
  })

  it('about one line is done when that has left', async () => {
    const [coat, hat] = [await stocked(9), await stocked(9)]
    const lines = [coat, hat].map(({ code }) => ({ code, quantity: 1 }))
    const { platformOrderId, lineIds } = await order(lines, { shopId: cast.shopId })
    for (const [i, id] of lineIds.entries()) {
      const platformLineId = `${platformOrderId}${i}`
      await db.orderLine.update({ where: { id }, data: { platformLineId } })
      await pickupException(cast.shopId, { platformOrderId, platformLineId, platformNumber: platformLineId })
    }
    await planShipments(program)
    const [first] = await parcels()
    const line = first!.lines.find(({ orderLineId }) => orderLineId === lineIds[0])
    const part = await splitShipment(crew.lead, first!, [{ lineId: line!.id, quantity: 1 }])
    await packed(crew)
    await handOverShipments(crew.clerk, [part.id], '圆通速递')
    expect(await states()).toEqual(['RESOLVED', 'OPEN'])
  })
})
