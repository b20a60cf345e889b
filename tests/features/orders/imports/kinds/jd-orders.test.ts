import { describe, expect, it } from 'vitest'
import { jdOrders as kind } from '../../../../../src/features/orders/imports/kinds/jd-orders.ts'
import { lineOf, orderOf } from '../../../../../src/features/orders/imports/kinds/market-order.ts'
import { type FileRow, csv, gb18030, rowsOf, sourceOf } from '../files.ts'
import { fileOf, headingsOf } from './layouts.ts'

const usual = {
  订单号: '300000000001',
  商品ID: '100000000001',
  商品名称: '示例保温杯 500ml',
  订购数量: '1',
  支付方式: '在线支付',
  下单时间: '2026-06-01 10:00:00',
  京东价: '128.00',
  订单金额: '146.00',
  结算金额: '136.00',
  余额支付: '6.00',
  应付金额: '138.00',
  订单状态: '等待出库',
  订单类型: 'SOP',
  下单帐号: 'jd_test***',
  客户姓名: '测**',
  客户地址: '北京市朝阳区***',
  联系电话: '1******0000',
  发票类型: '电子发票',
  运费金额: '8.00',
  付款确认时间: '2026-06-01 10:00:20',
  货号: 'CUP-500',
  订单来源: 'APP',
}
const read = (...rows: readonly FileRow[]) => {
  const file = fileOf(headingsOf('jd.order_30'), ...rows.map((row) => ({ ...usual, ...row })))
  return rowsOf(sourceOf(gb18030(csv(file))), kind)
}
const one = async (row: FileRow) => (await read(row))[0]

describe('the JD order file', () => {
  it('gives each row its line and its order, the money of the order once', async () => {
    const rows = await read(
      {},
      { 商品ID: '100000000002', 商品名称: '示例杯盖', 京东价: '9.00', 订购数量: '2' },
    )
    const good = rows.flatMap((row) => (row.good ? [row.good] : []))
    expect(good.map(kind.keyOf)).toEqual(['300000000001#100000000001', '300000000001#100000000002'])
    const [order, ...same] = good.map(orderOf)
    expect(order).toMatchObject({
      platformOrderId: '300000000001',
      status: '等待出库',
      statusMapped: 'PAID',
      totalFen: 14_600,
      goodsAmountFen: 13_600,
      shippingFeeFen: 800,
      paidFen: 14_400,
      createdAt: new Date('2026-06-01T02:00:00Z'),
      paidAt: new Date('2026-06-01T02:00:20Z'),
      buyerNick: 'jd_test***',
      receiverPhone: '1******0000',
      masked: true,
      exception: undefined,
    })
    expect(same).toEqual([order])
    expect(good.map(lineOf)).toMatchObject([
      { ordinal: 1, title: '示例保温杯 500ml', unitPriceFen: 12_800, quantity: 1, merchantCode: 'CUP-500' },
      { ordinal: 2, title: '示例杯盖', unitPriceFen: 900, quantity: 2, platformItemId: '100000000002' },
    ])
    for (const line of good.map(lineOf)) {
      expect(line).not.toHaveProperty('paidFen')
      expect(JSON.stringify(line)).not.toContain('*')
    }
  })

  it('keeps the whole order though its first row is bad', async () => {
    const [bad, good] = await read({ 订购数量: '0' }, { 商品ID: '100000000002' })
    expect(bad?.bad).toEqual([expect.objectContaining({ column: '订购数量', reason: '数量至少是 1' })])
    expect(good?.good && orderOf(good.good)).toMatchObject({ paidFen: 14_400 })
    expect(good?.good?.ordinal).toBe(2)
  })

  it.each([
    ['等待付款', 'UNPAID'],
    ['等待出库', 'PAID'],
    ['等待收货/已出库', 'SHIPPED'],
    ['等待确认收货', 'SHIPPED'],
    ['完成', 'FINISHED'],
    ['已取消', 'CLOSED'],
    ['（删除）等待出库', 'CLOSED'],
  ])('reads the state %s as %s', async (said, status) => {
    expect((await one({ 订单状态: said }))?.good).toMatchObject({
      statusMapped: status,
      exception: undefined,
    })
  })

  it.each([
    ['锁定', 'PAID'],
    ['(锁定)等待出库', 'PAID'],
    ['（锁定）等待确认收货', 'SHIPPED'],
    ['暂停', 'PAID'],
  ])('holds an order that is %s', async (said, status) => {
    const row = await one({ 订单状态: said })
    expect(row?.good).toMatchObject({
      statusMapped: status,
      exception: '平台已锁定或暂停，买家可能要取消订单',
    })
    expect(row?.doubts).toBeUndefined()
  })

  it('names a state that it does not know', async () => {
    const row = await one({ 订单状态: '新订单' })
    expect(row?.good).toMatchObject({ status: '新订单', statusMapped: 'UNKNOWN' })
    expect(row?.doubts?.[0]).toMatchObject({ column: '订单状态', reason: '不认识的订单状态，按原文保存' })
  })

  it('counts nothing as paid before it is, unless it was paid on delivery', async () => {
    const unpaid = { 付款确认时间: '', 订单状态: '等待付款' }
    expect((await one(unpaid))?.good?.orderPaidFen).toBe(0)
    expect((await one({ ...unpaid, 订单状态: '完成' }))?.good?.orderPaidFen).toBe(14_400)
  })

  it.each([
    [{ 商品ID: '' }, '商品ID', '没有填写'],
    [{ 京东价: '' }, '京东价', '没有填写'],
    [{ 付款确认时间: '2026-06-01 09:59:59' }, '付款确认时间', '付款时间早于下单时间'],
    [{ 订单完成时间: '2026-05-31 00:00:00' }, '订单完成时间', '完成时间早于下单时间'],
  ])('refuses a row with %j', async (broken, column, reason) => {
    expect((await one(broken))?.bad).toEqual([expect.objectContaining({ column, reason })])
  })
})
