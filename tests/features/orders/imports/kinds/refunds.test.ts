import { describe, expect, it } from 'vitest'
import { refunds as kind } from '../../../../../src/features/orders/imports/kinds/refunds.ts'
import { type FileRow, csv, gb18030, rowsOf, sourceOf, wrapped } from '../files.ts'
import { type Layout, fileOf, headingsOf } from './layouts.ts'

const usual = { 订单编号: wrapped('3300000000000000301'), 退款编号: wrapped('150000000000000301') }
const read = (layout: Layout, ...rows: readonly FileRow[]) =>
  rowsOf(
    sourceOf(gb18030(csv(fileOf(headingsOf(layout), ...rows.map((row) => ({ ...usual, ...row })))))),
    kind,
  )
const told = { 买家退款金额: '49.80', 退款状态: '退款成功', 退款的申请时间: '2026-06-02 09:00:00' }
const one = async (row: FileRow) => (await read('refund.2026_36', { ...told, ...row }))[0]

describe('the refund file', () => {
  it('is read in the layout of 2017, with the code of the SKU and whether goods come back', async () => {
    const [row] = await read('refund.2017_38', {
      ...told,
      商家编码: 'BOX-01',
      是否需要退货: '是',
      买家会员名称: '测试买家甲',
      卖家真实姓名: '测试卖家',
      卖家手机: "'13800000000",
      退货物流单号: 'No:78900000000001',
      退货物流公司: '中通快递',
      退货物流信息: '测试人 13800000000 已签收',
      售中或售后: '售后退款',
      '部分退款/全部退款': '部分退款',
      完结时间: '2026-06-03 12:00:00',
    })
    expect(row?.good).toMatchObject({
      platformRefundId: '150000000000000301',
      platformOrderId: '3300000000000000301',
      merchantCode: 'BOX-01',
      refundFen: 4980,
      type: '退货退款',
      typeMapped: 'RETURN_AND_REFUND',
      status: '退款成功',
      statusMapped: 'REFUNDED',
      appliedAt: new Date('2026-06-02T01:00:00Z'),
      finishedAt: new Date('2026-06-03T04:00:00Z'),
      returnTrackingNumber: '78900000000001',
      returnCarrier: '中通快递',
      phase: '售后',
      whole: false,
    })
    expect(JSON.stringify(row?.good)).not.toMatch(/测试|13800000000/)
  })

  it('is read in the layout of 2020, which names the seller twice and the item by its code', async () => {
    const [row] = await read('refund.2020_42', {
      ...told,
      商品编码: 'BOX-01',
      是否需要退货: '否',
      卖家真实姓名: '测试卖家',
      卖家真实姓名__2: '测试卖家乙',
      是否帮他退款: '否',
      退款完结时间: '2026-06-03 12:00:00',
    })
    expect(row?.good).toMatchObject({
      merchantCode: 'BOX-01',
      type: '仅退款',
      typeMapped: 'REFUND_ONLY',
      finishedAt: new Date('2026-06-03T04:00:00Z'),
    })
    expect(JSON.stringify(row?.good)).not.toContain('测试卖家')
  })

  it('is read in the layout of 2026, with the item and what is asked for', async () => {
    const row = await one({
      '商品 id': '800000000001',
      售后类型: '换货',
      超时时间: '2026-06-04 09:00:00',
      货物状态: '买家已收到货',
      买家退款原因: '质量问题',
      买家退款说明: '盖子裂了，请联系我\n13800000000',
      退款操作人: '示例旗舰店:小甲',
      售中或售后: '售中退款',
      '部分退款/全部退款': '全部退款',
      买家退货时间: '2026-06-02 20:00',
    })
    expect(row?.good).toMatchObject({
      platformItemId: '800000000001',
      type: '换货',
      typeMapped: 'EXCHANGE',
      deadlineAt: new Date('2026-06-04T01:00:00Z'),
      goodsStatus: '买家已收到货',
      reason: '质量问题',
      explanation: '盖子裂了，请联系我\n13800000000',
      operator: '示例旗舰店:小甲',
      phase: '售中',
      whole: true,
      returnedAt: new Date('2026-06-02T12:00:00Z'),
    })
    expect(row?.doubts).toBeUndefined()
  })

  it.each([
    ['退款成功', 'REFUNDED'],
    ['退款关闭', 'CLOSED'],
    ['买家已经申请退款，等待卖家同意', 'APPLIED'],
    ['等待买家退货', 'AGREED'],
  ])('reads the state %s as %s', async (said, status) => {
    expect((await one({ 退款状态: said }))?.good?.statusMapped).toBe(status)
  })

  it('keeps words that it does not know, and names them', async () => {
    const row = await one({ 退款状态: '等待平台裁决', 售后类型: '以旧换新' })
    expect(row?.good).toMatchObject({
      ...{ status: '等待平台裁决', statusMapped: 'APPLIED' },
      ...{ type: '以旧换新', typeMapped: undefined },
    })
    expect(row?.doubts).toEqual([
      expect.objectContaining({ column: '退款状态', value: '等待平台裁决' }),
      expect.objectContaining({ column: '售后类型', value: '以旧换新' }),
    ])
  })

  it('doubts a refund of more than was paid', async () => {
    const row = await one({ 买家实际支付金额: '49.79' })
    expect(row?.doubts).toEqual([
      { column: '买家退款金额', value: '49.80', reason: '退款金额大于买家实付金额' },
    ])
  })

  it.each([
    [{ 退款完结时间: '2026-06-02 08:59:59' }, '退款完结时间', '完结时间早于退款申请时间'],
    [{ 买家退款金额: '-1' }, '买家退款金额', '金额不能是负数'],
    [{ 退款状态: '' }, '退款状态', '没有填写'],
    [{ 退款编号: 'null' }, '退款编号', '没有填写'],
    [{ 退款编号: 'TK-1' }, '退款编号', '不是编号，应为 8 到 32 位数字'],
  ])('refuses a row with %j', async (broken, column, reason) => {
    expect((await one(broken))?.bad).toEqual([expect.objectContaining({ column, reason })])
  })

  it('knows an application by its number, which may not come twice', async () => {
    const rows = await read('refund.2026_36', told, { ...told, 买家退款金额: '1.00' })
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual(['150000000000000301', undefined])
    expect(rows[1]?.bad?.[0]).toMatchObject({ column: '退款编号', reason: '退款编号与第 2 行重复' })
  })
})
