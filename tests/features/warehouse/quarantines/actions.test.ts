import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  decideQuarantine,
  reportProblem,
  returnToSupplier,
} from '../../../../src/features/warehouse/quarantines/actions.ts'
import { probableSupplier, returnedTo } from '../../../../src/features/warehouse/quarantines/queries.ts'
import { supplierReturnPart } from '../../../../src/features/warehouse/quarantines/supplier-part.ts'
import { checkPiece, planShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Cast } from '../../../setup/cast.ts'
import { location, supplier } from '../../../setup/goods.ts'
import { NOW, order, program, putIn, stocked } from '../../../setup/parcels.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { level, parcel, parcels, picked, proof } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
})

const caseOf = (id: number) => db.quarantineCase.findUniqueOrThrow({ where: { id } })

describe('problem goods', () => {
  it('are replaced from another location where there are some, and the piece is checked anew', async () => {
    const coat = await stocked(2)
    const other = await location('STORAGE', 'Z-99')
    await putIn(coat.id, other.id, 1)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    await checkPiece(crew.clerk, one!.id, coat.id, 2)
    const report = await reportProblem(crew.clerk, {
      skuId: coat.id,
      quantity: 1,
      reason: '破损',
      shipmentId: one!.id,
    })
    expect(report).toMatchObject({ number: 'GL20261123-0001', outOfStock: [] })
    expect(report.replacement.map(({ location: code, quantity }) => [code, quantity])).toContainEqual([
      'Z-99',
      1,
    ])
    expect(await parcel(one!.id)).toMatchObject({ state: 'PICKED', lines: [{ quantity: 2, checked: 1 }] })
    expect(await level(coat.id)).toMatchObject({ onHand: 3, reserved: 2, quarantined: 1 })
    expect(await db.workItem.findFirst({ where: { noun: 'warehouse/quarantines' } })).toMatchObject({
      kind: 'OPEN',
    })
    expect(await proof()).toEqual([])
  })

  it('send the parcel with the newest promise to wait when there is no replacement', async () => {
    const coat = await stocked(2)
    for (let i = 0; i < 2; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [a, b] = await picked(crew)
    const { outOfStock } = await reportProblem(crew.clerk, {
      skuId: coat.id,
      quantity: 1,
      reason: '破损',
      shipmentId: a!.id,
    })
    expect(outOfStock).toEqual([b!.id])
    expect(await parcel(b!.id)).toMatchObject({ state: 'OUT_OF_STOCK', waveId: null, pickedAt: null })
    expect(await level(coat.id)).toMatchObject({ onHand: 2, reserved: 1, quarantined: 1 })
    expect(await proof()).toEqual([])
  })

  it('need a place that is known', async () => {
    const coat = await stocked(2)
    const problem = { skuId: coat.id, quantity: 1, reason: '破损' }
    await expect(reportProblem(crew.clerk, problem)).rejects.toMatchObject({ status: 422 })
    await expect(
      reportProblem(crew.clerk, { ...problem, quantity: 3, locationId: coat.locationId }),
    ).rejects.toMatchObject({ status: 409 })
    expect(await db.quarantineCase.count()).toBe(0)
  })

  it('never lead to a deadlock with planning, and are never promised twice', async () => {
    const coat = await stocked(6)
    for (let i = 0; i < 6; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const problem = { skuId: coat.id, quantity: 1, reason: '破损', locationId: coat.locationId }
    await Promise.all([
      planShipments(program),
      ...Array.from({ length: 4 }, () => reportProblem(crew.clerk, problem)),
      planShipments(program),
    ])
    expect(await level(coat.id)).toMatchObject({ onHand: 6, reserved: 2, quarantined: 4 })
    const states = (await parcels()).map(({ state }) => state).toSorted()
    expect(states).toEqual([...Array<string>(4).fill('OUT_OF_STOCK'), 'READY', 'READY'])
    expect(await proof()).toEqual([])
  })
})

describe('deciding', () => {
  const one = async () => {
    const coat = await stocked(1)
    await db.sku.update({ where: { id: coat.id }, data: { costFen: 3000 } })
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [waiting] = await picked(crew)
    const { id } = await reportProblem(crew.clerk, {
      skuId: coat.id,
      quantity: 1,
      reason: '破损',
      shipmentId: waiting!.id,
    })
    return { coat, id, waiting: waiting! }
  }

  it('puts good pieces back, and the parcel that waits for them gets them', async () => {
    const { coat, id, waiting } = await one()
    expect((await parcel(waiting.id)).state).toBe('OUT_OF_STOCK')
    await decideQuarantine(crew.lead, await caseOf(id), 'restock', null)
    expect(await caseOf(id)).toMatchObject({ state: 'RESTOCKED' })
    expect((await parcel(waiting.id)).state).toBe('READY')
    expect(await level(coat.id)).toMatchObject({ onHand: 1, reserved: 1, quarantined: 0 })
    expect(await proof()).toEqual([])
  })

  it.each([
    ['return-to-supplier', 'SUPPLIER_RETURN'],
    ['write-off', 'WRITE_OFF'],
  ])('takes goods off the books by %s', async (move, reason) => {
    const { coat, id } = await one()
    await decideQuarantine(crew.lead, await caseOf(id), move, '面料破洞')
    expect(await level(coat.id)).toMatchObject({ onHand: 0, quarantined: 0 })
    const [last] = await db.stockMovement.findMany({ orderBy: { id: 'desc' }, take: 1 })
    expect(last).toMatchObject({ reason, quantity: -1, subjectId: id })
    expect(await proof()).toEqual([])
  })

  it('names the supplier to whom goods went back, whose page lists them', async () => {
    const { coat, id } = await one()
    const { id: supplierId, name } = await supplier()
    await db.supplierOffer.create({ data: { supplierId, skuId: coat.id, preferred: true, createdAt: NOW } })
    expect(await probableSupplier(await caseOf(id))).toBe(supplierId)
    await db.supplier.update({ where: { id: supplierId }, data: { archivedAt: NOW } })
    const back = async () => returnToSupplier(crew.lead, await caseOf(id), { supplierId, remark: null })
    await expect(back()).rejects.toMatchObject({ errors: { supplierId: expect.stringContaining('停用') } })
    await db.supplier.update({ where: { id: supplierId }, data: { archivedAt: null } })
    await back()
    expect(await caseOf(id)).toMatchObject({ state: 'RETURNED_TO_SUPPLIER', supplierId })
    expect(await returnedTo(crew.lead.actor, supplierId)).toMatchObject([{ id, supplier: name }])
    const { tables } = await supplierReturnPart.read(crew.lead.actor, supplierId)
    expect(tables[0]?.rows).toHaveLength(1)
    expect(await level(coat.id)).toMatchObject({ onHand: 0, quarantined: 0 })
    expect(await proof()).toEqual([])
  })

  it('happens once, and not by the clerk who reported', async () => {
    const { id } = await one()
    const seen = await caseOf(id)
    await expect(decideQuarantine(crew.clerk, seen, 'write-off', '破')).rejects.toMatchObject({ status: 403 })
    const both = await Promise.allSettled([
      decideQuarantine(crew.lead, seen, 'write-off', '破'),
      decideQuarantine(crew.lead, seen, 'restock', null),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await proof()).toEqual([])
  })
})
