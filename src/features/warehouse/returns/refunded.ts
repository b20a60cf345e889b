import type { Tx } from '../../../database/client.ts'
import type { Refund } from '../../../generated/prisma/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Return } from './policy.ts'
import { sentSql, stillOutSql } from './sent.ts'

/** The platform's words for what a buyer asks for when goods come back. */
export const SENDING_BACK = ['退货退款', '退款退货', '换货', '维修'] as const

/** What a refund is about: which order, and which of its lines; null for all. */
export interface Refunded {
  readonly orderId: number
  readonly lineId: number | null
  /** Whether it comes by a parcel that no return came by yet: then it may be what was missing there. */
  readonly anotherParcel: boolean
}

/** Of some returns that are made of refunds. */
export interface RefundedReturn extends Refunded {
  readonly returnId: number
}

/** What a return takes over from the refund it's made of. */
export function takenFrom(
  refund: Refund,
): Pick<
  Return,
  | 'shopId'
  | 'orderId'
  | 'platformRefundId'
  | 'type'
  | 'reason'
  | 'carrier'
  | 'trackingNumber'
  | 'shippedBackAt'
> {
  const { shopId, orderId, platformRefundId, type, reason, returnCarrier, returnTrackingNumber, returnedAt } =
    refund
  return {
    shopId,
    orderId,
    platformRefundId,
    type,
    reason,
    carrier: returnCarrier,
    trackingNumber: returnTrackingNumber,
    shippedBackAt: returnedAt,
  }
}

/**
 * Whether the refund `f` names a waybill by which none of its order's goods came yet. A return that bears no waybill may
 * have come by this one, unless the buyer sent the parcel only after it had arrived.
 */
export const byAnotherParcel = Prisma.sql`(f.return_tracking_number IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM returns x WHERE x.state <> 'CANCELLED' AND (x.tracking_number = f.return_tracking_number
    OR (x.order_id = f.order_id AND x.tracking_number IS NULL
      AND x.arrived_at >= coalesce(f.returned_at, x.arrived_at)))))`

/** Some refunds, what their lines sent, and what is still out of it, as the beginning of a statement. */
function givenSql(rows: readonly Refunded[], keys: readonly number[]): Prisma.Sql {
  const orderIds = [...new Set(rows.map(({ orderId }) => orderId))]
  return Prisma.sql`
    WITH given AS (
      SELECT * FROM unnest(${[...keys]}::int[], ${rows.map(({ orderId }) => orderId)}::int[],
        ${rows.map(({ lineId }) => lineId)}::int[], ${rows.map((row) => row.anotherParcel)}::boolean[])
        AS g(key, order_id, line_id, another)
    ), sent AS (${sentSql(Prisma.sql`ol.order_id = ANY(${orderIds}::int[])`)}
    ), out AS (${stillOutSql(orderIds, null)}
    ), wanted AS (
      SELECT g.key, g.order_id, g.another, s.sku_id, sum(s.quantity) AS quantity
      FROM given g JOIN sent s ON s.order_id = g.order_id AND (g.line_id IS NULL OR s.line_id = g.line_id)
      GROUP BY g.key, g.order_id, g.another, s.sku_id
    )`
}

/**
 * Those of some refunds for which something is to come: goods that no return has had, another parcel, or goods that nobody
 * knows. The rest is about goods that other returns, settled ones above all, have had already.
 */
export async function thoseToCome<Row extends Refunded>(tx: Tx, rows: readonly Row[]): Promise<Row[]> {
  const had = await tx.$queryRaw<{ key: number }[]>`
    ${givenSql(rows, [...rows.keys()])}
    SELECT w.key FROM wanted w LEFT JOIN out USING (order_id, sku_id) WHERE NOT w.another
    GROUP BY w.key HAVING coalesce(max(out.unannounced), 0) = 0`
  const over = new Set(had.map(({ key }) => key))
  return rows.filter((_row, i) => !over.has(i))
}

/**
 * Writes what should come back for returns that were made of refunds: the line's goods, never more of a SKU than the
 * order had sent and no other return has. A refund is about a whole line, so what an inspection found missing was often
 * never sent back: it's expected again only where another parcel comes.
 */
export async function writeExpected(tx: Tx, rows: readonly RefundedReturn[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ returnId }) => returnId)
  await tx.$executeRaw`
    ${givenSql(rows, ids)}, granted AS (
      SELECT w.key, w.sku_id, LEAST(w.quantity, CASE WHEN w.another THEN out.quantity ELSE out.unannounced END
        - coalesce(sum(w.quantity) OVER (
          PARTITION BY w.order_id, w.sku_id ORDER BY w.key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))
        AS quantity
      FROM wanted w JOIN out USING (order_id, sku_id)
    )
    INSERT INTO return_lines (return_id, sku_id, quantity)
    SELECT key, sku_id, quantity::int FROM granted WHERE quantity > 0 ORDER BY key, sku_id`
}
