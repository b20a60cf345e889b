import { describe, expect, it } from 'vitest'
import { products as kind } from '../../../../../src/features/orders/imports/kinds/products.ts'
import { type FileRow, csv, gb18030, recognized, rowsOf, sheetXml, sourceOf, workbook } from '../files.ts'
import { fileOf, headingsOf } from './layouts.ts'

const chinese = headingsOf('product.taobao_zhuli_cn')
const english = headingsOf('product.taobao_zhuli_en')
const item = {
  宝贝名称: '示例收纳盒 大号',
  宝贝类目: '50000001',
  宝贝价格: '49.80',
  宝贝数量: '9999999',
  放入仓库: '1',
  宝贝描述: '<p>示例 "说明"</p>\n<img src="a,b.jpg">\t',
  销售属性组合: '49.80:100:BOX-01-BK:1627207:28341;20509:28383;52:0::1627207:-1001;20509:28383;',
  商家编码: 'BOX-01',
  数字ID: '800000000001',
  商品条形码: '6900000000001',
}
const stored = {
  platformItemId: '800000000001',
  title: '示例收纳盒 大号',
  outerCode: 'BOX-01',
  priceFen: 4980,
  quantity: 9_999_999,
  status: '出售中',
  barcode: '6900000000001',
  skuProps: item.销售属性组合,
  skuCount: 2,
}
const version = (width: number) => ['version 1.00', ...Array<string>(width).fill('')]
const helper = (...rows: readonly FileRow[]) => [
  version(0),
  [...english],
  ...fileOf(chinese, ...rows.map((row) => ({ ...item, ...row }))),
]
const read = (rows: readonly (readonly string[])[], delimiter = '\t') =>
  rowsOf(sourceOf(csv(rows, delimiter, '\n')), kind)

describe('a file of 淘宝助理', () => {
  it('has a version line, English names and the Chinese headings, parted by tabs', async () => {
    const [row, ...others] = await read(helper({}))
    expect(others).toEqual([])
    expect(row?.rowNumber).toBe(4)
    expect(row?.good).toMatchObject(stored)
    expect(JSON.stringify(row?.good)).not.toContain('说明')
    expect(await recognized(sourceOf(csv(helper({}), '\t')))).toMatchObject({
      ...{ kind: 'PRODUCTS', generation: 'P1', delimiter: '\t', headerRow: 3 },
      columns: { unknown: [], missingForNew: [] },
    })
  })

  it('may be parted by commas, with a padded version line', async () => {
    const rows = [version(62), ...helper({}).slice(1)]
    expect((await rowsOf(sourceOf(gb18030(csv(rows))), kind))[0]?.good).toMatchObject(stored)
  })

  it('of older versions begins with the Chinese headings', async () => {
    expect((await read(helper({}).slice(2)))[0]?.good).toMatchObject(stored)
  })

  it('knows what later versions have added', async () => {
    const added =
      'tmall扩展字段,产品组合,tmall属性组合,taoschema扩展字段,发货地,汽车品牌,报关方式,扩展Sku,发货时效,预售时间,成份表,扩展食品安全,主图视频比例,导购标题,商品预检,拍下减库存,多件优惠,导购标题2,使用商品尺寸表,商品尺寸表,新发货地'
    const names =
      'tmall_extend,product_combine,tmall_item_prop_combine,taoschema_extend,departure_place,car_cascade,legal_customs,exSkuProps,deliveryTimeType,tbDeliveryTime,nutrientTable,exFoodParam,image_video_type,shopping_title,ysbCheckTask,subStock'
    const rows = [[...english, ...names.split(',')], ...fileOf([...chinese, ...added.split(',')], item)]
    expect((await recognized(sourceOf(csv(rows, '\t')))).columns.unknown).toEqual([])
    expect((await read(rows))[0]?.good).toMatchObject(stored)
  })

  it('is read by its English names where it has no others', async () => {
    const named = Object.fromEntries(chinese.map((name, place) => [name, english[place] ?? '']))
    const row = Object.fromEntries(Object.entries(item).map(([name, value]) => [named[name] ?? '', value]))
    expect((await read([version(0), ...fileOf(english, row)]))[0]?.good).toMatchObject(stored)
  })

  it('keeps SKUs that it cannot read as they are, and says so', async () => {
    const [row] = await read(helper({ 销售属性组合: '49.80:很多:BOX' }))
    expect(row?.good).toMatchObject({ skuProps: '49.80:很多:BOX', skuCount: undefined })
    expect(row?.doubts).toEqual([
      { column: '销售属性组合', value: '49.80:很多:BOX', reason: '看不懂销售属性组合，没有读出规格' },
    ])
    const [none] = await read(helper({ 销售属性组合: '', 放入仓库: '2' }))
    expect(none?.good).toMatchObject({ skuCount: undefined, status: '仓库中' })
    expect(none?.doubts).toBeUndefined()
  })

  it('refuses items that were never on the platform', async () => {
    const [row] = await read(helper({ 数字ID: '' }))
    expect(row?.bad).toEqual([{ column: '数字ID', value: '', reason: '没有填写' }])
  })
})

describe('the batch file of 千牛', () => {
  const headings = [...headingsOf('product.qianniu_batch_core'), '生产日期', '保质期']
  const sku = {
    商品Id: '800000000001',
    类目Id: '50000001',
    类目名称: '收纳盒',
    商品标题: '示例收纳盒 大号',
    一口价: '59.80',
    商家编码: 'BOX-01',
    发货时间: '48小时内',
    销售属性: '颜色分类:黑色',
    属性对: '1627207:28341',
    发货时间__2: '24小时内',
    SKUID: '5000000000001',
    '价格(元)': '49.80',
    数量: '100',
    商家编码__2: 'BOX-01-BK',
  }
  const batch = (...rows: readonly FileRow[]) =>
    workbook({
      sheets: {
        发布模板: sheetXml([
          ['填写说明：请勿修改商品Id和SKUID'],
          ['必填', '', '', '必填'],
          ...fileOf(headings, ...rows.map((row) => ({ ...sku, ...row }))),
        ]),
        类目: sheetXml([['类目Id', '类目名称']]),
      },
    })

  it('has instructions on top, and codes of item and SKU under the same name', async () => {
    const source = sourceOf(batch({}), '批量编辑.xlsx')
    expect(await recognized(source)).toMatchObject({
      ...{ kind: 'PRODUCTS', generation: 'P2', sheet: '发布模板', headerRow: 3 },
      columns: { unknown: [] },
    })
    expect((await rowsOf(source, kind))[0]?.good).toMatchObject({
      platformItemId: '800000000001',
      platformSkuId: '5000000000001',
      title: '示例收纳盒 大号',
      outerCode: 'BOX-01',
      merchantCode: 'BOX-01-BK',
      priceFen: 4980,
      quantity: 100,
      properties: '颜色分类:黑色',
      categoryName: '收纳盒',
    })
  })

  it('has a row per SKU, known by its number, and one for an item without SKUs', async () => {
    const alone = { 商品Id: '800000000002', SKUID: '', '价格(元)': '', 商家编码__2: '', 销售属性: '' }
    const rows = await rowsOf(sourceOf(batch({}, { SKUID: '5000000000002' }, alone, { 数量: '1' })), kind)
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual([
      ...['5000000000001', '5000000000002', '800000000002'],
      undefined,
    ])
    expect(rows[2]?.good).toMatchObject({ priceFen: 5980, outerCode: 'BOX-01', merchantCode: undefined })
    expect(rows[3]?.bad?.[0]?.reason).toContain('与第 4 行重复')
  })

  it.each([
    [{ 数量: '-1' }, '数量', '不是整数，或超过了 9 位'],
    [{ '价格(元)': '面议' }, '价格(元)', '不是金额'],
    [{ 商品Id: '8E+11' }, '商品Id', '已被 Excel 改成数字，后几位丢失；请用平台导出的原始文件'],
  ])('refuses a row with %j', async (broken, column, reason) => {
    const rows = await rowsOf(sourceOf(batch({}, { SKUID: '5000000000003' }, broken)), kind)
    expect(rows[2]?.bad).toEqual([expect.objectContaining({ column, reason })])
  })
})

describe('the list of 商家中心', () => {
  const headings = '商品id,发布时间,商品名称,品牌,系列,规格,商品编码,条形码,商品价格,颜色分类'.split(',')
  const row = {
    商品id: '800000000001',
    商品名称: '示例收纳盒',
    规格: '大号',
    商品编码: 'BOX-01-BK',
    条形码: '6900000000001',
    商品价格: '49.80',
    颜色分类: '黑色',
  }

  it('has a row per colour, known by item, code and what it looks like', async () => {
    const source = sourceOf(csv(fileOf(headings, row, { ...row, 颜色分类: '白色' })))
    expect(await recognized(source)).toMatchObject({
      ...{ kind: 'PRODUCTS', generation: 'P3' },
      columns: { unknown: [] },
    })
    const rows = await rowsOf(source, kind)
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual([
      '800000000001#BOX-01-BK#黑色#大号',
      '800000000001#BOX-01-BK#白色#大号',
    ])
    expect(rows[0]?.good).toMatchObject({
      ...{ title: '示例收纳盒', merchantCode: 'BOX-01-BK', barcode: '6900000000001', priceFen: 4980 },
      ...{ properties: '黑色', specification: '大号' },
    })
  })
})
