import { Prisma } from '../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../work/act.ts'
import type { Finding } from './judge.ts'

/** A SKU that a turn has found, or should have found. */
export interface Found extends Finding {
  readonly skuId: number
}

/** A turn that ends: what was said until then, and when. */
export interface Ending {
  readonly turnId: number
  readonly countId: number
  readonly placeId: number
  readonly locationId: number
  readonly startedAt: Date
  readonly endedAt: Date
  /** A recount concerns the lines that call for it only. */
  readonly again: boolean
}

/**
 * What the book said of each SKU at the moment when it was counted. That moment is its last scan in the turn; for what
 * nobody found, the turn's end. From there the book is read backwards: the balance of now, less the movements since.
 * The balances are locked while it's read, so no movement is half in it.
 *
 * Goods leave a shelf when they are picked, the book only when they are packed. So of the book is taken what was on a
 * picker's cart at that moment: the pick lists of parcels picked until then, those packed since included, and in waves
 * still under way the pieces whose scan came before.
 *
 * A line is `disturbed` when the ledger moved its SKU here, or a picker fetched it, between its first scan and that
 * moment: nobody can say then on which side of the movement a piece was counted.
 */
export async function findingsOf(act: OpenAct, ending: Ending): Promise<Found[]> {
  await lockShelf(act, ending.locationId)
  return act.tx.$queryRaw<Found[]>`
    WITH asked AS (${asked(ending)}),
    moved AS (
      SELECT a.sku_id, coalesce(sum(m.quantity) FILTER (WHERE m.at > a.last_at), 0)::int AS later,
        coalesce(bool_or(m.at > a.first_at AND m.at <= a.last_at), FALSE) AS meanwhile,
        coalesce(-sum(m.quantity) FILTER (WHERE m.at > a.last_at AND s.picked_at <= a.last_at), 0)::int AS packed
      FROM asked a LEFT JOIN stock_movements m ON m.location_id = ${ending.locationId} AND m.sku_id = a.sku_id
          AND m.at > ${ending.startedAt}::timestamptz
        LEFT JOIN shipments s ON m.noun = 'warehouse/shipments' AND s.id = m.subject_id
      GROUP BY a.sku_id
    ), picked AS (
      SELECT a.sku_id, coalesce(sum(p.quantity) FILTER (WHERE s.picked_at <= a.last_at), 0)::int AS fetched,
        coalesce(bool_or(s.picked_at > a.first_at AND s.picked_at <= a.last_at), FALSE) AS meanwhile
      FROM asked a LEFT JOIN pick_allocations p ON p.location_id = ${ending.locationId} AND p.sku_id = a.sku_id
        LEFT JOIN shipment_lines l ON l.id = p.shipment_line_id LEFT JOIN shipments s ON s.id = l.shipment_id
      GROUP BY a.sku_id
    ), scanned AS (${scannedUnderWay(ending)})
    SELECT a.sku_id AS "skuId", a.quantity AS counted, o.book,
      LEAST(o.book, GREATEST(0, p.fetched + m.packed + coalesce(c.fetched, 0)))::int AS fetched,
      m.meanwhile OR p.meanwhile OR coalesce(c.meanwhile, FALSE) AS disturbed
    FROM asked a JOIN moved m USING (sku_id) JOIN picked p USING (sku_id) LEFT JOIN scanned c USING (sku_id)
      LEFT JOIN stock_balances b ON b.sku_id = a.sku_id AND b.location_id = ${ending.locationId}
      CROSS JOIN LATERAL (SELECT GREATEST(0, coalesce(b.quantity, 0) - m.later)::int AS book) AS o
    WHERE a.quantity > 0 OR o.book > 0 OR ${ending.again}
    ORDER BY a.sku_id`
}

/** Movements write their rows before they lock balances, so whoever holds the balances sees whole deeds only. */
async function lockShelf(act: OpenAct, locationId: number): Promise<void> {
  await act.tx.$queryRaw`
    SELECT sku_id FROM stock_balances WHERE location_id = ${locationId} ORDER BY sku_id FOR SHARE`
}

/** What was counted, and of the count's SKUs what nobody found: those with pieces now or moved since the beginning. */
function asked({ turnId, countId, placeId, locationId, startedAt, endedAt, again }: Ending): Prisma.Sql {
  const counted = Prisma.sql`
    SELECT sku_id, quantity, first_at, last_at FROM count_tallies WHERE turn_id = ${turnId}`
  const missing = again
    ? Prisma.sql`SELECT sku_id FROM count_lines WHERE place_id = ${placeId} AND recount`
    : Prisma.sql`
      (SELECT sku_id FROM stock_balances WHERE location_id = ${locationId} AND quantity > 0
       UNION SELECT sku_id FROM stock_movements
         WHERE location_id = ${locationId} AND at > ${startedAt}::timestamptz)
      EXCEPT SELECT b.sku_id FROM stock_balances b
        WHERE EXISTS (SELECT 1 FROM count_skus WHERE count_id = ${countId})
          AND NOT EXISTS (SELECT 1 FROM count_skus c WHERE c.count_id = ${countId} AND c.sku_id = b.sku_id)`
  return Prisma.sql`
    ${counted} UNION ALL
    SELECT sku_id, 0, ${startedAt}::timestamptz, ${endedAt}::timestamptz FROM (${missing}) AS there
    WHERE sku_id NOT IN (SELECT sku_id FROM count_tallies WHERE turn_id = ${turnId})`
}

/** Pieces that were scanned into carts of waves whose parcels weren't all picked yet. */
function scannedUnderWay({ locationId }: Ending): Prisma.Sql {
  return Prisma.sql`
    SELECT a.sku_id, sum(f.fetched)::int AS fetched, bool_or(f.meanwhile) AS meanwhile
    FROM asked a CROSS JOIN LATERAL (
      SELECT GREATEST(0, sum((c.outcome->'goods'->>'quantity')::int) FILTER (WHERE c.at <= a.last_at)
          - (SELECT coalesce(sum(p.quantity), 0) FROM pick_allocations p
              JOIN shipment_lines l ON l.id = p.shipment_line_id JOIN shipments s ON s.id = l.shipment_id
            WHERE s.wave_id = c.subject_id AND p.location_id = ${locationId} AND p.sku_id = a.sku_id
              AND s.picked_at <= a.last_at)) AS fetched,
        coalesce(bool_or(c.at > a.first_at AND c.at <= a.last_at), FALSE) AS meanwhile
      FROM waves w JOIN scans c ON c.noun = 'warehouse/waves' AND c.subject_id = w.id
      WHERE w.state = 'PICKING' AND c.outcome->>'did' IN ('pick', 'unpick', 'report')
        AND (c.outcome->'goods'->>'locationId')::int = ${locationId}
        AND (c.outcome->'goods'->>'skuId')::int = a.sku_id
      GROUP BY c.subject_id
    ) AS f GROUP BY a.sku_id`
}
