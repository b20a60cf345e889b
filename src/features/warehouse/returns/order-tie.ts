import type { OrderTie } from '../../orders/orders/ties.ts'

/** Orders of which goods come back: new ones at all, known ones once the goods are here. */
export const returnTie: OrderTie = {
  async find(tx, source) {
    const [found] = await tx.$queryRaw<{ order: string; number: string }[]>`
      SELECT o.platform_order_id AS order, r.number
      FROM (${source}) q JOIN orders o ON o.id = q.id JOIN returns r ON r.order_id = o.id
      WHERE q.is_new OR r.state IN ('ARRIVED', 'SETTLED') ORDER BY r.id LIMIT 1`
    return found ? `订单 ${found.order} 已经有退货单 ${found.number}` : null
  },
}
