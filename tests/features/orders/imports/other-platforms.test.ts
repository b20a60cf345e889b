import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { csv, importFile, sample } from '../files.ts'

let cast: Cast
let owner: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

const jd = (item: string, more: Record<string, string> = {}): Record<string, string> => ({
  订单号: '300000000001',
  商品ID: item,
  商品名称: '示例保温杯 500ml',
  订购数量: '2',
  下单时间: '2026-11-20 10:00:00',
  京东价: '64.00',
  订单金额: '148.00',
  结算金额: '128.00',
  余额支付: '8.00',
  应付金额: '130.00',
  订单状态: '等待出库',
  下单帐号: 'jd_test一二三',
  客户姓名: '测试人',
  客户地址: '北京市朝阳区测试路1号',
  联系电话: '13800001234',
  运费金额: '10.00',
  付款确认时间: '2026-11-20 10:00:20',
  货号: item === '100000000001' ? 'CUP-500' : 'CUP-300',
  ...more,
})

describe('a file of JD', () => {
  it('makes one order of its rows, with the money once, and a line of each', async () => {
    const rows = [jd('100000000001'), jd('100000000002', { 订购数量: '1', 京东价: '20.00' })]
    const done = await importFile(owner, cast.shopId, await csv('京东订单.csv', rows))
    expect(done).toMatchObject({ state: 'DONE', kind: 'JD_ORDERS', newCount: 2, badCount: 0 })
    const [order] = await db.order.findMany({
      include: { lines: { orderBy: { ordinal: 'asc' } }, contact: true },
    })
    expect(order).toMatchObject({
      platformOrderId: '300000000001',
      status: 'PAID',
      totalFen: 14_800,
      paidFen: 13_800,
      shippingFeeFen: 1000,
      contact: { maskedName: '测**' },
    })
    expect(
      order?.lines.map(({ merchantCode, quantity, unitPriceFen }) => [merchantCode, quantity, unitPriceFen]),
    ).toEqual([
      ['CUP-500', 2, 6400],
      ['CUP-300', 1, 2000],
    ])
    const again = await importFile(owner, cast.shopId, await csv('京东订单2.csv', rows))
    expect(again).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: 2 })
  })

  it('holds an order that the platform has locked, until it says otherwise', async () => {
    await importFile(owner, cast.shopId, await csv('a.csv', [jd('100000000001', { 订单状态: '锁定' })]))
    expect((await db.order.findFirstOrThrow()).exception).toContain('锁定')
    await importFile(owner, cast.shopId, await csv('b.csv', [jd('100000000001')]))
    expect((await db.order.findFirstOrThrow()).exception).toBeNull()
  })
})

describe('a file of 1688', () => {
  it('gives merged cells to each line of its order, and the money once', async () => {
    const done = await importFile(owner, cast.shopId, sample('1688_订单列表_sample.xlsx'))
    expect(done).toMatchObject({ state: 'DONE', kind: 'ALIBABA_ORDERS', badCount: 0 })
    const orders = await db.order.findMany({ include: { lines: true } })
    expect(orders.length).toBeGreaterThan(0)
    expect(orders.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(done.rowCount)
    const several = orders.find(({ lines }) => lines.length > 1)
    expect(several?.totalFen).toBe((several?.goodsAmountFen ?? 0) + (several?.shippingFeeFen ?? 0) - 500)
  })
})

describe('the platform’s refund file', () => {
  it('goes in whole, though none of its orders is known', async () => {
    const done = await importFile(owner, cast.shopId, sample('退款单_20260615.xlsx'))
    expect(done).toMatchObject({ state: 'DONE', kind: 'REFUNDS', badCount: 0 })
    const refunds = await db.refund.findMany({ orderBy: { platformRefundId: 'asc' } })
    expect(refunds).toHaveLength(done.rowCount)
    expect(refunds.map(({ status }) => status)).toEqual(expect.arrayContaining(['REFUNDED', 'CLOSED']))
  })
})
