import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Forbidden } from '../../../../src/errors.ts'
import { listMovements } from '../../../../src/features/warehouse/movements/queries.ts'
import { transferStock } from '../../../../src/features/warehouse/stock/actions.ts'
import type { Entry } from '../../../../src/features/warehouse/stock/ledger.ts'
import { post, prove, reserve } from '../../../../src/features/warehouse/stock/ledger.ts'
import type { Part } from '../../../../src/features/warehouse/stock/queries.ts'
import {
  balancesAt,
  balancesOf,
  getStock,
  listStock,
  reservationsOf,
} from '../../../../src/features/warehouse/stock/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { OpenAct } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { location, product, shipment, sku } from '../../../setup/goods.ts'
import { testApp, visit } from '../../../setup/web.ts'

let clerk: PersonActor
let designer: PersonActor
const ids: Record<string, number> = {}
let shelf: { id: number; code: string }
let far: { id: number; code: string }
let quarantine: { id: number }
const act = <T>(work: (act: OpenAct) => Promise<T>): Promise<T> => deed({ actor: clerk, at: now() }, work)
const paper = { noun: 'warehouse/receipts', subjectId: 999 }
const put = (skuId: number, locationId: number, quantity: number): Entry => ({
  skuId,
  locationId,
  quantity,
  reason: 'RECEIPT',
})

beforeAll(async () => {
  const cast = await castIn()
  clerk = await actor(cast, 'warehouse-clerk')
  designer = await actor(cast, 'designer')
  shelf = await location('STORAGE', 'A-01')
  far = await location('STORAGE', 'B-01')
  quarantine = await location('QUARANTINE', 'Q-01')
  const goods = await product({ code: 'CUP', name: '保温杯' })
  for (const code of ['A', 'B', 'C', 'D'])
    ids[code] = (await sku({ code: `CUP-${code}`, productId: goods.id })).id
  const [a = 0, b = 0, c = 0] = [ids['A'], ids['B'], ids['C']]
  await act((act) =>
    post(act, paper, [put(a, shelf.id, 9), put(b, shelf.id, 3), put(b, far.id, 1), put(c, quarantine.id, 2)]),
  )
  const { id, lineIds } = await shipment([{ skuId: b, quantity: 4 }])
  await act((act) => reserve(act, [{ group: id, shipmentLineId: lineIds[0] ?? 0, skuId: b, quantity: 4 }]))
  await db.sku.update({ where: { id: ids['D'] ?? 0 }, data: { archivedAt: now() } })
})

const codes = async (part: Part, by: 'code' | 'available' = 'code', search?: string) =>
  (await listStock(designer, { part, sorting: { by, descending: false }, search })).rows.map(
    ({ code }) => code,
  )

describe('the list of stock', () => {
  it('shows what is on hand, promised and set apart, and what remains', async () => {
    expect(await getStock(designer, ids['B'] ?? 0)).toMatchObject({
      onHand: 4,
      reserved: 4,
      quarantined: 0,
      available: 0,
    })
    expect(await getStock(designer, ids['C'] ?? 0)).toMatchObject({
      onHand: 2,
      reserved: 0,
      quarantined: 2,
      available: 0,
    })
  })

  it('has a tab for what cannot be sold, what is promised and what is set apart', async () => {
    expect(await codes('all')).toEqual(['CUP-A', 'CUP-B', 'CUP-C'])
    expect(await codes('out')).toEqual(['CUP-B', 'CUP-C'])
    expect(await codes('reserved')).toEqual(['CUP-B'])
    expect(await codes('quarantined')).toEqual(['CUP-C'])
  })

  it('is searched, and puts the scarcest first when asked to, page by page', async () => {
    expect(await codes('all', 'available', '保温')).toEqual(['CUP-B', 'CUP-C', 'CUP-A'])
    const filter = { part: 'all' as const, sorting: { by: 'available' as const, descending: false } }
    const first = await listStock(designer, filter, undefined, 2)
    const second = await listStock(designer, filter, first.next, 2)
    expect(second.rows.map(({ code }) => code)).toEqual(['CUP-A'])
    expect((await listStock(designer, filter, second.previous, 2)).rows).toEqual(first.rows)
  })

  it('keeps archived goods in sight as long as they lie somewhere', async () => {
    await act((act) => post(act, paper, [put(ids['D'] ?? 0, far.id, 1)]))
    expect(await codes('all')).toContain('CUP-D')
    await act((act) => post(act, paper, [put(ids['D'] ?? 0, far.id, -1)]))
    expect(await codes('all')).not.toContain('CUP-D')
  })
})

describe('a SKU’s stock', () => {
  it('says where it lies and to whom it is promised', async () => {
    expect((await balancesOf(designer, ids['B'] ?? 0)).map((row) => [row.location, row.quantity])).toEqual([
      ['A-01', 3],
      ['B-01', 1],
    ])
    expect((await balancesAt(designer, shelf.id)).rows.map((row) => [row.sku, row.quantity])).toEqual([
      ['CUP-A', 9],
      ['CUP-B', 3],
    ])
    expect(await reservationsOf(clerk, ids['B'] ?? 0)).toMatchObject([
      { quantity: 4, shipment: expect.any(String) },
    ])
  })

  it('tells a parcel of another shop by its pieces only', async () => {
    expect(await reservationsOf(designer, ids['B'] ?? 0)).toMatchObject([{ quantity: 4, shipment: null }])
  })

  it('shows its movements newest first, with who did it and the paper', async () => {
    const { rows } = await listMovements(clerk, { skuId: ids['B'] ?? 0 })
    expect(rows).toMatchObject([
      { quantity: 1, location: 'B-01', reason: 'RECEIPT', person: '赵大勇', noun: paper.noun, paper: null },
      { quantity: 3, location: 'A-01' },
    ])
  })

  it('pages its movements in both directions', async () => {
    const { id } = await sku()
    await act((act) =>
      post(
        act,
        paper,
        Array.from({ length: 60 }, () => put(id, shelf.id, 1)),
      ),
    )
    const first = await listMovements(clerk, { skuId: id })
    const second = await listMovements(clerk, { skuId: id }, first.next)
    expect([first.rows.length, second.rows.length]).toEqual([50, 10])
    expect((await listMovements(clerk, { skuId: id }, second.previous)).rows).toEqual(first.rows)
  })
})

describe('carrying goods to another shelf', () => {
  const carry = { from: 'a-01', to: 'B-01', quantity: 2, remark: '整理', despiteClass: false }

  it('is two movements and a line of history; the sum stays', async () => {
    const row = await getStock(clerk, ids['A'] ?? 0)
    await transferStock({ actor: clerk, at: now() }, row, carry)
    expect((await balancesOf(clerk, row.id)).map(({ location, quantity }) => [location, quantity])).toEqual([
      ['A-01', 7],
      ['B-01', 2],
    ])
    expect(await getStock(clerk, row.id)).toMatchObject({ onHand: 9 })
    expect(
      await db.historyEntry.findFirst({ where: { noun: 'warehouse/stock', subjectId: row.id } }),
    ).toMatchObject({
      deed: 'transfer',
      remark: '整理',
      changes: { from: [null, 'A-01'], quantity: [null, 2] },
    })
    expect(await prove(db)).toEqual([])
  })

  it('needs two different storage locations, enough goods, and the right', async () => {
    const row = await getStock(clerk, ids['A'] ?? 0)
    const trial = (changes: Partial<typeof carry>, who = clerk) =>
      transferStock({ actor: who, at: now() }, row, { ...carry, ...changes })
    await expect(trial({ from: 'X' })).rejects.toMatchObject({ errors: { from: '没有库位 X' } })
    await expect(trial({ to: 'Q-01' })).rejects.toMatchObject({ errors: { to: 'Q-01 不是存储库位' } })
    await expect(trial({ to: 'A-01' })).rejects.toMatchObject({ errors: { to: '移出和移入是同一个库位' } })
    await expect(trial({ quantity: 100 })).rejects.toThrow('CUP-A 在库位 A-01 现有 7 件，需要 100 件')
    await expect(trial({}, designer)).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('goods that lie where they don’t belong', () => {
  it('are told apart by shelf and by class of goods, filtered, and shown on both records', async () => {
    const shelves = await Promise.all([
      location('STORAGE', 'C-01'),
      location('STORAGE', 'C-02'),
      location('STORAGE', 'D-01'),
    ])
    const [usual, beside, elsewhere] = shelves as [{ id: number }, { id: number }, { id: number }]
    await db.location.updateMany({
      where: { id: { in: [usual.id, beside.id] } },
      data: { goodsClass: '餐厨' },
    })
    await db.location.update({ where: { id: elsewhere.id }, data: { goodsClass: '家纺' } })
    const { id } = await sku({ code: 'PAN-1', homeLocationId: usual.id })
    const { id: right } = await sku({ code: 'PAN-2', homeLocationId: usual.id })
    await act((act) =>
      post(act, paper, [
        put(id, usual.id, 1),
        put(id, beside.id, 2),
        put(id, elsewhere.id, 3),
        put(id, quarantine.id, 4),
        put(right, usual.id, 5),
      ]),
    )
    const found = (await balancesOf(clerk, id)).map(({ location, misplaced }) => [location, misplaced])
    expect(Object.fromEntries(found)).toEqual({
      'C-01': null,
      'C-02': 'place',
      'D-01': 'class',
      'Q-01': null,
    })
    expect(await codes('misplaced')).toEqual(['PAN-1'])
    const page = await visit(testApp(), 'warehouse-clerk')
    const record = load((await page.get(`/warehouse/stock/${id}`)).text)('#balances, main').text()
    for (const words of ['不在常用库位', '与库位品类不符']) expect(record).toContain(words)
    const text = async (at: number) =>
      load((await page.get(`/warehouse/locations/${at}`)).text)('main').text()
    expect(await text(elsewhere.id)).toContain('与库位品类不符')
    expect(await text(usual.id)).not.toContain('不在常用库位')
  })
})
