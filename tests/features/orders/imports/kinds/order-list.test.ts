import { describe, expect, it } from 'vitest'
import { orderList as kind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { type FileRow, csv, gb18030, orderList, rowsOf, sourceOf, table, wrapped } from '../files.ts'
import { type Layout, fileOf, headingsOf } from './layouts.ts'

const read = (...rows: readonly FileRow[]) => rowsOf(sourceOf(csv(orderList(...rows))), kind)
const one = async (row: FileRow) => (await read(row))[0]

describe('the order list', () => {
  it('is read in the layout of 2014, with blanks behind headings, No: and null', async () => {
    const row = `"=""900000000000001""",测试买家甲,test@example.com,99.00,0.00,0,99.00,0,99.00,0,交易成功,,测试人,浙江省 杭州市 西湖区 测试路1号(310000),快递,,'13800000000,2014-05-10 10:00:00,2014-05-10 10:00:30,示例收纳盒,1,No:100000000001,申通快递,'null,1,0,示例小店`
    const [result] = await rowsOf(
      sourceOf(gb18030(`${headingsOf('order_list.G1_2013_27').join()}\r\n${row}\r\n`)),
      kind,
    )
    expect(result?.good).toMatchObject({
      platformOrderId: '900000000000001',
      receiverAddress: '浙江省 杭州市 西湖区 测试路1号(310000)',
      receiverMobile: '13800000000',
      masked: false,
      trackingNumber: '100000000001',
      sellerMemo: undefined,
      statusMapped: 'FINISHED',
      createdAt: new Date('2014-05-10T02:00:00Z'),
    })
    expect(JSON.stringify(result?.good)).not.toContain('test@example.com')
  })

  /** What each generation writes in its own way, and what is read from it. */
  it.each<[Layout, FileRow, object]>([
    [
      'order_list.G2_2017_54',
      { 订单关闭原因: '买家未付款', 打款商家金额: '0.00元', '收货地址 ': '浙江省 杭州市 西湖区 测试路1号' },
      { closeReason: '买家未付款', settledFen: 0, receiverAddress: '浙江省 杭州市 西湖区 测试路1号' },
    ],
    [
      'order_list.G3_2018_56',
      { 支付单号: "'2018090122001100000000000001", '订单付款时间 ': '2018/9/1 8:05' },
      { paymentId: '2018090122001100000000000001', paidAt: new Date('2018-09-01T00:05:00Z') },
    ],
    [
      'order_list.G4a_2019',
      { 主订单编号: wrapped('3300000000000000101'), '物流单号 ': 'No:7890001', 物流公司: '申通快递' },
      { platformOrderId: '3300000000000000101', trackingNumber: '7890001', carrier: '申通快递' },
    ],
    [
      'order_list.G4b_2020',
      { 修改后的sku: '颜色分类：白色', 修改后的收货地址: 'null', 异常信息: '疑似空包' },
      { modifiedSku: '颜色分类：白色', modifiedAddress: undefined, exception: '疑似空包' },
    ],
    [
      'order_list.G5_2022',
      { 预售订单: '是', 发货时间: 'null', 打款商家金额: '99.00元', 虚拟号过期时间: '2024-04-01 00:00:00' },
      { presale: true, shippedAt: undefined, settledFen: 9900 },
    ],
    [
      'order_list.G5_no_personal',
      { 商家备忘: '换成顺丰\n加送小样', 买家留言: 'NULL', 退款金额: '无退款申请' },
      { sellerMemo: '换成顺丰\n加送小样', buyerMessage: undefined, refundFen: 0, masked: false },
    ],
  ])('is read in the layout %s, with what it writes in its own way', async (layout, told, read) => {
    const usual = {
      订单编号: wrapped('3300000000000000101'),
      订单状态: '交易成功',
      订单创建时间: '2018-08-31 23:00:00',
    }
    const file = fileOf(headingsOf(layout), { ...usual, ...told })
    const [row] = await rowsOf(sourceOf(gb18030(csv(file))), kind)
    expect(row?.bad).toBeUndefined()
    expect(row?.good).toMatchObject(read)
  })

  it('is read in the layout of 2026, with other names and numbers where text stood', async () => {
    const cells = fileOf(headingsOf('order_list.G6_14'), {
      订单编号: '3300000000000000201',
      支付单号: '202605252200110000000000000201',
      支付详情: '支付方式：支付宝，金额：32.71；',
      买家实付金额: '32.71',
      订单状态: '卖家已发货，等待买家确认',
      订单创建时间: '2026-05-25 17:14:23',
      发货时间: '2026-05-25 20:00:00',
      确认收货打款金额: '0.00',
    })
    const numbers = cells.map((row) => row.map((cell) => (/^\d+\.\d+$/.test(cell) ? Number(cell) : cell)))
    expect((await rowsOf(sourceOf(table(numbers)), kind))[0]?.good).toMatchObject({
      ...{ paidFen: 3271, settledFen: 0, statusMapped: 'SHIPPED' },
      ...{ status: '卖家已发货,等待买家确认', paymentId: '202605252200110000000000000201' },
    })
  })

  it('tells when the platform has hidden personal data', async () => {
    expect((await one({ 收货人姓名: '测**' }))?.good?.masked).toBe(true)
    expect((await one({ 联系手机: "'1*********8" }))?.good?.masked).toBe(true)
    expect((await one({ 收货人姓名: '测试人' }))?.good?.masked).toBe(false)
  })

  it('takes the memo from whichever of its columns has one', async () => {
    expect((await one({ 订单备注: '加送小样', 商家备忘: 'null' }))?.good?.sellerMemo).toBe('加送小样')
    expect((await one({ 订单备注: "'null", 商家备忘: '换成顺丰' }))?.good?.sellerMemo).toBe('换成顺丰')
  })

  it('knows that 订单未关闭 is no reason and 无退款申请 no money', async () => {
    const row = await one({ 订单关闭原因: '订单未关闭', 退款金额: '无退款申请', 预售订单: '否' })
    expect(row?.good).toMatchObject({ closeReason: undefined, refundFen: 0, presale: false })
    expect((await one({ 订单关闭原因: '买家未付款' }))?.good?.closeReason).toBe('买家未付款')
  })

  it.each([
    [{ 订单付款时间: '2026-11-20 01:10:59' }, '订单付款时间', '付款时间早于订单创建时间'],
    [{ 确认收货时间: '2026-11-19 00:00:00' }, '确认收货时间', '确认收货时间早于订单创建时间'],
    [{ 买家实付金额: '-1.00' }, '买家实付金额', '金额不能是负数'],
    [{ 宝贝总数量: '-2' }, '宝贝总数量', '数量不能是负数'],
    [{ 订单创建时间: 'null' }, '订单创建时间', '没有填写'],
  ])('refuses a row with %j', async (row, column, reason) => {
    expect((await one(row))?.bad).toEqual([expect.objectContaining({ column, reason })])
  })

  it('keeps states it does not know and names them', async () => {
    const row = await one({ 订单状态: '拼团中，等待成团' })
    expect(row?.good).toMatchObject({ status: '拼团中,等待成团', statusMapped: 'UNKNOWN' })
    expect(row?.doubts).toEqual([
      { column: '订单状态', value: '拼团中，等待成团', reason: '不认识的订单状态，按原文保存' },
    ])
  })

  it('doubts what platforms do export but cannot be', async () => {
    expect((await one({ 发货时间: '2026-11-19 18:20:00' }))?.doubts?.[0]?.reason).toBe(
      '发货时间早于订单创建时间',
    )
    expect((await one({ 订单付款时间: '' }))?.doubts?.[0]?.reason).toBe('已付款的订单没有付款时间')
  })

  it('makes one order of rows per line: sums, first and last times, the state of all', async () => {
    const line = { 订单编号: wrapped('461000000000001001'), 订单创建时间: '2026-11-20 01:00:00' }
    const [row, ...others] = await read(
      {
        ...line,
        买家实付金额: '10.00',
        退款金额: '0.00',
        订单状态: '卖家已发货，等待买家确认',
        发货时间: '2026-11-21 10:00:00',
        宝贝总数量: '1',
      },
      {
        ...line,
        收货人姓名: '测**',
        买家实付金额: '5.50',
        退款金额: '5.50',
        订单状态: '交易关闭',
        发货时间: '2026-11-22 10:00:00',
        宝贝总数量: '2',
      },
      {
        ...line,
        买家实付金额: '7.00',
        退款金额: '',
        订单状态: '买家已付款，等待卖家发货',
        商家备注: '加急',
        宝贝总数量: '1',
      },
    )
    expect(others).toEqual([])
    expect(row?.merged).toEqual([3, 4])
    expect(row?.good).toMatchObject({
      paidFen: 2250,
      refundFen: 550,
      quantityTotal: 4,
      sellerMemo: '加急',
      status: '卖家部分发货',
      statusMapped: 'PART_SHIPPED',
      shippedAt: new Date('2026-11-21T02:00:00Z'),
      goodsAmountFen: undefined,
      masked: true,
    })
  })
})
