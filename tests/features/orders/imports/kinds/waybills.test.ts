import { describe, expect, it } from 'vitest'
import { waybills as kind } from '../../../../../src/features/orders/imports/kinds/waybills.ts'
import { csv, gb18030, recognized, rowsOf, sourceOf, wrapped } from '../files.ts'
import { fileOf, headingsOf } from './layouts.ts'

const ORDER = '461000000000001001'
const OTHER = '461000000000001002'
const read = (headings: string, ...rows: readonly string[][]) =>
  rowsOf(sourceOf(csv([headings.split(','), ...rows])), kind)
const ofOrders = async (cell: string) =>
  (await read('订单编号,快递单号,快递公司', [cell, '78900000000001', '中通快递']))[0]

describe('a waybill list', () => {
  it.each([
    '订单编号,快递单号,快递公司',
    '主订单编号,运单号,快递公司名称/编码',
    '交易单号,电子面单号,物流公司',
    '订单号,物流单号,物流公司',
    '子订单编号,主订单编号,快递单号,快递公司',
  ])('is recognized by the headings %s', async (headings) => {
    const names = headings.split(',')
    const row = names.map((name) => (name.includes('公司') ? '圆通速递' : ORDER))
    const answer = await recognized(sourceOf(csv([names, row])))
    expect(answer).toMatchObject({ kind: 'WAYBILLS', generation: 'W1', columns: { unknown: [] } })
  })

  it.each([
    ['订单编号,物流单号,物流公司,支付单号', 'ORDER_LIST'],
    ['订单编号,物流单号,物流公司,买家实付金额,收货人姓名,收货地址,联系手机', 'ORDER_LIST'],
    ['子订单编号,主订单编号,物流单号,物流公司,发货时间', 'ORDER_ITEMS'],
    ['退款编号,订单编号,退款状态,运单号,物流公司', 'REFUNDS'],
    ['交易单号,子交易单号,运单号,快递公司,异常类型', 'PICKUP_EXCEPTIONS'],
    ['订单编号,货品标题,Offer ID,运单号,物流公司', 'ALIBABA_ORDERS'],
  ])('takes no other file away: %s', async (headings, key) => {
    const names = headings.split(',')
    expect((await recognized(sourceOf(csv([names, names.map(() => ORDER)])))).kind).toBe(key)
  })

  it('tells which orders are in a parcel, by whom it goes and when it was printed', async () => {
    const [row] = await read('快递公司,快递单号,打单时间,订单编号,收件人姓名,收件人电话', [
      '中通快递',
      'No:78900000000001',
      '2026/11/21 9:05',
      wrapped(ORDER),
      '测试人',
      '13800000000',
    ])
    expect(row?.good).toEqual({
      trackingNumber: '78900000000001',
      carrier: '中通快递',
      platformOrderIds: ORDER,
      printedAt: new Date('2026-11-21T01:05:00Z'),
    })
  })

  it.each([
    `${OTHER},${ORDER}`,
    `${ORDER}、${OTHER}`,
    `${ORDER} ${OTHER}`,
    `${ORDER}，${OTHER}；${ORDER}`,
    `${ORDER}\n${OTHER}`,
    wrapped(`${ORDER},${OTHER}`),
  ])('takes several orders out of the cell %j', async (cell) => {
    expect((await ofOrders(cell))?.good?.platformOrderIds).toBe(`${ORDER},${OTHER}`)
  })

  it.each([
    ['4.61E+17', '已被 Excel 改成数字'],
    [`${ORDER},手工单`, '不是编号'],
  ])('refuses the orders %j', async (cell, reason) => {
    const [found] = (await ofOrders(cell))?.bad ?? []
    expect(found).toMatchObject({ column: '订单编号', value: cell })
    expect(found?.reason).toContain(reason)
  })

  it('makes one parcel of the rows of its orders', async () => {
    const rows = await read(
      '订单编号,快递单号,快递公司,商品名称',
      [OTHER, '78900000000001', '中通快递', '示例收纳盒'],
      [ORDER, '78900000000001', '中通快递', '示例挂钩'],
      [ORDER, '78900000000001', '中通快递', '示例保温杯'],
      [ORDER, '78900000000002', '中通快递', '示例保温杯'],
    )
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual([
      `78900000000001#${ORDER},${OTHER}`,
      `78900000000002#${ORDER}`,
    ])
    expect(rows[0]?.merged).toEqual([3, 4])
  })

  it('without order numbers is a print log, of which nothing personal is kept', async () => {
    const file = fileOf(headingsOf('logistics.print_log_thirdparty'), {
      发件人姓名: '测试发件人',
      收件人姓名: '测试收件人',
      收件人电话: '13800000000',
      收件人地址: '浙江省杭州市测试路1号',
      买家ID昵称: '测试买家',
      快递公司: '圆通速递',
      快递模板: '圆通模板',
      快递单号: 'YT0000000001',
      打印时间: '2026-11-21 09:05:00',
      我的备注: '13800000000',
    })
    const [row] = await rowsOf(sourceOf(gb18030(csv(file))), kind)
    expect(row?.good).toEqual({
      trackingNumber: 'YT0000000001',
      carrier: '圆通速递',
      printedAt: new Date('2026-11-21T01:05:00Z'),
    })
    expect(row?.doubts?.[0]?.reason).toBe('没有订单编号，只能按快递单号核对')
    expect(row?.good && kind.keyOf(row.good)).toBe('YT0000000001')
  })

  it('refuses a row without a waybill', async () => {
    const [row] = await read('订单编号,快递单号,快递公司', [ORDER, '', '中通快递'])
    expect(row?.bad).toEqual([{ column: '快递单号', value: '', reason: '没有填写' }])
  })
})
