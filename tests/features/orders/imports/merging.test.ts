import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { orderRank } from '../../../../src/features/orders/imports/kinds/states.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { csv, importFile } from '../files.ts'

/** Replaced by digits of their own for each sequence, so that the database needn't be emptied in between. */
const RUN = '00000000'
const ORDERS = [`4610${RUN}5001`, `4610${RUN}5002`]
const STATES = [
  '等待买家付款',
  '买家已付款，等待卖家发货',
  '卖家已发货，等待买家确认',
  '交易成功',
  '交易关闭',
]
const REFUNDS = ['没有申请退款', '买家已经申请退款，等待卖家同意', '退款关闭', '退款成功']
const ADDRESSES = [
  '浙江省 杭州市 余杭区 文一西路969号',
  '上海 上海市 浦东新区 世纪大道100号',
  '浙江省 杭州市 余杭区 **街道 1***',
  '',
]

type Row = Record<string, string>

/** One export of the order list: which orders, which columns, what they say. */
const list = fc
  .record({
    orders: fc.subarray(ORDERS, { minLength: 1 }),
    columns: fc.subarray(['商家备忘', '买家留言', '总金额', '收货地址', '买家会员名', '物流单号']),
    status: fc.constantFrom(...STATES),
    memo: fc.constantFrom('', '备注甲', '备注乙'),
    total: fc.constantFrom('', '10.00', '20.00'),
    address: fc.constantFrom(...ADDRESSES),
    waybill: fc.constantFrom('', '78001', '78002'),
  })
  .map(({ orders, columns, status, memo, total, address, waybill }): Row[] =>
    orders.map((number) => ({
      订单编号: number,
      支付单号: '1',
      订单状态: status,
      订单创建时间: '2026-11-01 08:00:00',
      ...Object.fromEntries(
        Object.entries({
          商家备忘: memo,
          买家留言: memo,
          总金额: total,
          收货地址: address,
          买家会员名: 'tb一',
          物流单号: waybill,
        }).filter(([column]) => columns.includes(column)),
      ),
    })),
  )

/** One export of the order items: whole orders of two lines, one line a twin of the other or not. */
const items = fc
  .record({
    orders: fc.subarray(ORDERS, { minLength: 1 }),
    states: fc.tuple(fc.constantFrom(...STATES), fc.constantFrom(...STATES)),
    refund: fc.constantFrom(...REFUNDS),
    quantity: fc.constantFrom('1', '2'),
    columns: fc.subarray(['商家编码', '退款状态', '商家备注']),
  })
  .map(({ orders, states, refund, quantity, columns }): Row[] =>
    orders.flatMap((number) =>
      states.map((status, i) => ({
        子订单编号: `${number.slice(0, -1)}${i}${number.at(-1)}`,
        主订单编号: number,
        标题: '帽子',
        价格: '10',
        购买数量: quantity,
        商品属性: '颜色:红',
        订单状态: status,
        ...Object.fromEntries(
          Object.entries({ 商家编码: 'HAT-R', 退款状态: refund, 商家备注: '备注丙' }).filter(([column]) =>
            columns.includes(column),
          ),
        ),
      })),
    ),
  )

interface Export {
  name: string
  rows: Row[]
}

/** A few exports, each a minute after the one before, and an order in which they come in, some of them again. */
const exports = fc.array(fc.oneof(list, items), { minLength: 2, maxLength: 4 }).chain((all) => {
  const named: Export[] = all.map((rows, i) => ({ name: `Export2026112000${10 + i}.csv`, rows }))
  const shuffled = fc.shuffledSubarray(named, { minLength: named.length, maxLength: named.length })
  return fc.tuple(fc.constant(named), shuffled, fc.subarray(named))
})

let cast: Cast
let owner: PersonActor
let run = 0
beforeAll(async () => {
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

/** Imports in this sequence, as orders of their own, and tells what is stored of them. */
async function importAll(all: readonly Export[]): Promise<unknown> {
  const mine = String((run += 1)).padStart(RUN.length, '0')
  const as = (text: string, from: string, to: string): string => text.replaceAll(`4610${from}`, `4610${to}`)
  for (const { name, rows } of all) {
    const own = rows.map((row) => JSON.parse(as(JSON.stringify(row), RUN, mine)) as Row)
    await importFile(owner, cast.shopId, await csv(name, own))
  }
  const orders = await db.order.findMany({
    where: { platformOrderId: { startsWith: `4610${mine}` } },
    omit: { id: true, buyerId: true, createdAt: true },
    include: {
      lines: { omit: { id: true, orderId: true }, orderBy: { platformLineId: 'asc' } },
      contact: { omit: { orderId: true, sealed: true } },
    },
    orderBy: { platformOrderId: 'asc' },
  })
  return JSON.parse(as(JSON.stringify(orders), mine, RUN))
}

describe('exports of one shop', () => {
  it('lead to the same orders, whatever their sequence and repetition', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(exports, async ([inTime, shuffled, again]) => {
        const expected = await importAll(inTime)
        expect(await importAll([...shuffled, ...again])).toEqual(expected)
      }),
      { numRuns: 10, interruptAfterTimeLimit: 60_000 },
    )
  })
})

describe('the database’s order of states', () => {
  it('is that of the rank, because the merge takes the greatest', async () => {
    const rows = await db.$queryRaw<
      { state: string }[]
    >`SELECT unnest(enum_range(NULL::"OrderStatus"))::text AS state`
    const byRank = Object.entries(orderRank).sort(([, a], [, b]) => a - b)
    expect(rows.map(({ state }) => state)).toEqual(byRank.map(([state]) => state))
  })
})
