import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import { getDelivery } from '../../../../src/features/warehouse/deliveries/queries.ts'
import { moveDelivery } from '../../../../src/features/warehouse/deliveries/actions.ts'
import { calculateNightly } from '../../../../src/features/warehouse/restock-runs/actions.ts'
import {
  moveRestock,
  orderRestocks,
  proposeRestocks,
} from '../../../../src/features/warehouse/restocks/actions.ts'
import { listRestocks, openFor } from '../../../../src/features/warehouse/restocks/queries.ts'
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import type { Restock } from '../../../../src/generated/prisma/client.ts'
import { DAY_MS, addDays, dayOf, moment, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { location, shipment, sku, supplier } from '../../../setup/goods.ts'
import { beside, untilWaiting } from '../../../setup/locks.ts'
import { order } from '../../../setup/orders.ts'
import { proposal, wanted } from '../../../setup/restocks.ts'

// A Monday: working days are counted from it.
const at = moment('2026-11-23', 10 * 60)
let cast: Cast
let lead: PersonActor
let clerk: PersonActor
let shelf: { id: number }
const act = (who = lead, when = at): Act => ({ actor: who, at: when })
const night = (when = at): Act => ({ actor: system('jobs'), at: when })

beforeAll(async () => {
  cast = await castIn()
  lead = await actor(cast, 'operations-lead')
  clerk = await actor(cast, 'warehouse-clerk')
  shelf = await location('STORAGE', 'A-01')
})

let papers = 0
const put = (skuId: number, quantity: number): Promise<unknown> =>
  deed({ actor: system('test'), at }, (act) =>
    post(act, { noun: 'warehouse/receipts', subjectId: (papers += 1) }, [
      { skuId, locationId: shelf.id, quantity, reason: 'RECEIPT' },
    ]),
  )
const proposals = (skuId: number): Promise<Restock[]> =>
  db.restock.findMany({ where: { skuId }, orderBy: { id: 'asc' } })
const items = (subjectId: number) =>
  db.workItem.findMany({ where: { noun: 'warehouse/restocks', subjectId }, orderBy: { id: 'asc' } })
const again = (row: Restock): Promise<Restock> => db.restock.findUniqueOrThrow({ where: { id: row.id } })

const ordering = (rows: readonly Restock[], parts: { quantity?: number; reason?: string } = {}) => ({
  supplierId: rows[0]?.supplierId ?? 0,
  expectedOn: '2026-12-01',
  lines: rows.map(({ id, proposed }) => ({
    id,
    quantity: parts.quantity ?? proposed,
    reason: parts.reason ?? null,
  })),
})

describe('proposing', () => {
  it('works out from orders, lead time and safety what to buy, and says so to who buys', async () => {
    const { id: supplierId } = await supplier({ leadDays: 5 })
    const goods = await sku()
    await db.supplierOffer.create({
      data: { supplierId, skuId: goods.id, minimumQuantity: 20, preferred: true, createdAt: at },
    })
    await db.restockRule.create({ data: { id: goods.id, cartonQuantity: 12, createdAt: at } })
    await put(goods.id, 3)
    for (let day = 1; day <= 10; day += 1)
      await order(cast.shopId, { codes: [goods.code], paidAt: moment(addDays(dayOf(at), -day), 600) })
    await calculateNightly(night())
    const [row] = await proposals(goods.id)
    // One a day: 5 + 14 days, 7 days' safety, 3 there = 23, in cartons of 12.
    expect(row).toMatchObject({
      number: expect.stringMatching(/^BH20261123-\d{4}$/),
      milliPerDay: 1000,
      seasonPercent: 100,
      leadDays: 5,
      reviewDays: 14,
      safetyPieces: 7,
      available: 3,
      minimumQuantity: 20,
      cartonQuantity: 12,
      proposed: 24,
      urgent: false,
      state: 'PROPOSED',
    })
    expect(await items(row?.id ?? 0)).toMatchObject([
      { title: `补货：${goods.code}（${row?.number}）`, dueAt: moment('2026-11-25', 18 * 60) },
    ])
  })

  it('doesn’t propose the same again while one is open or the goods are on the way', async () => {
    const row = await proposal()
    await proposeRestocks(night())
    expect(await proposals(row.skuId)).toHaveLength(1)
    await orderRestocks(act(), ordering([row]))
    await proposeRestocks(night())
    expect((await proposals(row.skuId)).map(({ state }) => state)).toEqual(['ACCEPTED'])
  })

  it('proposes again when the delivery is cancelled', async () => {
    const row = await proposal()
    const { id } = await orderRestocks(act(), ordering([row]))
    await moveDelivery(act(), await getDelivery(lead, id), 'cancel', '供应商停产')
    await proposeRestocks(night())
    expect((await proposals(row.skuId)).map(({ state }) => state)).toEqual(['ACCEPTED', 'PROPOSED'])
  })

  it('is renewed where the need has changed, in the time in which it has to be decided', async () => {
    const row = await proposal(10)
    const asked = await items(row.id)
    const { id: supplierId, name } = await supplier()
    await db.supplierOffer.updateMany({ where: { skuId: row.skuId }, data: { preferred: false } })
    await db.supplierOffer.create({
      data: { supplierId, skuId: row.skuId, preferred: true, createdAt: at },
    })
    await db.restockRule.update({ where: { id: row.skuId }, data: { safetyPieces: 500 } })
    expect(await proposeRestocks(night(plus(at, DAY_MS)))).toMatchObject({
      proposed: 0,
      renewed: 1,
      lapsed: 0,
    })
    expect(await proposeRestocks(night(plus(at, DAY_MS)))).toMatchObject({ renewed: 0 })
    expect(await proposals(row.skuId)).toMatchObject([
      {
        id: row.id,
        state: 'PROPOSED',
        proposed: 500,
        safetyPieces: 500,
        supplierId,
        version: row.version + 1,
      },
    ])
    expect(await items(row.id)).toEqual(asked)
    const told = await db.historyEntry.findMany({
      where: { noun: 'warehouse/restocks', subjectId: row.id, deed: 'renew' },
    })
    expect(told).toMatchObject([
      { changes: { proposed: [10, 500], supplier: [expect.any(String), name] as unknown[] } },
    ])
  })

  it('stays as it was ordered, whatever is needed later', async () => {
    const row = await proposal(10)
    await orderRestocks(act(), ordering([row]))
    await db.restockRule.update({ where: { id: row.skuId }, data: { safetyPieces: 500 } })
    await proposeRestocks(night())
    expect(await proposals(row.skuId)).toMatchObject([
      { id: row.id, state: 'ACCEPTED', proposed: 10 },
      { state: 'PROPOSED', proposed: 490 },
    ])
  })

  it('takes back what isn’t needed any more, and closes its work item', async () => {
    const row = await proposal(10)
    await put(row.skuId, 11)
    await proposeRestocks(night())
    expect(await again(row)).toMatchObject({ state: 'LAPSED' })
    expect(await items(row.id)).toMatchObject([{ outcome: 'lapse', closedAt: at }])
  })

  it('leaves out what isn’t to be bought any more, and what is archived', async () => {
    const [stopped, archived] = [await wanted(), await wanted()]
    await db.restockRule.update({ where: { id: stopped.id }, data: { stopped: true } })
    await db.sku.update({ where: { id: archived.id }, data: { archivedAt: at } })
    await proposeRestocks(night())
    expect(await proposals(stopped.id)).toEqual([])
    expect(await proposals(archived.id)).toEqual([])
  })

  it('is urgent where people have paid and nothing is there, within working hours', async () => {
    const row = await proposal(10)
    const goods = await db.sku.findUniqueOrThrow({ where: { id: row.skuId } })
    await shipment([{ skuId: goods.id, quantity: 4 }], { state: 'OUT_OF_STOCK' })
    await proposeRestocks(night())
    const [first, second] = await proposals(goods.id)
    expect(first).toMatchObject({ state: 'LAPSED' })
    expect(second).toMatchObject({ state: 'PROPOSED', urgent: true, owed: 4, proposed: 14 })
    expect(await items(second?.id ?? 0)).toMatchObject([
      { title: `紧急补货：${goods.code}（${second?.number}）`, dueAt: moment('2026-11-23', 15 * 60) },
    ])
    await db.shipment.updateMany({ where: { state: 'OUT_OF_STOCK' }, data: { state: 'CANCELLED' } })
    await proposeRestocks(night())
    expect((await proposals(goods.id)).map(({ state, urgent }) => [state, urgent])).toEqual([
      ['LAPSED', false],
      ['LAPSED', true],
      ['PROPOSED', false],
    ])
  })

  it('lets a rejected one rest for two weeks, unless it becomes urgent', async () => {
    const [row, other] = [await proposal(), await proposal()]
    for (const one of [row, other]) await moveRestock(act(), one, 'reject', '换季，不补了')
    await shipment([{ skuId: other.skuId, quantity: 1 }], { state: 'OUT_OF_STOCK' })
    await proposeRestocks(night(plus(at, DAY_MS)))
    expect(await proposals(row.skuId)).toHaveLength(1)
    expect(await proposals(other.skuId)).toHaveLength(2)
    await proposeRestocks(night(plus(at, 15 * DAY_MS)))
    expect(await proposals(row.skuId)).toHaveLength(2)
  })

  it('waits for an order that holds its proposals already, and takes nothing from under it', async () => {
    const row = await proposal(10)
    const ordering = await beside()
    await ordering.query('BEGIN')
    await ordering.query('SELECT id FROM restocks WHERE id = $1 FOR NO KEY UPDATE', [row.id])
    await db.restockRule.update({ where: { id: row.skuId }, data: { safetyPieces: 500 } })
    const calculated = proposeRestocks(night())
    await untilWaiting(ordering, 1)
    await ordering.query(`UPDATE restocks SET state = 'ACCEPTED', version = version + 1 WHERE id = $1`, [
      row.id,
    ])
    await ordering.query('COMMIT')
    await ordering.end()
    await calculated
    expect(await again(row)).toMatchObject({ state: 'ACCEPTED', proposed: 10 })
  })

  it('proposes each once when two calculate at the same time', async () => {
    const goods = await wanted()
    await Promise.all([proposeRestocks(night()), proposeRestocks(night())])
    expect(await proposals(goods.id)).toHaveLength(1)
  })
})

describe('ordering', () => {
  it('makes one expected delivery of a supplier’s proposals, one of them changed', async () => {
    const { id: supplierId } = await supplier()
    const [first, second] = [await proposal(10, supplierId), await proposal(6, supplierId)]
    const delivery = await orderRestocks(act(), {
      supplierId,
      expectedOn: '2026-12-01',
      lines: [
        { id: first.id, quantity: 10, reason: null },
        { id: second.id, quantity: 24, reason: '整箱便宜' },
      ],
    })
    expect(await again(first)).toMatchObject({ state: 'ACCEPTED', deliveryId: delivery.id, changedTo: null })
    expect(await again(second)).toMatchObject({ state: 'CHANGED', deliveryId: delivery.id, changedTo: 24 })
    const lines = await db.deliveryLine.findMany({
      where: { deliveryId: delivery.id },
      orderBy: { id: 'asc' },
    })
    expect(lines.map(({ skuId, announced }) => [skuId, announced])).toEqual([
      [first.skuId, 10],
      [second.skuId, 24],
    ])
    expect(await getDelivery(lead, delivery.id)).toMatchObject({ supplierId, state: 'EXPECTED' })
    expect((await items(second.id)).map(({ outcome }) => outcome)).toEqual(['change'])
    const history = await db.historyEntry.findMany({
      where: { noun: 'warehouse/restocks', subjectId: second.id, deed: 'change' },
    })
    expect(history).toMatchObject([{ remark: '整箱便宜', changes: { delivery: [null, delivery.number] } }])
  })

  it('wants to know why a quantity is another than proposed, and writes nothing', async () => {
    const row = await proposal()
    await expect(orderRestocks(act(), ordering([row], { quantity: 5 }))).rejects.toThrow(FieldError)
    expect(await again(row)).toMatchObject({ state: 'PROPOSED', deliveryId: null })
  })

  it('is refused where somebody has decided one of them before, and orders none', async () => {
    const { id: supplierId } = await supplier()
    const [first, second] = [await proposal(10, supplierId), await proposal(6, supplierId)]
    await moveRestock(act(), first, 'reject', '不补')
    await expect(orderRestocks(act(), ordering([first, second]))).rejects.toThrow(Conflict)
    expect(await again(second)).toMatchObject({ state: 'PROPOSED' })
  })

  it('orders once when two order the same at once', async () => {
    const row = await proposal()
    const both = await Promise.allSettled([
      orderRestocks(act(), ordering([row])),
      orderRestocks(act(), ordering([row])),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db.deliveryLine.count({ where: { skuId: row.skuId } })).toBe(1)
  })

  it('is for who buys', async () => {
    const row = await proposal()
    await expect(orderRestocks(act(clerk), ordering([row]))).rejects.toThrow(Forbidden)
  })
})

describe('the list', () => {
  it('shows what is urgent first, then the newest, and pages', async () => {
    const rows = (await listRestocks(lead, { part: 'open' })).rows
    const keys = rows.map(({ urgent, id }) => [Number(urgent), id] as const)
    expect(keys).toEqual([...keys].sort((a, b) => b[0] - a[0] || b[1] - a[1]))
    const first = await listRestocks(lead, { part: 'open' }, undefined, 1)
    const second = await listRestocks(lead, { part: 'open' }, first.next, 1)
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(rows.slice(0, 2).map(({ id }) => id))
  })

  it('gives a supplier’s open ones to the form of an order', async () => {
    const row = await proposal()
    expect((await openFor(lead, row.supplierId)).map(({ id }) => id)).toEqual([row.id])
    expect(await openFor(lead, null)).toEqual([])
  })
})
