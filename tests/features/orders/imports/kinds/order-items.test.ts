import { describe, expect, it } from 'vitest'
import { orderItems as kind } from '../../../../../src/features/orders/imports/kinds/order-items.ts'
import { type FileRow, csv, gb18030, orderItems, recognized, rowsOf, sourceOf, wrapped } from '../files.ts'
import { type Layout, fileOf, headingsOf } from './layouts.ts'

const read = (...rows: readonly FileRow[]) => rowsOf(sourceOf(csv(orderItems(...rows))), kind)
const one = async (row: FileRow) => (await read(row))[0]

describe('the item file', () => {
  it.each<[Layout, FileRow, object, string[]]>([
    [
      'order_item.old_10',
      { 外部系统编号: 'BOX-01' },
      { itemMerchantCode: 'BOX-01' },
      ['platformLineId', 'paidFen'],
    ],
    [
      'order_item.2022_18',
      { 支付单号: '202405252200110000000000000201', 买家实际支付金额: '22.81', 退款状态: '退款成功' },
      { paymentId: '202405252200110000000000000201', paidFen: 2281, refundStatusMapped: 'REFUNDED' },
      ['sellerMemo', 'platformItemId'],
    ],
    [
      'order_item.new_27',
      { 商品ID: '800000000001', 商家备注: '加急\n换顺丰', 主订单买家留言: '请周五前送到', 备注标签: '加急' },
      {
        platformItemId: '800000000001',
        sellerMemo: '加急\n换顺丰',
        buyerMessage: '请周五前送到',
        tags: '加急',
      },
      ['trackingNumber'],
    ],
    [
      'order_item.15',
      { 退款金额: '无退款申请', 分阶段信息: '无' },
      { refundFen: 0, refundStatusMapped: undefined, merchantCode: undefined },
      ['merchantCode', 'refundStatus'],
    ],
  ])('is read in the layout %s', async (layout, told, read, missing) => {
    const headings = headingsOf(layout)
    const usual: FileRow = {
      ...{ 订单编号: wrapped('60000001'), 子订单编号: wrapped('70000001'), 主订单编号: wrapped('60000001') },
      ...{ 标题: '示例衬衫', 商品标题: '示例衬衫', 价格: '49.50', 商品价格: '49.50' },
      ...{ 购买数量: '2', 商品属性: '颜色分类：黑色;尺码：L', 订单状态: '卖家已发货,等待买家确认' },
      ...told,
    }
    const row = Object.fromEntries(Object.entries(usual).filter(([heading]) => headings.includes(heading)))
    const source = sourceOf(gb18030(csv(fileOf(headings, row))))
    const absent = (await recognized(source)).columns.missing.map(({ field }) => field)
    expect(absent).toEqual(expect.arrayContaining(missing))
    expect((await rowsOf(source, kind))[0]?.good).toMatchObject({
      platformOrderId: '60000001',
      ordinal: 1,
      title: '示例衬衫',
      unitPriceFen: 4950,
      quantity: 2,
      properties: '颜色分类：黑色;尺码：L',
      statusMapped: 'SHIPPED',
    })
    const [good] = (await rowsOf(source, kind)).map((result) => result.good)
    for (const [field, value] of Object.entries(read)) {
      expect([field, good?.[field as keyof typeof good]]).toEqual([field, value])
    }
  })

  it('without sub-order numbers knows its lines by their place in the order', async () => {
    const text = [
      '订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码',
      '"=""900000000000001""",示例收纳盒,49.50,2,BOX-01,颜色分类：黑色;尺码：L,,,交易成功,BOX-01-BK-L',
      '"=""900000000000002""",示例挂钩 10只装,9.90,1,null,颜色分类：白色,null,null,买家已付款，等待卖家发货,null',
      '"=""900000000000001""",示例收纳盒,49.50,2,BOX-01,颜色分类：黑色;尺码：L,,,交易成功,BOX-01-BK-L',
    ].join('\r\n')
    const rows = await rowsOf(sourceOf(gb18030(text)), kind)
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual([
      '900000000000001#1',
      '900000000000002#1',
      '900000000000001#2',
    ])
    expect(rows[1]?.good).toMatchObject({
      merchantCode: undefined,
      refundStatusMapped: undefined,
      quantity: 1,
    })
  })

  it('counts the lines of an order even if others stand between', async () => {
    const line = (item: string, order: string) => ({ 子订单编号: wrapped(item), 主订单编号: wrapped(order) })
    const rows = await read(
      line('70000001', '60000001'),
      line('70000002', '60000002'),
      line('70000003', '60000001'),
    )
    expect(rows.map((row) => row.good?.ordinal)).toEqual([1, 1, 2])
  })

  it('keeps properties, codes and amounts', async () => {
    const row = await one({
      商品属性: '颜色分类：黑色;尺码：L',
      外部系统编号: 'SHIRT-02',
      买家应付货款: '178.00',
    })
    expect(row?.good).toMatchObject({
      properties: '颜色分类：黑色;尺码：L',
      merchantCode: 'SHIRT-02-WH-M',
      itemMerchantCode: 'SHIRT-02',
      payableFen: 17_800,
      unitPriceFen: 8900,
      quantity: 2,
    })
  })

  it.each([
    ['没有申请退款', '无退款申请', 'NONE', 0],
    ['', '', 'NONE', undefined],
    ['买家已经申请退款，等待卖家同意', '128.00', 'APPLIED', 12_800],
    ['退款成功', '9.90', 'REFUNDED', 990],
  ])('reads the refund %j of %j as %s', async (状态, 金额, status, fen) => {
    expect((await one({ 退款状态: 状态, 退款金额: 金额 }))?.good).toMatchObject({
      refundStatusMapped: status,
      refundFen: fen,
    })
  })

  it('takes a refund in words it does not know for an open one, and says so', async () => {
    const row = await one({ 退款状态: '平台介入中' })
    expect(row?.good).toMatchObject({ refundStatus: '平台介入中', refundStatusMapped: 'APPLIED' })
    expect(row?.doubts?.[0]).toMatchObject({ column: '退款状态', value: '平台介入中' })
  })

  it.each([
    [{ 购买数量: '0' }, '购买数量', '数量至少是 1'],
    [{ 购买数量: '-1' }, '购买数量', '数量不能是负数'],
    [{ 购买数量: '' }, '购买数量', '没有填写'],
    [{ 商品标题: 'null' }, '商品标题', '没有填写'],
    [{ 商品价格: '-1' }, '商品价格', '金额不能是负数'],
    [
      { 订单创建时间: '2026-11-20 02:00', 订单付款时间: '2026-11-20 01:59' },
      '订单付款时间',
      '付款时间早于订单创建时间',
    ],
    [{ 主订单编号: '4.61E+17' }, '主订单编号', '已被 Excel 改成数字，后几位丢失；请用平台导出的原始文件'],
  ])('refuses a row with %j', async (broken, column, reason) => {
    const rows = await read({ 子订单编号: wrapped('70000001') }, { 子订单编号: wrapped('70000002') }, broken)
    expect(rows[2]?.bad).toEqual([expect.objectContaining({ column, reason })])
  })
})
