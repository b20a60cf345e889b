import { LOCKS } from '../../../database/advisory.ts'
import type { Tx } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

type Reader = Pick<Tx, '$queryRaw'>

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
 * What live returns have of each SKU, as a query of `order_id`, `shipment_id`, `sku_id`, `quantity` and `announced`: the
 * pieces that are back or on their way, and those that were ever announced. A piece that an inspection found missing is
 * still out, and may come with another return.
 */
function onReturnsSql(exceptReturn: number | null, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT r.order_id, r.shipment_id, l.sku_id, sum(l.quantity - coalesce(f.quantity, 0)) AS quantity,
      sum(l.quantity) AS announced
    FROM returns r JOIN return_lines l ON l.return_id = r.id
      LEFT JOIN return_findings f ON f.return_id = r.id AND f.sku_id = l.sku_id AND f.verdict = 'MISSING'
    WHERE r.state <> 'CANCELLED' AND r.id IS DISTINCT FROM ${exceptReturn}::int AND ${which}
    GROUP BY r.order_id, r.shipment_id, l.sku_id`
}

/**
 * The same by order: of whole parcels with several orders each order's part. Which order's pieces were missing there nobody
 * knows, so the parcel's pieces are dealt to its gifts and then its lines.
 */
function onReturnsOfSql(orderIds: readonly number[], exceptReturn: number | null): Prisma.Sql {
  const ids = Prisma.sql`${[...orderIds]}::int[]`
  const parcels = Prisma.sql`
    SELECT sl.shipment_id FROM order_lines ol JOIN shipment_lines sl ON sl.order_line_id = ol.id
    WHERE ol.order_id = ANY(${ids})`
  const dealt = (pieces: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`GREATEST(0, LEAST(p.quantity, ${pieces} - p.before))`
  return Prisma.sql`
    SELECT order_id, sku_id, quantity, announced
    FROM (${onReturnsSql(exceptReturn, Prisma.sql`r.order_id = ANY(${ids})`)}) single
    UNION ALL
    SELECT p.order_id, p.sku_id, ${dealt(Prisma.sql`w.quantity`)}, ${dealt(Prisma.sql`w.announced`)}
    FROM (SELECT sl.shipment_id, ol.order_id, sl.sku_id, sl.quantity,
          sum(sl.quantity) OVER (PARTITION BY sl.shipment_id, sl.sku_id ORDER BY sl.order_line_id IS NOT NULL, sl.id)
            - sl.quantity AS before
        FROM shipment_lines sl LEFT JOIN order_lines ol ON ol.id = sl.order_line_id
        WHERE sl.shipment_id IN (${parcels})) p
      JOIN (${onReturnsSql(exceptReturn, Prisma.sql`r.order_id IS NULL AND r.shipment_id IN (${parcels})`)}) w
        USING (shipment_id, sku_id)
    WHERE p.order_id = ANY(${ids})`
}

/**
 * What of orders went out and is neither back nor on its way, as a query of `order_id`, `sku_id`, `quantity` and
 * `unannounced`: of `quantity`, what no return has ever had.
 */
export function stillOutSql(orderIds: readonly number[], exceptReturn: number | null): Prisma.Sql {
  return Prisma.sql`
    SELECT q.order_id, q.sku_id, q.quantity - coalesce(b.quantity, 0) AS quantity,
      GREATEST(0, q.quantity - coalesce(b.announced, 0)) AS unannounced
    FROM (SELECT order_id, sku_id, sum(quantity) AS quantity
        FROM (${sentSql(Prisma.sql`ol.order_id = ANY(${[...orderIds]}::int[])`)}) s GROUP BY order_id, sku_id) q
      LEFT JOIN (SELECT order_id, sku_id, sum(quantity) AS quantity, sum(announced) AS announced
        FROM (${onReturnsOfSql(orderIds, exceptReturn)}) r GROUP BY order_id, sku_id) b USING (order_id, sku_id)
    WHERE q.quantity > coalesce(b.quantity, 0)`
}

/** What of an order went out and isn't on another return. */
export function stillOut(tx: Reader, orderId: number, exceptReturn: number | null): Promise<Pieces[]> {
  return tx.$queryRaw<Pieces[]>`
    SELECT sku_id AS "skuId", quantity::int AS quantity FROM (${stillOutSql([orderId], exceptReturn)}) q ORDER BY sku_id`
}

/** The orders of which a parcel holds something. */
export async function ordersIn(tx: Reader, shipmentId: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT ol.order_id AS id FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id
    WHERE l.shipment_id = ${shipmentId} ORDER BY 1`
  return rows.map(({ id }) => id)
}

/** What is in a parcel and isn't on another return; its gifts go with it. */
export async function stillOutOfParcel(
  tx: Reader,
  shipmentId: number,
  exceptReturn: number | null,
): Promise<Pieces[]> {
  const out = stillOutSql(await ordersIn(tx, shipmentId), exceptReturn)
  const back = onReturnsSql(exceptReturn, Prisma.sql`r.shipment_id = ${shipmentId}`)
  return tx.$queryRaw<Pieces[]>`
    SELECT * FROM (
      SELECT p.sku_id AS "skuId", LEAST(LEAST(p.ordered, coalesce(q.quantity, 0)) + p.gifts,
        p.ordered + p.gifts - coalesce(b.quantity, 0))::int AS quantity
      FROM (SELECT sku_id, coalesce(sum(quantity) FILTER (WHERE order_line_id IS NOT NULL), 0)::int AS ordered,
            coalesce(sum(quantity) FILTER (WHERE order_line_id IS NULL), 0)::int AS gifts
          FROM shipment_lines WHERE shipment_id = ${shipmentId} GROUP BY sku_id) p
        LEFT JOIN (SELECT sku_id, sum(quantity) AS quantity FROM (${out}) o GROUP BY sku_id) q USING (sku_id)
        LEFT JOIN (SELECT sku_id, sum(quantity) AS quantity FROM (${back}) w GROUP BY sku_id) b USING (sku_id)) rest
    WHERE quantity > 0 ORDER BY "skuId"`
}

/** What is still out of a return's order, or of its parcel where that held several orders. */
export function stillOutBehind(
  tx: Reader,
  { orderId, shipmentId }: { orderId: number | null; shipmentId: number | null },
): Promise<Pieces[]> {
  return orderId === null ? stillOutOfParcel(tx, shipmentId as number, null) : stillOut(tx, orderId, null)
}
