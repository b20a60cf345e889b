import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { kindsOf, orderChangesOf } from '../../../../src/features/orders/orders/changes.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { csv, importFile } from '../files.ts'

let cast: Cast
let specialist: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
})

type Row = Record<string, string>
const base: Row = {
  订单编号: '461000000000009001',
  支付单号: '1',
  订单状态: '买家已付款，等待卖家发货',
  订单创建时间: '2026-11-20 08:00:00',
  买家会员名: 'tb一',
  收货人姓名: '张三',
  联系手机: '13800001234',
  收货地址: '浙江省 杭州市 余杭区 文一西路969号',
  商家备忘: '',
  物流单号: '',
  订单关闭原因: '',
}
const item: Row = {
  子订单编号: '461000000000009001',
  主订单编号: '461000000000009001',
  标题: '帽子',
  价格: '10',
  购买数量: '1',
  商品属性: '红',
  订单状态: '买家已付款，等待卖家发货',
  商家编码: 'HAT',
  退款状态: '没有申请退款',
}

/** Imports the first row, then the second as a newer file, and tells what that changed. */
async function change(first: Row, second: Row): Promise<unknown> {
  await importFile(specialist, cast.shopId, await csv('Export202611200010.csv', [first]))
  const { id } = await importFile(specialist, cast.shopId, await csv('Export202611200020.csv', [second]))
  return (await orderChangesOf(db, id)).map(({ kinds }) => kinds)
}

describe('what an import changes about an order', () => {
  it.each<[string, Row, string[]]>([
    ['closed', { 订单状态: '交易关闭', 订单关闭原因: '退款' }, ['CANCELLED']],
    ['shipped', { 订单状态: '卖家已发货，等待买家确认', 物流单号: 'No:1' }, ['SHIPPED', 'TRACKING']],
    ['memo', { 商家备忘: '发顺丰' }, ['REMARK']],
    ['door', { 收货地址: '浙江省 杭州市 余杭区 文一西路970号' }, ['ADDRESS']],
    ['phone', { 联系手机: '13900001234' }, ['ADDRESS']],
    [
      'said by the platform',
      { 修改后的收货地址: '上海 上海市 浦东新区 世纪大道100号' },
      ['ADDRESS', 'REMARK'],
    ],
    ['hidden by now, same district', { 收货地址: '浙江省 杭州市 余杭区 **街道 9***' }, []],
    ['hidden by now, another district', { 收货地址: '上海 上海市 浦东新区 **街道 9***' }, ['ADDRESS']],
  ])('%s', async (_words, parts, kinds) => {
    expect(await change(base, { ...base, ...parts })).toEqual(kinds.length > 0 ? [kinds] : [])
  })

  it.each<[string, Row, string[]]>([
    ['refund applied for', { 退款状态: '买家已经申请退款，等待卖家同意' }, ['REFUND']],
    ['refund closed', { 退款状态: '退款关闭' }, []],
    ['quantity', { 购买数量: '2' }, ['LINES']],
    ['line shipped', { 订单状态: '卖家已发货，等待买家确认' }, ['SHIPPED']],
  ])('in its lines: %s', async (_words, parts, kinds) => {
    expect(await change(item, { ...item, ...parts })).toEqual([kinds])
  })

  it('never tells of new orders, nor of an address where none was known', async () => {
    expect(await change(item, base)).toEqual([[]])
    const { id } = await db.import.findFirstOrThrow({ orderBy: { id: 'asc' } })
    expect(await orderChangesOf(db, id)).toEqual([])
  })

  it('is read from one line of history', () => {
    expect(kindsOf({ address: ['a ***', 'b ***'], paidFen: [1, 2] })).toEqual(['ADDRESS'])
    expect(kindsOf({ paidFen: [1, 2] })).toEqual([])
  })
})
