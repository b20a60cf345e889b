import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { calculateFigures } from '../../../../src/features/warehouse/stock-figures/actions.ts'
import type { FigureFilter } from '../../../../src/features/warehouse/stock-figures/queries.ts'
import { USUAL, listFigures, totalOf } from '../../../../src/features/warehouse/stock-figures/queries.ts'
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import type { MovementReason, OrderStatus, RefundStatus } from '../../../../src/generated/prisma/enums.ts'
import type { Day } from '../../../../src/lib/dates.ts'
import { addDays, moment } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import type { Cast } from '../../../setup/cast.ts'
import { location, product, sku } from '../../../setup/goods.ts'
import { order } from '../../../setup/orders.ts'

const TODAY = '2026-11-26'
const at = moment(TODAY, 5 * 60)
const nightly: Act = { actor: system('jobs'), at }
let cast: Cast
let lead: PersonActor
let clerk: PersonActor
let shelf: { id: number }
let apart: { id: number }

beforeAll(async () => {
  cast = await castIn()
  lead = await actor(cast, 'operations-lead')
  clerk = await actor(cast, 'warehouse-clerk')
  shelf = await location('STORAGE', 'A-01')
  apart = await location('QUARANTINE', 'Q-01')
})

const ago = (days: number): Day => addDays(TODAY, -days)

interface Told {
  status?: OrderStatus
  lineStatus?: OrderStatus
  refundStatus?: RefundStatus
  shippedAt?: Date
}

/** Pieces of a code that somebody has paid for on a day. */
async function sold(code: string, day: Day, quantity: number, told: Told = {}): Promise<void> {
  const { shippedAt, ...pieces } = told
  const made = await order(cast.shopId, { codes: [code], paidAt: moment(day, 23 * 60 + 30), ...pieces })
  await db.order.update({
    where: { id: made.id },
    data: {
      orderedAt: moment(day),
      shippedAt: shippedAt ?? null,
      lines: { updateMany: { where: {}, data: { quantity } } },
    },
  })
}

let papers = 0
/** Goods that come or go on a day. */
async function moved(
  skuId: number,
  day: Day,
  quantity: number,
  reason: MovementReason = 'RECEIPT',
  locationId = shelf.id,
): Promise<void> {
  const noun = reason === 'HAND_OVER' ? 'warehouse/shipments' : 'warehouse/receipts'
  await deed({ actor: system('test'), at: moment(day, 12 * 60) }, (act) =>
    post(act, { noun, subjectId: (papers += 1) }, [{ skuId, locationId, quantity, reason }]),
  )
}

const figure = (skuId: number) => db.stockFigure.findUniqueOrThrow({ where: { skuId } })

describe('what is sold', () => {
  it('is what paid orders want in pieces, bundles taken apart, by the Shanghai day of payment', async () => {
    const [box, hook] = [await sku(), await sku()]
    await db.merchantCode.create({
      data: {
        shopId: cast.shopId,
        code: 'SET-1',
        createdAt: at,
        components: {
          create: [
            { skuId: box.id, quantity: 2 },
            { skuId: hook.id, quantity: 3 },
          ],
        },
      },
    })
    await sold('SET-1', ago(3), 2)
    await sold(box.code, ago(3), 1)
    await calculateFigures(nightly)
    const rows = await db.dailySales.findMany({
      where: { skuId: { in: [box.id, hook.id] } },
      orderBy: { pieces: 'asc' },
    })
    expect(rows.map(({ day, pieces }) => [day.toISOString().slice(0, 10), pieces])).toEqual([
      [ago(3), 5],
      [ago(3), 6],
    ])
  })

  it.each([
    ['never paid', { status: 'UNPAID' }, 0],
    ['closed before anything left', { status: 'CLOSED' }, 0],
    ['refunded before it left', { status: 'PAID', refundStatus: 'REFUNDED' }, 0],
    ['one line closed of an order that is under way', { status: 'PAID', lineStatus: 'CLOSED' }, 0],
    ['a refund that was asked for and not agreed', { status: 'PAID', refundStatus: 'APPLIED' }, 2],
    ['refunded after it left', { status: 'FINISHED', refundStatus: 'REFUNDED' }, 2],
    ['closed after it left', { status: 'CLOSED', shippedAt: moment(ago(2)) }, 2],
  ] as const)('counts %s as it should: %j %i', async (_words, told, pieces) => {
    const goods = await sku()
    await sold(goods.code, ago(4), 2, told)
    await calculateFigures(nightly)
    const rows = await db.dailySales.findMany({ where: { skuId: goods.id } })
    expect(rows.reduce((sum, row) => sum + row.pieces, 0)).toBe(pieces)
  })

  it('is taken back when a later file says that nobody wanted it', async () => {
    const goods = await sku()
    await sold(goods.code, ago(4), 2)
    await calculateFigures(nightly)
    await db.order.updateMany({
      where: { lines: { some: { matchCode: goods.code } } },
      data: { status: 'CLOSED' },
    })
    await calculateFigures(nightly)
    expect(await db.dailySales.count({ where: { skuId: goods.id } })).toBe(0)
  })
})

describe('the windows of a SKU', () => {
  it('leave out the days on which there was nothing to sell', async () => {
    const goods = await sku()
    await moved(goods.id, ago(40), 10)
    await sold(goods.code, ago(35), 10)
    await moved(goods.id, ago(30), -10, 'HAND_OVER')
    await moved(goods.id, ago(10), 50)
    await sold(goods.code, ago(5), 6)
    await calculateFigures(nightly)
    // Empty from the evening of the 30th day before today to the morning of the tenth.
    expect(await figure(goods.id)).toMatchObject({
      sold7: 6,
      days7: 7,
      sold30: 6,
      days30: 11,
      sold90: 16,
      days90: 21,
      knownDays30: 30,
      emptyDays30: 19,
      shipped90: 10,
      heldPieceDays90: BigInt(10 * 10 + 10 * 50),
    })
  })

  it('begin with the first day on which anything is known of it', async () => {
    const goods = await sku()
    await moved(goods.id, ago(3), 10)
    await sold(goods.code, ago(2), 3)
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({ days7: 3, days30: 3, days90: 3, milliPerDay: 1000 })
  })

  it('count days before the first movement: nobody knows what lay there', async () => {
    const goods = await sku()
    await sold(goods.code, ago(20), 10)
    await moved(goods.id, ago(1), 5)
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({ days30: 20, emptyDays30: 0 })
  })

  it('take goods in quarantine for goods that can’t be sold', async () => {
    const goods = await sku()
    await moved(goods.id, ago(20), 4, 'RECEIPT', apart.id)
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({ emptyDays30: 20, heldPieceDays90: 0n })
  })
})

describe('the age of goods', () => {
  it('is that of the last that came, first in, first out', async () => {
    const goods = await sku()
    await moved(goods.id, ago(200), 10)
    await moved(goods.id, ago(100), 10)
    await moved(goods.id, ago(45), 10)
    await moved(goods.id, ago(31), 5)
    await moved(goods.id, ago(30), 5)
    await moved(goods.id, ago(20), -15, 'HAND_OVER')
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({
      aged30: 5,
      aged60: 15,
      aged90: 0,
      aged180: 5,
      agedOlder: 0,
    })
  })

  it('isn’t changed by moves between places', async () => {
    const goods = await sku()
    await moved(goods.id, ago(70), 10)
    const other = await location()
    await deed({ actor: system('test'), at: moment(ago(1)) }, (act) =>
      post(act, { noun: 'warehouse/stock', subjectId: goods.id }, [
        { skuId: goods.id, locationId: shelf.id, quantity: -4, reason: 'TRANSFER' },
        { skuId: goods.id, locationId: other.id, quantity: 4, reason: 'TRANSFER' },
      ]),
    )
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({ aged90: 10, aged30: 0 })
  })
})

describe('the forecast', () => {
  it('says by how much it was wrong when it was tried, and the naive one beside it', async () => {
    const goods = await sku()
    await moved(goods.id, ago(170), 1000)
    for (let day = 1; day <= 160; day += 1) await sold(goods.code, ago(day), 2)
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({ forecast30: 60, forecastError: 0, naiveForecastError: 0 })
  }, 60_000)

  it('isn’t tried where there is no past', async () => {
    const goods = await sku()
    await moved(goods.id, ago(5), 10)
    await calculateFigures(nightly)
    expect(await figure(goods.id)).toMatchObject({ forecastError: null, naiveForecastError: null })
  })
})

describe('the lists', () => {
  const filter = (parts: Partial<FigureFilter>): FigureFilter => ({
    part: 'turnover',
    grain: 'sku',
    slowDays: 30,
    sorting: USUAL[parts.part ?? 'turnover'],
    ...parts,
  })
  let cup: { id: number; code: string }
  let lid: { id: number; code: string }

  beforeAll(async () => {
    const { id: productId } = await db.product.update({
      where: { id: (await product({ code: 'CUPS' })).id },
      data: { category: '杯具' },
    })
    cup = await sku({ productId, code: 'CUPS-A', costFen: 1000 })
    lid = await sku({ productId, code: 'CUPS-B', costFen: 300 })
    await moved(cup.id, ago(90), 30)
    await moved(lid.id, ago(90), 8)
    await sold(cup.code, ago(29), 1)
    await sold(lid.code, ago(30), 1)
    await calculateFigures(nightly)
  })

  it('show the slow ones from the day on which they have become slow', async () => {
    const { rows } = await listFigures(lead, filter({ part: 'slow', search: 'CUPS' }), TODAY)
    expect(rows).toMatchObject([{ name: 'CUPS-B', onHand: 8, idleDays: 30, valueFen: 2400 }])
  })

  it('keep what goods cost from those who may not know it', async () => {
    const { rows } = await listFigures(clerk, filter({ search: 'CUPS' }), TODAY)
    expect(rows.map(({ valueFen }) => valueFen)).toEqual([null, null])
  })

  it('add up by class, and to the same sums', async () => {
    const byClass = filter({ grain: 'class', category: '杯具' })
    const { rows } = await listFigures(lead, byClass, TODAY)
    expect(rows).toMatchObject([{ name: '杯具', skus: 2, onHand: 38, valueFen: 32_400, aged90: 38 }])
    expect(await totalOf(lead, filter({ category: '杯具' }), TODAY)).toMatchObject({ skus: 2, onHand: 38 })
  })

  it('page by key, whatever they are sorted by', async () => {
    const all = await listFigures(lead, filter({ part: 'ageing' }), TODAY, undefined, 1000)
    const first = await listFigures(lead, filter({ part: 'ageing' }), TODAY, undefined, 2)
    const second = await listFigures(lead, filter({ part: 'ageing' }), TODAY, first.next, 2)
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(
      all.rows.slice(0, 4).map(({ name }) => name),
    )
  })
})
