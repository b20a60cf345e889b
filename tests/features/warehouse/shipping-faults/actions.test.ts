import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { handOverShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { packingEvidence } from '../../../../src/features/warehouse/shipments/evidence.ts'
import { lateCauses, listLate } from '../../../../src/features/warehouse/shipments/late.ts'
import { moveFault, registerFault } from '../../../../src/features/warehouse/shipping-faults/actions.ts'
import type { FaultInput } from '../../../../src/features/warehouse/shipping-faults/actions.ts'
import {
  handOverErrors,
  packingErrors,
  pickingErrors,
  shippedOnTime,
} from '../../../../src/features/warehouse/shipping-faults/measures.ts'
import { DAY_MS, HOUR_MS, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { evidenceOf, measure } from '../../../../src/work/measures.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { NOW, order, stocked } from '../../../setup/parcels.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { packed, parcel } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew
let agent: Act
let parcels: number[]
const period = { from: plus(NOW, -DAY_MS), to: plus(NOW, DAY_MS) }

/** Two parcels, packed by the clerk and taken by the courier. */
beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
  agent = { actor: await actor(cast, 'service-agent'), at: NOW }
  const coat = await stocked(5)
  for (let i = 0; i < 2; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
  const rows = await packed(crew)
  parcels = rows.map(({ id }) => id)
  await handOverShipments(crew.clerk, parcels, '圆通速递')
})

const register = async (more: Partial<FaultInput> = {}) =>
  registerFault(agent, await parcel(parcels[0]!), {
    kind: 'SHORT',
    step: null,
    description: '少一件',
    returnId: null,
    ...more,
  })
const row = (id: number) => db.shippingFault.findUniqueOrThrow({ where: { id } })

describe('a fault of a parcel that has left', () => {
  it.each([
    [null, 'PACK'],
    ['PICK', 'PICK'],
    ['HAND_OVER', 'HAND_OVER'],
  ] as const)('is charged to who did the act (%s), who is told', async (step, charged) => {
    const { id } = await register({ step })
    expect(await row(id)).toMatchObject({
      step: charged,
      personId: cast.ids['warehouse-clerk'],
      actedAt: NOW,
    })
    const [notice] = await db.notice.findMany({ where: { noun: 'warehouse/shipping-faults' } })
    expect(notice).toMatchObject({ recipientId: cast.ids['warehouse-clerk'], subjectId: id })
  })

  it('is none while the parcel is here, and late only where it was', async () => {
    await expect(register({ kind: 'LATE' })).rejects.toMatchObject({ errors: { kind: /按时/ } })
    await db.shipment.update({ where: { id: parcels[0]! }, data: { shipBy: plus(NOW, -HOUR_MS) } })
    expect(await register({ kind: 'LATE' })).toMatchObject({ step: 'HAND_OVER' })
    await db.shipment.update({ where: { id: parcels[0]! }, data: { state: 'STOPPED' } })
    await expect(register()).rejects.toMatchObject({ status: 422 })
  })

  it('may be objected to by the charged person alone, and is decided by a lead', async () => {
    const { id } = await register()
    await expect(moveFault(agent, await row(id), 'object', '不是我')).rejects.toMatchObject({ status: 403 })
    await moveFault(crew.clerk, await row(id), 'object', '验货录像里有')
    expect(await db.workItem.findFirst({ where: { kind: 'OBJECTED', closedAt: null } })).toMatchObject({
      duty: 'OPERATIONS_LEAD',
    })
    await moveFault(crew.lead, await row(id), 'uphold', '录像里少一件')
    expect((await row(id)).state).toBe('UPHELD')
  })

  it('can be withdrawn with a reason, not by the one who is charged', async () => {
    const { id } = await register()
    await expect(moveFault(crew.clerk, await row(id), 'withdraw', '算了')).rejects.toMatchObject({
      status: 403,
    })
    await moveFault(agent, await row(id), 'withdraw', '买家找到了')
    expect((await row(id)).state).toBe('WITHDRAWN')
    expect(await measure(packingErrors, period)).toMatchObject([{ numerator: 0, denominator: 2 }])
  })
})

describe('the measures of shipping', () => {
  it('count each parcel once, of the packer, with the records behind them', async () => {
    const clerk = cast.ids['warehouse-clerk']
    const { id } = await register()
    const second = await register({ kind: 'DAMAGED' })
    await register({ step: 'PICK' })
    expect(await measure(packingErrors, period)).toEqual([{ subject: clerk, numerator: 1, denominator: 2 }])
    const records = await evidenceOf(packingErrors, clerk, period)
    expect(records.map(({ subjectId }) => subjectId)).toEqual([id, second.id])
    expect(await measure(packingErrors, { from: period.to, to: plus(period.to, DAY_MS) })).toEqual([])
  })

  it('charge each step to whoever did it: picking and handing over too', async () => {
    const clerk = cast.ids['warehouse-clerk']
    await db.shipment.update({ where: { id: parcels[0]! }, data: { shipBy: plus(NOW, -HOUR_MS) } })
    const { id: picked } = await register({ step: 'PICK' })
    const { id: late } = await register({ kind: 'LATE' })
    const both = { subject: clerk, numerator: 1, denominator: 2 }
    expect(await measure(pickingErrors, period)).toEqual([both])
    expect(await measure(handOverErrors, period)).toEqual([both])
    expect(await measure(packingErrors, period)).toEqual([{ ...both, numerator: 0 }])
    expect(await evidenceOf(pickingErrors, clerk, period)).toMatchObject([{ subjectId: picked }])
    expect(await evidenceOf(handOverErrors, clerk, period)).toMatchObject([{ subjectId: late }])
  })

  it('tell what left by its time, and where late parcels got stuck', async () => {
    await db.shipment.update({ where: { id: parcels[0]! }, data: { shipBy: plus(NOW, -HOUR_MS) } })
    expect(await measure(shippedOnTime, period)).toEqual([
      { subject: cast.shopId, numerator: 1, denominator: 2 },
    ])
    expect(await evidenceOf(shippedOnTime, cast.shopId, period)).toMatchObject([{ subjectId: parcels[0] }])
    const later = plus(NOW, HOUR_MS)
    expect((await listLate(crew.lead.actor, later)).rows).toMatchObject([
      { id: parcels[0], stuck: null, late: 60 },
    ])
    const hat = await stocked(1)
    await order([{ code: hat.code, quantity: 1 }], { shopId: cast.shopId })
    const [slow] = await packed(crew)
    await db.shipment.update({ where: { id: slow!.id }, data: { shipBy: plus(NOW, HOUR_MS) } })
    const evening = plus(NOW, 3 * HOUR_MS)
    await handOverShipments({ ...crew.clerk, at: evening }, [slow!.id], '圆通速递')
    expect(await lateCauses(crew.lead.actor, evening)).toEqual([
      { stuck: 'PACKED', parcels: 1 },
      { stuck: null, parcels: 1 },
    ])
    const stranger = await actor(cast, 'stranger')
    expect((await listLate(stranger, later)).rows).toEqual([])
  })
})

describe('the evidence of packing', () => {
  it('is for those who see the parcel', async () => {
    const evidence = await packingEvidence(agent.actor, parcels[0]!)
    expect(evidence).toMatchObject({
      row: { packerName: '赵大勇' },
      scans: [],
      firstScanAt: null,
      refused: 0,
    })
    await expect(packingEvidence(await actor(cast, 'stranger'), parcels[0]!)).rejects.toMatchObject({
      status: 404,
    })
  })
})
