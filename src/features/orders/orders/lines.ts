import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

/** A line with the goods it means; none while its code is unmatched. */
export interface LineRow {
  id: number
  ordinal: number
  platformLineId: string | null
  title: string
  /** The shop's listing that was sold, where a product file has told of it. */
  listingId: number | null
  properties: string | null
  unitPriceFen: number
  quantity: number
  paidFen: number | null
  matchCode: string
  status: OrderStatus
  refundStatus: RefundStatus
  /** Pieces in one unit of the line. */
  goods: { sku: string; product: string; quantity: number }[]
}

/** The lines of an order that the caller has reached already. */
export function linesOf(orderId: number): Promise<LineRow[]> {
  return db.$queryRaw<LineRow[]>`
    SELECT l.id, l.ordinal, l.platform_line_id AS "platformLineId", l.title, l.properties,
      i.id AS "listingId", l.unit_price_fen AS "unitPriceFen", l.quantity, l.paid_fen AS "paidFen", l.match_code AS "matchCode",
      l.status, l.refund_status AS "refundStatus", COALESCE(g.goods, '[]') AS goods
    FROM order_lines l JOIN orders o ON o.id = l.order_id
      LEFT JOIN listings i ON i.shop_id = o.shop_id AND i.platform_item_id = l.platform_item_id
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('sku', k.code, 'product', p.name, 'quantity', x.quantity) ORDER BY k.code) AS goods
        FROM (${meaningOf(Prisma.sql`o.shop_id`, Prisma.sql`l.match_code`)}) x
          JOIN skus k ON k.id = x.sku_id JOIN products p ON p.id = k.product_id) g ON TRUE
    WHERE l.order_id = ${orderId} ORDER BY l.ordinal`
}

/** What the warehouse must read at packing. */
export interface PackingNote {
  orderId: number
  platformOrderId: string
  buyerMessage: string | null
  sellerMemo: string | null
  instruction: string | null
}

/** Message, memo and our own instruction of orders, for pick list and pack check. */
export function packingNotesOf(
  tx: Pick<Tx, '$queryRaw'>,
  orderIds: readonly number[],
): Promise<PackingNote[]> {
  return tx.$queryRaw<PackingNote[]>`
    SELECT o.id AS "orderId", o.platform_order_id AS "platformOrderId", o.buyer_message AS "buyerMessage",
      o.seller_memo AS "sellerMemo", r.instruction
    FROM orders o LEFT JOIN order_reviews r ON r.order_id = o.id
    WHERE o.id = ANY(${[...orderIds]}) ORDER BY o.id`
}
