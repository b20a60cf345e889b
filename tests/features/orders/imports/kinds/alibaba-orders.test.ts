import { describe, expect, it } from 'vitest'
import { alibabaOrders as kind } from '../../../../../src/features/orders/imports/kinds/alibaba-orders.ts'
import { lineOf, orderOf } from '../../../../../src/features/orders/imports/kinds/market-order.ts'
import { type FileRow, csv, rowsOf, sourceOf, table } from '../files.ts'
import { fileOf, headingsOf } from './layouts.ts'

const order = {
  订单编号: '2600000000000000001',
  买家公司名: '示例贸易有限公司',
  买家会员名: '测试采购',
  '货品总价(元)': '300.00',
  '运费(元)': '10.00',
  '涨价或折扣(元)': '-5.00',
  '实付款(元)': '305.00',
  订单状态: '等待买家确认收货',
  订单创建时间: '2026/6/1 9:00',
  订单付款时间: '2026-06-01 09:05:00',
  收货人姓名: '测**',
  联系手机: '138****0000',
  物流公司: '中通快递(ZTO)',
  运单号: '78900000000088',
}
const line = {
  货品标题: '示例收纳盒 出厂',
  '单价(元)': '10.00',
  数量: '20',
  单位: '个',
  货号: 'BOX',
  'Offer ID': '700000000001',
  'SKU ID': '5000000000001',
  单品货号: 'BOX-01',
}
const headings = headingsOf('1688.order_49')
const read = (...rows: readonly FileRow[]) =>
  rowsOf(sourceOf(table(fileOf(headings, ...rows)), '订单.xlsx'), kind)
const one = async (row: FileRow) => (await read({ ...order, ...line, ...row }))[0]

describe('the 1688 order file', () => {
  it('gives each row its line and its order, the money of the order once, a discount below zero', async () => {
    const rows = await read(
      { ...order, ...line },
      { ...order, ...line, 货品标题: '示例挂钩 出厂', '单价(元)': '5.00', 'SKU ID': '5000000000002' },
    )
    const good = rows.flatMap((row) => (row.good ? [row.good] : []))
    expect(good.map(kind.keyOf)).toEqual([
      '2600000000000000001#5000000000001',
      '2600000000000000001#5000000000002',
    ])
    const [first, second] = good.map(orderOf)
    expect(first).toMatchObject({
      statusMapped: 'SHIPPED',
      goodsAmountFen: 30_000,
      shippingFeeFen: 1000,
      totalFen: 30_500,
      paidFen: 30_500,
      createdAt: new Date('2026-06-01T01:00:00Z'),
      buyerNick: '测试采购',
      receiverMobile: '138****0000',
      masked: true,
      carrier: '中通快递(ZTO)',
      trackingNumber: '78900000000088',
    })
    expect(second).toEqual(first)
    expect(good[0]?.adjustmentFen).toBe(-500)
    expect(good.map(lineOf)).toMatchObject([
      { ordinal: 1, unitPriceFen: 1000, quantity: 20, merchantCode: 'BOX-01', itemMerchantCode: 'BOX' },
      { ordinal: 2, unitPriceFen: 500, title: '示例挂钩 出厂', platformItemId: '700000000001' },
    ])
    expect(JSON.stringify(good)).not.toContain('有限公司')
  })

  it('inherits what is merged from the first row of the order', () => {
    const given = new Set(kind.fillDown)
    expect(kind.fillDown?.[0]).toBe('platformOrderId')
    const ofLine = Object.keys(kind.columns).filter((field) => !given.has(field as keyof typeof kind.columns))
    expect(ofLine).toEqual([
      ...['title', 'unitPriceFen', 'quantity', 'merchantCode', 'itemMerchantCode', 'platformItemId'],
      ...['platformSkuId', 'properties'],
    ])
  })

  it('knows a line without a SKU by its place in the order', async () => {
    const rows = await read(
      { ...order, ...line, 'SKU ID': '' },
      { ...order, ...line, 'SKU ID': '', 货品标题: '示例挂钩 出厂' },
    )
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual([
      '2600000000000000001#1',
      '2600000000000000001#2',
    ])
  })

  it.each([
    ['等待买家付款', 'UNPAID'],
    ['等待卖家发货', 'PAID'],
    ['部分发货', 'PART_SHIPPED'],
    ['等待买家收货', 'SHIPPED'],
    ['交易成功', 'FINISHED'],
    ['交易关闭', 'CLOSED'],
  ])('reads the state %s as %s', async (said, status) => {
    expect((await one({ 订单状态: said }))?.good?.statusMapped).toBe(status)
  })

  it('counts nothing as paid before it is', async () => {
    const row = await one({ 订单付款时间: '', 订单状态: '等待买家付款' })
    expect(row?.good).toMatchObject({ orderPaidFen: 0, totalFen: 30_500 })
  })

  it('takes a raised price as it takes a discount', async () => {
    expect((await one({ '涨价或折扣(元)': '12.00' }))?.good?.totalFen).toBe(32_200)
    expect((await one({ '涨价或折扣(元)': '', '运费(元)': '' }))?.good?.totalFen).toBe(30_000)
  })

  it('stays one with columns of an order list', async () => {
    const file = csv(fileOf([...headings, '支付单号'], { ...order, ...line }))
    expect((await rowsOf(sourceOf(file), kind))[0]?.good?.title).toBe('示例收纳盒 出厂')
  })

  it.each([
    [{ '货品总价(元)': '-1' }, '货品总价(元)', '金额不能是负数'],
    [{ 数量: '' }, '数量', '没有填写'],
    [{ 订单付款时间: '2026-06-01 08:00' }, '订单付款时间', '付款时间早于下单时间'],
  ])('refuses a row with %j', async (broken, column, reason) => {
    expect((await one(broken))?.bad).toEqual([expect.objectContaining({ column, reason })])
  })
})
