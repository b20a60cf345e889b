import { describe, expect, it } from 'vitest'
import { orderList as kind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { type FileRow, csv, orderList, recognized, rowsOf, sourceOf, wrapped } from '../files.ts'

const read = (...rows: readonly FileRow[]) => rowsOf(sourceOf(csv(orderList(...rows))), kind)
const one = async (row: FileRow) => (await read(row))[0]

const G1 =
  '订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称'

describe('the order list', () => {
  it.each([
    [G1, 'G1-G4'],
    ['订单编号,支付单号,买家实际支付金额,预售订单,商家备忘,主订单编号', 'G5-np'],
    [
      '订单编号,支付单号,支付详情,买家实付金额,订单状态,订单付款时间,店铺名称,发货时间,确认收货打款金额',
      'G6',
    ],
    [
      '订单编号,支付单号,支付详情,总金额,买家实付金额,订单状态,订单创建时间,商品标题,卖家服务费,退款金额',
      'G6',
    ],
    [
      '订单编号,支付单号,支付详情,买家应付货款,买家应付邮费,总金额,买家实付金额,订单创建时间,订单付款时间,商品标题,退款金额,是否主动赔付,主动赔付金额,主动赔付出账时间,商品属性SKU,C2B小额收款,确认收货打款金额,含应开票给个人红包,总金额(旧版)',
      'G6',
    ],
    [
      '订单编号,买家应付货款,买家应付邮费,总金额,买家实付金额,支付详情,订单状态,订单创建时间,订单付款时间,宝贝总数量,退款金额,发货时间,确认收货时间,确认收货打款金额,商家编码',
      'G6',
    ],
  ])('with the headings %s is of generation %s, with no column unknown', async (headings, generation) => {
    const cells = headings.split(',')
    const row = cells.map((heading) => (heading === '订单编号' ? '3300000000000000201' : ''))
    const answer = await recognized(sourceOf(csv([cells, row])))
    expect(answer).toMatchObject({ kind: 'ORDER_LIST', generation, columns: { unknown: [] } })
  })

  it('is read in the layout of 2014, with blanks behind headings, No: and null', async () => {
    const row = `"=""900000000000001""",测试买家甲,test@example.com,99.00,0.00,0,99.00,0,99.00,0,交易成功,,测试人,浙江省 杭州市 西湖区 测试路1号(310000),快递,,'13800000000,2014-05-10 10:00:00,2014-05-10 10:00:30,示例收纳盒,1,No:100000000001,申通快递,'null,1,0,示例小店`
    const [result] = await rowsOf(sourceOf(`${G1}\r\n${row}\r\n`), kind)
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
