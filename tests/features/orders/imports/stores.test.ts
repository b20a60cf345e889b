import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { undoImport } from '../../../../src/features/orders/imports/actions.ts'
import type { Kind } from '../../../../src/features/orders/imports/kinds/kind.ts'
import type { OrderLineRow } from '../../../../src/features/orders/imports/kinds/order-items.ts'
import { orderItems } from '../../../../src/features/orders/imports/kinds/order-items.ts'
import { normalizeState, refundStatusOf } from '../../../../src/features/orders/imports/kinds/states.ts'
import { storedMarketOrders } from '../../../../src/features/orders/imports/market-orders.ts'
import {
  amount,
  code,
  longId,
  time,
  waybill,
  words,
} from '../../../../src/features/orders/imports/reading/clean.ts'
import { setImportKinds } from '../../../../src/features/orders/imports/registry.ts'
import type { RefundFacts } from '../../../../src/features/orders/imports/stored-refunds.ts'
import { storedRefunds } from '../../../../src/features/orders/imports/stored-refunds.ts'
import { orderChangesOf } from '../../../../src/features/orders/orders/queries.ts'
import { importKinds } from '../../../../src/house/imports.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { csv, importFile } from '../files.ts'

/** A small refund file. */
const refunds: Kind<RefundFacts> = {
  key: 'TEST_REFUNDS',
  label: '退款单',
  signatures: [{ all: ['退款编号', '订单编号'] }],
  generations: [{ name: 'R', label: '退款单', all: ['退款编号'] }],
  columns: {
    platformRefundId: { headings: ['退款编号'], parse: longId, need: 'always' },
    platformOrderId: { headings: ['订单编号'], parse: longId, need: 'always' },
    merchantCode: { headings: ['商品编码'], parse: code },
    refundFen: { headings: ['买家退款金额'], parse: amount },
    status: { headings: ['退款状态'], parse: normalizeState, need: 'new' },
    appliedAt: { headings: ['退款申请时间'], parse: time },
    returnTrackingNumber: { headings: ['退货物流单号'], parse: waybill },
    reason: { headings: ['买家退款原因'], parse: words },
  },
  unused: [],
  keyOf: (row) => row.platformRefundId,
  keyLabel: '退款编号',
  groupOf: (cells) => cells.platformRefundId,
  derive: (cells) => ({ statusMapped: refundStatusOf(cells.status ?? '') ?? 'APPLIED' }),
  contradictions: () => [],
  doubts: () => [],
}

type MarketRow = Omit<OrderLineRow, 'paidFen' | 'refundFen'> & {
  readonly buyerNick?: string
  readonly receiverName?: string
  readonly receiverAddress?: string
  readonly orderPaidFen?: number
  readonly totalFen?: number
}

const { paidFen: _paid, refundFen: _refund, payableFen: _payable, ...lineColumns } = orderItems.columns

/** A file that tells of order and lines in one. */
const market = {
  ...orderItems,
  key: 'TEST_MARKET',
  label: '其他平台订单',
  signatures: [{ all: ['货号', '子订单编号'] }],
  generations: [{ name: 'M', label: '其他平台', all: ['货号'] }],
  columns: {
    ...lineColumns,
    merchantCode: { headings: ['货号'], parse: code },
    buyerNick: { headings: ['下单帐号'], parse: words },
    receiverName: { headings: ['客户姓名'], parse: words },
    receiverAddress: { headings: ['客户地址'], parse: words },
    orderPaidFen: { headings: ['应付金额'], parse: amount },
    totalFen: { headings: ['订单金额'], parse: amount },
  },
} as unknown as Kind<MarketRow>

const storedMarket = storedMarketOrders<MarketRow>({
  kind: market,
  orderOf: ({ orderPaidFen, ...row }) => ({ ...row, paidFen: orderPaidFen, masked: false }),
  lineOf: ({ orderPaidFen: _o, totalFen: _t, ...row }) => row,
  renamed: { orderPaidFen: 'paidFen' },
})

let cast: Cast
let owner: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  setImportKinds([storedRefunds(refunds), storedMarket, ...importKinds])
  owner = await actor(cast, 'owner')
})

type Rows = readonly Record<string, string>[]
const bring = async (name: string, rows: Rows) => importFile(owner, cast.shopId, await csv(name, rows))

const ORDER = '461000000000009000'
const line = (n: number, more: Record<string, string> = {}): Record<string, string> => ({
  子订单编号: `46100000000000900${n}`,
  主订单编号: ORDER,
  标题: `帽子${n}`,
  价格: '10',
  购买数量: '1',
  订单状态: '买家已付款，等待卖家发货',
  商家编码: `HAT-${n}`,
  ...more,
})
const refund = (status: string, more: Record<string, string> = {}): Record<string, string> => ({
  退款编号: '150000000000000301',
  订单编号: ORDER,
  商品编码: 'HAT-2',
  买家退款金额: '10.00',
  退款状态: status,
  退款申请时间: '2026-11-20 09:00:00',
  ...more,
})
const APPLIED = '买家已经申请退款，等待卖家同意'

const refundStates = async (): Promise<string[]> =>
  (await db.orderLine.findMany({ orderBy: { ordinal: 'asc' } })).map(({ refundStatus }) => refundStatus)

describe('a refund file', () => {
  it('is mirrored, stops its line and tells the warehouse of it', async () => {
    await bring('Export202611200801.csv', [line(1), line(2)])
    const row = await bring('Export202611200901.csv', [refund(APPLIED)])
    expect(row).toMatchObject({ state: 'DONE', kind: 'TEST_REFUNDS', newCount: 1 })
    expect(await db.refund.findFirst({ include: { line: true } })).toMatchObject({
      status: 'APPLIED',
      refundFen: 1000,
      line: { merchantCode: 'HAT-2' },
    })
    expect(await refundStates()).toEqual(['NONE', 'APPLIED'])
    expect((await orderChangesOf(db, row.id)).map(({ kinds }) => kinds)).toEqual([['REFUND']])
    const again = await bring('Export202611200901.csv', [refund(APPLIED)])
    expect(again).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: 1 })
  })

  it('only advances, whatever comes first, and an item file doesn’t take it back', async () => {
    await bring('Export202611200801.csv', [line(1), line(2)])
    await bring('Export202611201001.csv', [refund('退款成功')])
    const late = await bring('Export202611200901.csv', [refund(APPLIED, { 退货物流单号: 'SF1234' })])
    expect(late).toMatchObject({ newCount: 0, changedCount: 1 })
    expect(await db.refund.findFirst()).toMatchObject({ status: 'REFUNDED', returnTrackingNumber: 'SF1234' })
    await bring('Export202611201101.csv', [line(2, { 退款状态: '没有申请退款' })])
    expect(await refundStates()).toEqual(['NONE', 'REFUNDED'])
  })

  it('of a closed application frees the line again', async () => {
    await bring('Export202611200801.csv', [line(1), line(2)])
    await bring('Export202611200901.csv', [refund(APPLIED)])
    await bring('Export202611201001.csv', [refund('退款关闭')])
    expect(await refundStates()).toEqual(['NONE', 'CLOSED'])
  })

  it('that names the line’s number finds it; one of an unknown order waits for it', async () => {
    await bring('Export202611200901.csv', [
      refund(APPLIED, { 订单编号: '461000000000009001', 商品编码: '' }),
      refund(APPLIED, { 退款编号: '150000000000000302', 订单编号: '461000000000008000' }),
    ])
    expect(await db.refund.count({ where: { orderId: null } })).toBe(2)
    await bring('Export202611200801.csv', [line(1), line(2)])
    const row = await bring('Export202611200902.csv', [
      refund(APPLIED, { 订单编号: '461000000000009001', 商品编码: '' }),
    ])
    expect(row).toMatchObject({ changedCount: 1 })
    expect(await refundStates()).toEqual(['APPLIED', 'NONE'])
  })

  it('can be undone', async () => {
    await bring('Export202611200801.csv', [line(1), line(2)])
    const before = await db.orderLine.findMany({ orderBy: { id: 'asc' } })
    const row = await bring('Export202611200901.csv', [refund(APPLIED)])
    await undoImport({ actor: owner, at: now() }, row, null)
    expect(await db.refund.count()).toBe(0)
    expect(await db.orderLine.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
  })
})

describe('a file that tells of order and lines in one', () => {
  const { 商家编码: _code, ...bare } = line(1)
  const rows = [1, 2].map((n) => ({
    ...bare,
    子订单编号: `46100000000000900${n}`,
    货号: `CUP-${n}`,
    下单帐号: 'jd买家一',
    客户姓名: '张三',
    客户地址: '浙江省 杭州市 余杭区 文一西路969号',
    订单金额: '25.00',
    应付金额: '20.00',
  }))

  it('brings both, the order’s amounts once, and the buyer sealed', async () => {
    const row = await bring('Export202611200901.csv', rows)
    expect(row).toMatchObject({ kind: 'TEST_MARKET', rowCount: 2, newCount: 2, badCount: 0 })
    const order = await db.order.findFirstOrThrow({ include: { lines: true, contact: true, buyer: true } })
    expect(order).toMatchObject({ status: 'PAID', listedStatus: 'PAID', totalFen: 2500, paidFen: 2000 })
    expect(order.lines.map(({ merchantCode, paidFen }) => [merchantCode, paidFen])).toEqual([
      ['CUP-1', null],
      ['CUP-2', null],
    ])
    expect(order.contact?.sealed).not.toBeNull()
    expect(order.contact?.maskedAddress).toBe('浙江省 杭州市 余杭区 ***')
    expect(order.buyer).not.toBeNull()
    const again = await bring('Export202611200901.csv', rows)
    expect(again).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: 2 })
  })
})
