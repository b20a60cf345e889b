import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { csv, importFile, sample } from '../../orders/files.ts'
import { batchFile, black, box, helperFile, listFile, white, written } from './files.ts'
import { csv as text, utf16 } from '../../orders/imports/files.ts'
import { fileOf, headingsOf } from '../../orders/imports/kinds/layouts.ts'

let cast: Cast
let specialist: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
})

type Rows = readonly Record<string, string>[]
const bring = async (file: Promise<{ name: string; path: string }>): Promise<Import> =>
  importFile(specialist, cast.shopId, await file)
const counts = ({ newCount, changedCount, unchangedCount, badCount }: Import): number[] => [
  newCount,
  changedCount,
  unchangedCount,
  badCount,
]
const helper = (minute: number, ...rows: Rows): Promise<Import> =>
  bring(
    helperFile(
      `taobao2026112010${minute}.csv`,
      rows.map((row) => ({ ...box, ...row })),
    ),
  )
const batch = (minute: number, ...rows: Rows): Promise<Import> =>
  bring(batchFile(`batch2026112010${minute}.xlsx`, rows))
const list = (minute: number, ...rows: Rows): Promise<Import> =>
  bring(listFile(`goods2026112010${minute}.csv`, rows))

const listing = (): Promise<object> => db.listing.findFirstOrThrow()
/** Code, price, what it looks like, and whether it's gone, in the order in which they came. */
async function skus(): Promise<unknown[][]> {
  const rows = await db.listingSku.findMany({ orderBy: { id: 'asc' } })
  return rows.map(({ merchantCode, priceFen, properties, propertyPairs, gone }) => [
    merchantCode,
    priceFen,
    properties ?? propertyPairs,
    ...(gone ? ['gone'] : []),
  ])
}
/** What history says of each change of the listing, newest last. */
async function told(): Promise<unknown[]> {
  const lines = await db.historyEntry.findMany({
    where: { noun: 'catalog/listings' },
    orderBy: { id: 'asc' },
  })
  return lines.map(({ deed, changes }) => [deed, changes])
}

describe('a file of 淘宝助理', () => {
  it('brings the sample whole', async () => {
    const row = await importFile(specialist, cast.shopId, sample('taobao_zhuli_goods_list.csv'))
    expect(row).toMatchObject({ state: 'DONE', kind: 'PRODUCTS', generation: 'P1', encoding: 'utf-16le' })
    expect(counts(row)).toEqual([1, 0, 0, 0])
    expect(await listing()).toMatchObject({
      shopId: cast.shopId,
      platformItemId: '800000000001',
      title: '示例收纳盒 大号',
      outerCode: 'BOX-01',
      priceFen: 4980,
      quantity: 100,
      status: 'ON_SALE',
      platformStatus: '出售中',
    })
    expect(await skus()).toEqual([['BOX-01-BK', 4980, '1627207:28341']])
    expect(await told()).toEqual([['import', null]])
  })

  it('may lack the version line, or be parted by commas', async () => {
    const file = helperFile('taobao202611201010.csv', [box], false)
    expect(counts(await bring(file))).toEqual([1, 0, 0, 0])
    const lines = [
      ['version 1.00', ...Array<string>(62).fill('')],
      [...headingsOf('product.taobao_zhuli_en')],
      ...fileOf(headingsOf('product.taobao_zhuli_cn'), box),
    ]
    expect(counts(await bring(written('taobao202611201010.csv', text(lines))))).toEqual([0, 0, 1, 0])
    expect(await skus()).toHaveLength(2)
  })

  it('may have descriptions of any length', async () => {
    const long = { 宝贝描述: `<p>${'<img src="https://img.example/a,b.jpg">\n'.repeat(3000)}</p>` }
    const row = await helper(10, long, { 数字ID: '800000000002' })
    expect(counts(row)).toEqual([2, 0, 0, 0])
  })

  it('of an item without SKUs has its code alone', async () => {
    await helper(10, { 销售属性组合: '', 放入仓库: '2' })
    expect(await skus()).toEqual([])
    expect(await listing()).toMatchObject({ outerCode: 'BOX-01', status: 'OFF_SALE' })
  })
})

describe('the list of 商家中心', () => {
  it('brings items with their SKUs, and doesn’t tell whether they are on sale', async () => {
    const goods = { 商品id: '800000000001', 商品名称: '示例收纳盒', 商品价格: '49.80' }
    const row = await list(
      10,
      { ...goods, 商品编码: 'BOX-01-BK', 颜色分类: '黑色', 规格: '大号', 条形码: '6900000000001' },
      { ...goods, 商品编码: 'BOX-01-WH', 颜色分类: '白色', 规格: '大号' },
      { ...goods, 商品id: '800000000002', 商品编码: 'CUP', 颜色分类: '', 规格: '' },
    )
    expect(row).toMatchObject({ generation: 'P3', newCount: 3 })
    expect(await db.listing.findMany({ include: { skus: true }, orderBy: { id: 'asc' } })).toMatchObject([
      {
        title: '示例收纳盒',
        status: 'UNKNOWN',
        platformStatus: null,
        priceFen: null,
        skus: [{ merchantCode: 'BOX-01-BK', specification: '大号' }, { merchantCode: 'BOX-01-WH' }],
      },
      { outerCode: null, skus: [{ merchantCode: 'CUP', priceFen: 4980, properties: null }] },
    ])
  })
})

describe('what a file tells', () => {
  it('changes nothing the second time', async () => {
    await helper(10, {})
    const before = await db.listing.findFirstOrThrow({ include: { skus: true } })
    expect(counts(await helper(10, {}))).toEqual([0, 0, 1, 0])
    expect(await db.listing.findFirst({ include: { skus: true } })).toEqual(before)
    expect(await told()).toHaveLength(1)
  })

  it('counts when it is the newest that speaks of it, whatever came first', async () => {
    await helper(20, { 宝贝名称: '新标题', 宝贝价格: '60' })
    expect(counts(await helper(10, { 宝贝名称: '旧标题', 放入仓库: '2' }))).toEqual([0, 0, 1, 0])
    expect(await listing()).toMatchObject({ title: '新标题', priceFen: 6000, status: 'ON_SALE' })
    expect(counts(await helper(30, { 宝贝名称: '更新的标题' }))).toEqual([0, 1, 0, 0])
    expect((await told()).at(-1)).toEqual([
      'import',
      { title: ['新标题', '更新的标题'], priceFen: [6000, 4980] },
    ])
  })

  it('leaves alone what it has no column for', async () => {
    await helper(10, {})
    const row = await bring(
      csv('taobao202611201020.csv', [{ 宝贝名称: '新标题', 数字ID: '800000000001', 宝贝数量: '5' }]),
    )
    expect(counts(row)).toEqual([0, 1, 0, 0])
    expect(await listing()).toMatchObject({
      title: '新标题',
      quantity: 5,
      outerCode: 'BOX-01',
      priceFen: 4980,
    })
    expect(await skus()).toHaveLength(2)
    expect((await skus()).flat()).not.toContain('gone')
  })

  it('takes a code away that is no longer filled in', async () => {
    await helper(10, {})
    await helper(20, { 商家编码: '', 销售属性组合: '49.80:100::1627207:28341;20509:28383;' })
    expect(await listing()).toMatchObject({ outerCode: null })
    expect((await skus())[0]?.[0]).toBeNull()
  })
})

describe('SKUs', () => {
  it('are the same ones in every kind of file', async () => {
    await helper(10, {})
    expect(counts(await batch(20, black, white))).toEqual([0, 2, 0, 0])
    expect(await skus()).toEqual([
      ['BOX-01-BK', 4980, '颜色分类:黑色;尺码:L'],
      ['BOX-01-WH', 5200, '颜色分类:白色;尺码:L'],
    ])
    const goods = { 商品id: '800000000001', 商品名称: '示例收纳盒 大号', 商品价格: '49.80', 规格: 'L' }
    await list(
      30,
      { ...goods, 商品编码: 'BOX-01-BK', 颜色分类: '黑', 条形码: '6900000000001' },
      { ...goods, 商品编码: 'BOX-01-WH', 颜色分类: '白', 条形码: '6900000000002' },
    )
    await helper(40, {})
    const rows = await db.listingSku.findMany({ orderBy: { id: 'asc' } })
    expect(rows).toMatchObject([
      { platformSkuId: '5000000000001', barcode: '6900000000001', specification: 'L', gone: false },
      { platformSkuId: '5000000000002', barcode: '6900000000002', priceFen: 5200, gone: false },
    ])
    expect(rows).toHaveLength(2)
  })

  it('that a newer file of all of them lacks are gone, and come back', async () => {
    await batch(10, black, white)
    await batch(20, white)
    expect((await skus())[0]).toContain('gone')
    expect((await told()).at(-1)).toEqual([
      'import',
      {
        skus: [
          [{ code: 'BOX-01-BK', looks: '颜色分类:黑色;尺码:L', priceFen: 4980, quantity: 100 }],
          [{ code: 'BOX-01-BK', looks: '颜色分类:黑色;尺码:L', priceFen: 4980, quantity: 100, gone: true }],
        ],
      },
    ])
    expect(counts(await batch(15, black, white))).toEqual([0, 0, 2, 0])
    expect((await skus())[0]).toContain('gone')
    expect(counts(await batch(30, black, white))).toEqual([0, 1, 1, 0])
    expect((await skus()).flat()).not.toContain('gone')
  })

  it('that only an older file names than one of all of them are gone from the beginning', async () => {
    await batch(20, white)
    await batch(10, black, white)
    expect(await skus()).toEqual([
      ['BOX-01-WH', 5200, '颜色分类:白色;尺码:L'],
      ['BOX-01-BK', 4980, '颜色分类:黑色;尺码:L', 'gone'],
    ])
  })

  it('stay while nobody can say that a file names all of them', async () => {
    await batch(10, black, white)
    const row = await batch(20, white, { ...black, 数量: '很多' })
    expect(counts(row)).toEqual([0, 0, 1, 1])
    await helper(30, { 销售属性组合: '看不懂' })
    expect((await skus()).flat()).not.toContain('gone')
  })

  it('that were made anew are not the ones that are gone, though they look the same', async () => {
    await batch(10, black, white)
    await batch(20, { ...black, SKUID: '5000000000009' }, white)
    await helper(30, {})
    const rows = await db.listingSku.findMany({ orderBy: { id: 'asc' } })
    expect(rows.map(({ platformSkuId, gone }) => [platformSkuId, gone])).toEqual([
      ['5000000000001', true],
      ['5000000000002', false],
      ['5000000000009', false],
    ])
  })

  it('of an item that has none any more are gone', async () => {
    await batch(10, black, white)
    await batch(20, {
      ...black,
      SKUID: '',
      '价格(元)': '',
      一口价: '39.00',
      商家编码__2: '',
      销售属性: '',
      属性对: '',
    })
    expect((await skus()).map((sku) => sku.at(-1))).toEqual(['gone', 'gone'])
    expect(await listing()).toMatchObject({ priceFen: 3900, outerCode: 'BOX-01', categoryName: '收纳盒' })
  })

  it('may have codes with half of a character', async () => {
    const broken = utf16(
      '\uFEFF' +
        text([...fileOf(headingsOf('product.taobao_zhuli_cn'), box)], '\t').replace(
          'BOX-01-BK',
          'BOX-\uD83D',
        ),
    )
    expect(counts(await bring(written('taobao202611201010.csv', broken)))).toEqual([1, 0, 0, 0])
  })
})
