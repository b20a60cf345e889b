import { LOCKS } from '../../../database/advisory.ts'
import type { Tx } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

/** The platform's words for what a buyer asks for when goods come back. */
export const SENDING_BACK = ['退货退款', '退款退货', '换货', '维修'] as const

/** Pieces of a SKU. */
export interface Pieces {
  readonly skuId: number
  readonly quantity: number
}

/**
 * What went out for order lines, as a query of `order_id`, `line_id`, `sku_id` and `quantity` in pieces: what stands in
 * parcels that have left; for lines that no parcel of ours ever held (they were shipped before the ledger began), what
 * their codes mean.
 * @param which a condition on `ol`, the order's line
 */
export function sentSql(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT ol.order_id, ol.id AS line_id, g.sku_id, g.quantity
    FROM order_lines ol JOIN orders o ON o.id = ol.order_id CROSS JOIN LATERAL (
      SELECT sl.sku_id, sum(sl.quantity)::int AS quantity
      FROM shipment_lines sl JOIN shipments s ON s.id = sl.shipment_id AND s.state = 'SHIPPED'
      WHERE sl.order_line_id = ol.id GROUP BY sl.sku_id
      UNION ALL
      SELECT m.sku_id, sum(m.quantity)::int * ol.quantity
      FROM (${meaningOf(Prisma.sql`o.shop_id`, Prisma.sql`ol.match_code`)}) m
      WHERE ol.status IN ('SHIPPED', 'FINISHED', 'CLOSED') AND NOT EXISTS (
        SELECT 1 FROM shipment_lines sl JOIN shipments s ON s.id = sl.shipment_id AND s.state <> 'CANCELLED'
        WHERE sl.order_line_id = ol.id)
      GROUP BY m.sku_id) g
    WHERE ${which}`
}

/** Lets one deed at a time say what comes back, until its transaction ends: nothing is expected twice. */
export async function lockExpected(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.expectedReturns})`
}

/**
 * What of orders is on live returns, as a query of `order_id`, `sku_id` and `quantity`: by line of a return, and of whole
 * parcels with several orders each order's part.
 */
function onReturnsSql(orderIds: readonly number[], exceptReturn: number | null): Prisma.Sql {
  const live = Prisma.sql`r.state <> 'CANCELLED' AND r.id IS DISTINCT FROM ${exceptReturn}::int`
  return Prisma.sql`
    SELECT r.order_id, l.sku_id, l.quantity FROM return_lines l JOIN returns r ON r.id = l.return_id AND ${live}
    WHERE r.order_id = ANY(${[...orderIds]}::int[])
    UNION ALL
    SELECT ol.order_id, sl.sku_id, sl.quantity
    FROM order_lines ol JOIN shipment_lines sl ON sl.order_line_id = ol.id
      JOIN returns r ON r.shipment_id = sl.shipment_id AND r.order_id IS NULL AND ${live}
    WHERE ol.order_id = ANY(${[...orderIds]}::int[])`
}

/** What of orders went out and isn't on a return yet, as a query of `order_id`, `sku_id` and `quantity`. */
function stillOutSql(orderIds: readonly number[], exceptReturn: number | null): Prisma.Sql {
  return Prisma.sql`
    SELECT q.order_id, q.sku_id, q.quantity - coalesce(b.quantity, 0) AS quantity
    FROM (SELECT order_id, sku_id, sum(quantity) AS quantity
        FROM (${sentSql(Prisma.sql`ol.order_id = ANY(${[...orderIds]}::int[])`)}) s GROUP BY order_id, sku_id) q
      LEFT JOIN (SELECT order_id, sku_id, sum(quantity) AS quantity
        FROM (${onReturnsSql(orderIds, exceptReturn)}) r GROUP BY order_id, sku_id) b USING (order_id, sku_id)
    WHERE q.quantity > coalesce(b.quantity, 0)`
}

/** What of an order went out and isn't on another return yet. */
export function stillOut(tx: Tx, orderId: number, exceptReturn: number | null): Promise<Pieces[]> {
  return tx.$queryRaw<Pieces[]>`
    SELECT sku_id AS "skuId", quantity::int AS quantity FROM (${stillOutSql([orderId], exceptReturn)}) q ORDER BY sku_id`
}

/** What is in a parcel and isn't on another return yet; its gifts go with it. */
export async function stillOutOfParcel(
  tx: Tx,
  shipmentId: number,
  orderIds: readonly number[],
  exceptReturn: number | null,
): Promise<Pieces[]> {
  return tx.$queryRaw<Pieces[]>`
    SELECT p.sku_id AS "skuId", LEAST(p.ordered, coalesce(q.quantity, 0))::int + p.gifts AS quantity
    FROM (SELECT sku_id, coalesce(sum(quantity) FILTER (WHERE order_line_id IS NOT NULL), 0)::int AS ordered,
          coalesce(sum(quantity) FILTER (WHERE order_line_id IS NULL), 0)::int AS gifts
        FROM shipment_lines WHERE shipment_id = ${shipmentId} GROUP BY sku_id) p
      LEFT JOIN (SELECT sku_id, sum(quantity) AS quantity FROM (${stillOutSql(orderIds, exceptReturn)}) o GROUP BY sku_id) q
        USING (sku_id)
    WHERE LEAST(p.ordered, coalesce(q.quantity, 0)) + p.gifts > 0 ORDER BY p.sku_id`
}

/** Of some returns that were just made of refunds: which order, and which of its lines; null for all. */
export interface RefundedReturn {
  readonly returnId: number
  readonly orderId: number
  readonly lineId: number | null
}

/**
 * Writes what should come back for returns that were made of refunds: the line's goods, never more of a SKU than the
 * order had sent and no other return has.
 */
export async function writeExpected(tx: Tx, rows: readonly RefundedReturn[]): Promise<void> {
  if (rows.length === 0) return
  const orderIds = [...new Set(rows.map(({ orderId }) => orderId))]
  await tx.$executeRaw`
    WITH given AS (
      SELECT * FROM unnest(${rows.map(({ returnId }) => returnId)}::int[], ${rows.map(({ orderId }) => orderId)}::int[],
        ${rows.map(({ lineId }) => lineId)}::int[]) AS g(return_id, order_id, line_id)
    ), sent AS (${sentSql(Prisma.sql`ol.order_id = ANY(${orderIds}::int[])`)}),
    out AS (${stillOutSql(orderIds, null)}
    ), wanted AS (
      SELECT g.return_id, g.order_id, s.sku_id, sum(s.quantity) AS quantity
      FROM given g JOIN sent s ON s.order_id = g.order_id AND (g.line_id IS NULL OR s.line_id = g.line_id)
      GROUP BY g.return_id, g.order_id, s.sku_id
    ), granted AS (
      SELECT w.return_id, w.sku_id, LEAST(w.quantity, out.quantity - coalesce(sum(w.quantity) OVER (
          PARTITION BY w.order_id, w.sku_id ORDER BY w.return_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))
        AS quantity
      FROM wanted w JOIN out USING (order_id, sku_id)
    )
    INSERT INTO return_lines (return_id, sku_id, quantity)
    SELECT return_id, sku_id, quantity::int FROM granted WHERE quantity > 0 ORDER BY return_id, sku_id`
}
