import fc from 'fast-check'

/** Exports of one shop as they come, for properties of what becomes of their orders. */

/** Replaced by digits of their own for each sequence, so that the database needn't be emptied in between. */
export const RUN = '00000000'
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

export type Row = Record<string, string>

/** One export of the order list: which orders, which columns, what they say. */
export const list = fc
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
export const items = fc
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
