import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  arrive,
  judgePieces,
  moveReturn,
  returnOrder,
  settleReturn,
} from '../../../../src/features/warehouse/returns/actions.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import {
  editUnknown,
  moveUnknown,
  registerUnknown,
  tieUnknown,
} from '../../../../src/features/warehouse/unknown-parcels/actions.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { NOW, order, stocked } from '../../../setup/parcels.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { level, packed, picked } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew
let agent: Act
let coat: { id: number; code: string }

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
  agent = { actor: await actor(cast, 'service-agent'), at: NOW }
  coat = await stocked(3)
})

const back = (id: number) => db.return.findUniqueOrThrow({ where: { id } })
const row = (id: number) => db.unknownParcel.findUniqueOrThrow({ where: { id } })
const unsaid = { trackingNumber: null, carrier: null, note: null, goods: [] }

describe('a parcel that nobody expects', () => {
  it('is registered with what is in it, which is not in stock before it is known whose it is', async () => {
    const { id } = await registerUnknown(crew.clerk, {
      ...unsaid,
      trackingNumber: ' yt 1234567890123 ',
      goods: [{ sku: coat.code, quantity: 2 }],
    })
    expect(await row(id)).toMatchObject({ state: 'OPEN', trackingNumber: 'YT1234567890123' })
    expect(await db.unknownParcelLine.findMany()).toMatchObject([{ skuId: coat.id, quantity: 2 }])
    expect(await level(coat.id)).toMatchObject({ onHand: 3 })
    await editUnknown(crew.clerk, await row(id), { ...unsaid, note: '空盒' })
    expect(await db.unknownParcelLine.count()).toBe(0)
    await expect(
      registerUnknown(crew.clerk, { ...unsaid, goods: [{ sku: '没有', quantity: 1 }] }),
    ).rejects.toMatchObject({ errors: { goods: /没有货品/ } })
  })

  it('is tied to the return of an order once that is found out, and inspected there', async () => {
    const one = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const rows = await packed(crew)
    await handOverShipments(
      crew.clerk,
      rows.map(({ id }) => id),
      '圆通速递',
    )
    const { id } = await registerUnknown(crew.clerk, unsaid)
    await expect(tieUnknown(agent, await row(id), '4711', null)).rejects.toMatchObject({
      errors: { code: /没有找到/ },
    })
    const returnId = await tieUnknown(agent, await row(id), one.platformOrderId, null)
    expect(await row(id)).toMatchObject({ state: 'TIED', returnId })
    expect(await db.return.findUniqueOrThrow({ where: { id: returnId } })).toMatchObject({ state: 'ARRIVED' })
    expect(await db.workItem.count({ where: { noun: 'warehouse/unknown-parcels', closedAt: null } })).toBe(0)
  })

  /** The return of an order of two coats, settled with so many of them found. */
  async function settled(found: number) {
    const one = await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    const [shipment] = await packed(crew)
    await handOverShipments(crew.clerk, [shipment!.id], '圆通速递')
    const { id } = await returnOrder(crew.clerk, one.id)
    await arrive(crew.clerk, await back(id))
    const good = { verdict: 'GOOD', skuId: coat.id, reason: null, locationId: null } as const
    await judgePieces(crew.clerk, await back(id), { ...good, quantity: found })
    await settleReturn(crew.clerk, await back(id), null)
    return { ...one, returnId: id }
  }

  it('is what was missing of a settled return, and comes into stock by one of its own', async () => {
    const one = await settled(1)
    const { id } = await registerUnknown(crew.clerk, unsaid)
    const returnId = await tieUnknown(agent, await row(id), one.platformOrderId, null)
    expect(returnId).not.toBe(one.returnId)
    expect(await back(returnId)).toMatchObject({ state: 'ARRIVED' })
    expect(await db.returnLine.findMany({ where: { returnId } })).toMatchObject([{ quantity: 1 }])
  })

  it('is not tied to a return of which everything is back, nor to a parcel that has not left', async () => {
    const one = await settled(2)
    const { number } = await back(one.returnId)
    const { id } = await registerUnknown(crew.clerk, unsaid)
    await expect(tieUnknown(agent, await row(id), number, null)).rejects.toMatchObject({
      errors: { code: expect.stringContaining(number) as string },
    })
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [waiting] = await picked(crew)
    await expect(tieUnknown(agent, await row(id), waiting!.number, null)).rejects.toMatchObject({
      errors: { code: expect.stringContaining('还没有发出') as string },
    })
    expect(await row(id)).toMatchObject({ state: 'OPEN', returnId: null })
  })

  it('is found out about anew when the return it was tied to turns out to be another', async () => {
    const one = await settled(1)
    const { id } = await registerUnknown(crew.clerk, unsaid)
    const returnId = await tieUnknown(agent, await row(id), one.platformOrderId, null)
    await moveReturn(crew.clerk, await back(returnId), 'withdraw-arrival', '不是这笔订单的')
    expect(await row(id)).toMatchObject({ state: 'OPEN', returnId: null })
    expect(await db.workItem.count({ where: { noun: 'warehouse/unknown-parcels', closedAt: null } })).toBe(1)
  })

  it('is kept as unclaimed by a lead, with a reason', async () => {
    const { id } = await registerUnknown(crew.clerk, unsaid)
    await expect(moveUnknown(crew.clerk, await row(id), 'keep', '没人要')).rejects.toMatchObject({
      status: 403,
    })
    await moveUnknown(crew.lead, await row(id), 'keep', '问了一周没人认领')
    expect((await row(id)).state).toBe('UNCLAIMED')
  })
})
