import { describe, expect, it } from 'vitest'
import { pickupExceptions as kind } from '../../../../../src/features/orders/imports/kinds/pickup-exceptions.ts'
import { type FileRow, rowsOf, sourceOf, table } from '../files.ts'
import { fileOf, headingsOf } from './layouts.ts'

const usual = {
  交易单号: '3300000000000000401',
  子交易单号: '3300000000000000401',
  超时类型: '即将超时',
  支付时间: '2026-06-08 10:24:50',
  应揽收时间: '2026-06-11 23:59:59',
  异常类型: '支付-揽收(48h)',
  买家姓名: '测*',
  买家电话: '1*********1',
  买家地址: '浙江省杭州市余杭区**街道 ****',
  预计赔付金额: '50.0',
  订单服务: '无',
  商品名称: '示例保温杯 500ml',
  备注信息: '加急【小甲｜06-08 10:28:13】\n已联系仓库【小乙｜06-08 12:00:35】',
}
const read = (...rows: readonly FileRow[]) => {
  const file = fileOf(headingsOf('logistics.pickup_exception'), ...rows.map((row) => ({ ...usual, ...row })))
  return rowsOf(sourceOf(table(file), '揽收异常.xlsx'), kind)
}

describe('the list of parcels not picked up', () => {
  it('tells what is late, until when, what it costs and what was noted, but not who waits', async () => {
    const [row] = await read({})
    expect(row?.good).toEqual({
      platformOrderId: '3300000000000000401',
      platformLineId: '3300000000000000401',
      exceptionType: '支付-揽收(48h)',
      timeoutType: '即将超时',
      trackingNumber: undefined,
      carrier: undefined,
      paidAt: new Date('2026-06-08T02:24:50Z'),
      pickupDueAt: new Date('2026-06-11T15:59:59Z'),
      compensationFen: 5000,
      title: '示例保温杯 500ml',
      note: '加急【小甲｜06-08 10:28:13】\n已联系仓库【小乙｜06-08 12:00:35】',
    })
    expect(row?.doubts).toBeUndefined()
  })

  it('knows a row by its line and what is wrong with it', async () => {
    const rows = await read(
      { 运单号: '78900000000001', 快递公司: '中通快递' },
      { 异常类型: '揽收-中转(24h)' },
      { 预计赔付金额: '0' },
    )
    expect(rows.map(({ good }) => good && kind.keyOf(good))).toEqual([
      '3300000000000000401#支付-揽收(48h)',
      '3300000000000000401#揽收-中转(24h)',
      undefined,
    ])
    expect(rows[0]?.good).toMatchObject({ trackingNumber: '78900000000001', carrier: '中通快递' })
    expect(rows[2]?.bad?.[0]?.reason).toBe('子交易单号与异常类型与第 2 行重复')
  })

  it.each([
    [{ 应揽收时间: '2026-06-08 10:00:00' }, '应揽收时间', '应揽收时间早于支付时间'],
    [{ 异常类型: '-' }, '异常类型', '没有填写'],
    [{ 交易单号: '' }, '交易单号', '没有填写'],
    [{ 预计赔付金额: '五十' }, '预计赔付金额', '不是金额'],
  ])('refuses a row with %j', async (broken, column, reason) => {
    expect((await read(broken))[0]?.bad).toEqual([expect.objectContaining({ column, reason })])
  })
})
