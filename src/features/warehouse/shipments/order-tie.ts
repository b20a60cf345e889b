import type { OrderTie } from '../../orders/orders/ties.ts'

/** Orders that a parcel has been made of: new ones at all, known ones while the parcel lives. */
export const shipmentTie: OrderTie = {
  async find(tx, source) {
    const [found] = await tx.$queryRaw<{ order: string; number: string }[]>`
      SELECT o.platform_order_id AS order, s.number
      FROM (${source}) q JOIN orders o ON o.id = q.id JOIN order_lines l ON l.order_id = o.id
        JOIN shipment_lines x ON x.order_line_id = l.id JOIN shipments s ON s.id = x.shipment_id
      WHERE q.is_new OR s.state <> 'CANCELLED' ORDER BY s.id LIMIT 1`
    return found ? `订单 ${found.order} 已经有发货单 ${found.number}` : null
  },
}
