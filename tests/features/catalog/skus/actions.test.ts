import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, Forbidden } from '../../../../src/errors.ts'
import type { PlaceInput, SkuInput } from '../../../../src/features/catalog/skus/actions.ts'
import {
  archiveSku,
  createSku,
  editSku,
  placeSku,
  restoreSku,
  setCost,
} from '../../../../src/features/catalog/skus/actions.ts'
import {
  getSku,
  listSkus,
  skusBehind,
  skuSuggestions,
} from '../../../../src/features/catalog/skus/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { location, product, sku } from '../../../setup/goods.ts'

const everything = system('test')
let specialist: PersonActor
let lead: PersonActor
let clerk: PersonActor
let goods: { id: number; code: string }
let shelf: { id: number; code: string }
const act = (who: PersonActor): Act => ({ actor: who, at: now() })

beforeAll(async () => {
  const cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
  lead = await actor(cast, 'operations-lead')
  clerk = await actor(cast, 'warehouse-clerk')
  goods = await product({ code: 'CUP', name: '保温杯' })
  shelf = await location('STORAGE', 'A-01')
})

type Parts = { product: string } & SkuInput & PlaceInput
let count = 0
async function made(parts: Partial<Parts> = {}): Promise<number> {
  const { id } = await createSku(act(specialist), {
    product: goods.code,
    code: `CUP-${(count += 1)}`,
    color: '红',
    size: null,
    weight: 320,
    homeLocation: null,
    barcodes: [],
    ...parts,
  })
  return id
}

describe('a SKU', () => {
  it('is made with where it lies and what a gun reads on it, and history says so', async () => {
    const id = await made({
      code: 'CUP-RED',
      homeLocation: 'a-01',
      barcodes: [
        { code: '690001', quantity: 1 },
        { code: 'CTN1', quantity: 12 },
      ],
    })
    expect(await getSku(specialist, id)).toMatchObject({
      code: 'CUP-RED',
      productName: '保温杯',
      homeLocation: 'A-01',
      barcodes: [
        { code: '690001', quantity: 1 },
        { code: 'CTN1', quantity: 12 },
      ],
    })
    const [entry] = await db.historyEntry.findMany({ where: { noun: 'catalog/skus', subjectId: id } })
    expect(entry).toMatchObject({ deed: 'create', changes: { barcodes: [null, '690001、CTN1（12 件）'] } })
  })

  it('needs a product in use, a code of its own and a storage location', async () => {
    const id = await made({ code: 'CUP-BLUE', barcodes: [{ code: 'B-BLUE', quantity: 1 }] })
    await location('PACKED', 'P-01')
    await expect(made({ product: 'NOTHING' })).rejects.toMatchObject({
      errors: { product: '没有货号 NOTHING' },
    })
    await expect(made({ code: 'CUP-BLUE' })).rejects.toMatchObject({ errors: { code: expect.any(String) } })
    await expect(made({ code: 'B-BLUE' })).rejects.toThrow('CUP-BLUE 的条码')
    await expect(made({ homeLocation: 'Z-99' })).rejects.toThrow('没有库位 Z-99')
    await expect(made({ homeLocation: 'P-01' })).rejects.toThrow('P-01 不是存储库位')
    await expect(made({ barcodes: [{ code: 'B-BLUE', quantity: 1 }] })).rejects.toThrow('CUP-BLUE')
    await expect(made({ barcodes: [{ code: 'CUP-BLUE', quantity: 1 }] })).rejects.toThrow('CUP-BLUE')
    await expect(
      editSku(act(specialist), await getSku(everything, await made()), {
        code: 'CUP-BLUE',
        color: null,
        size: null,
        weight: null,
      }),
    ).rejects.toThrow('已被使用')
    expect(await db.sku.count({ where: { code: 'B-BLUE' } })).toBe(0)
    expect((await getSku(everything, id)).barcodes).toHaveLength(1)
  })

  it('is put elsewhere by the clerk, who may not rename it', async () => {
    const row = await getSku(everything, await made())
    await placeSku(act(clerk), row, { homeLocation: 'A-01', barcodes: [{ code: 'NEW-1', quantity: 1 }] })
    const placed = await getSku(everything, row.id)
    expect(placed).toMatchObject({ homeLocationId: shelf.id, barcodes: [{ code: 'NEW-1' }], version: 2 })
    await expect(
      editSku(act(clerk), placed, { code: 'X', color: null, size: null, weight: null }),
    ).rejects.toBeInstanceOf(Forbidden)
    await expect(placeSku(act(clerk), row, { homeLocation: null, barcodes: [] })).rejects.toBeInstanceOf(
      Conflict,
    )
    expect((await getSku(everything, row.id)).barcodes).toHaveLength(1)
  })

  it('tells what it cost to those who may know only, in rows, lists and timeline', async () => {
    const row = await getSku(everything, await made())
    await setCost(act(lead), row, 1250)
    expect((await getSku(lead, row.id)).costFen).toBe(1250)
    expect((await getSku(specialist, row.id)).costFen).toBeNull()
    const { rows } = await listSkus(clerk, { archived: false })
    expect(rows.every(({ costFen }) => costFen === null)).toBe(true)
    await expect(setCost(act(specialist), row, 1)).rejects.toBeInstanceOf(Forbidden)
    const entries = await db.historyEntry.findMany({
      where: { noun: 'catalog/skus', subjectId: row.id, deed: 'cost' },
    })
    expect(entries).toMatchObject([{ changes: { costFen: [null, 1250] } }])
  })

  it('leaves the choices when it is archived, and comes back', async () => {
    const row = await getSku(everything, await made({ code: 'CUP-OLD' }))
    await archiveSku(act(lead), row)
    expect((await skusBehind(db, ['CUP-OLD'])).get('CUP-OLD')).toMatchObject({ inUse: false })
    expect((await skuSuggestions(lead)).some((text) => text.startsWith('CUP-OLD '))).toBe(false)
    const archived = await getSku(everything, row.id)
    await expect(archiveSku(act(lead), archived)).rejects.toBeInstanceOf(Conflict)
    await restoreSku(act(lead), archived)
    expect((await listSkus(lead, { archived: false, search: 'CUP-OLD' })).rows).toHaveLength(1)
  })
})

describe('a typed or scanned text', () => {
  it('means a SKU by its code, a barcode, or a suggestion; what means nothing is absent', async () => {
    const { id, code } = await sku({ barcode: 'CARTON-7' })
    await db.barcode.update({ where: { code: 'CARTON-7' }, data: { quantity: 24 } })
    const texts = [code, 'CARTON-7', `${code} 保温杯 红`, 'ＣＡＲＴＯＮ－７', 'nothing', '']
    const found = await skusBehind(db, texts)
    expect(texts.map((text) => found.get(text)?.skuId)).toEqual([id, id, id, id, undefined, undefined])
    expect(texts.map((text) => found.get(text)?.pieces)).toEqual([1, 24, 1, 24, undefined, undefined])
  })
})

describe('the list of SKUs', () => {
  it('finds by code, product, barcode and home, page by page in both directions', async () => {
    const many = await product({ code: 'MANY', name: '一百_款%围巾' })
    await db.sku.createMany({
      data: Array.from({ length: 120 }, (_, i) => ({
        productId: many.id,
        code: `MANY-${String(i).padStart(3, '0')}`,
        createdAt: now(),
        ...(i === 5 ? { homeLocationId: shelf.id } : {}),
      })),
    })
    const filter = { archived: false, search: 'MANY' }
    const first = await listSkus(lead, filter)
    const second = await listSkus(lead, filter, first.next)
    const third = await listSkus(lead, filter, second.next)
    expect([...first.rows, ...second.rows, ...third.rows].map(({ code }) => code)).toEqual(
      Array.from({ length: 120 }, (_, i) => `MANY-${String(i).padStart(3, '0')}`),
    )
    expect(third.next).toBeUndefined()
    expect((await listSkus(lead, filter, third.previous)).rows).toEqual(second.rows)
    expect((await listSkus(lead, { archived: false, search: '_款%围' })).rows).toHaveLength(50)
    expect((await listSkus(lead, { archived: false, search: '_百' })).rows).toHaveLength(0)
    expect((await listSkus(lead, { ...filter, location: 'a-0' })).rows.map(({ code }) => code)).toEqual([
      'MANY-005',
    ])
  })
})
