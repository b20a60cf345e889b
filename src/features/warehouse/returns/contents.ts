import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import type { ReturnVerdict } from '../../../generated/prisma/enums.ts'

/**
 * What should come back and what was found. Whoever calls has the return through `getReturn`, so these ask no further
 * right.
 */

/** A SKU that should come back, with how much of it was found, in pieces. */
export interface LineRow {
  id: number
  skuId: number
  code: string
  name: string
  color: string | null
  size: string | null
  quantity: number
  good: number
  defective: number
  surplus: number
  missing: number
}

/** The lines of a return in their order. */
export function linesOf(returnId: number, tx: Tx = db): Promise<LineRow[]> {
  return tx.$queryRaw<LineRow[]>`
    SELECT l.id, l.sku_id AS "skuId", k.code, p.name, k.color, k.size, l.quantity, f.good, f.defective, f.surplus, f.missing
    FROM return_lines l JOIN skus k ON k.id = l.sku_id JOIN products p ON p.id = k.product_id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(x.quantity) FILTER (WHERE x.verdict = 'GOOD'), 0)::int AS good,
          coalesce(sum(x.quantity) FILTER (WHERE x.verdict = 'DEFECTIVE'), 0)::int AS defective,
          coalesce(sum(x.quantity) FILTER (WHERE x.verdict = 'SURPLUS'), 0)::int AS surplus,
          coalesce(sum(x.quantity) FILTER (WHERE x.verdict = 'MISSING'), 0)::int AS missing
        FROM return_findings x WHERE x.return_id = l.return_id AND x.sku_id = l.sku_id) f
    WHERE l.return_id = ${returnId} ORDER BY l.id`
}

/** Pieces that were judged, with who judged them and what became of them. */
export interface FindingRow {
  id: number
  verdict: ReturnVerdict
  skuId: number | null
  code: string | null
  name: string | null
  quantity: number
  reason: string | null
  location: string | null
  personName: string | null
  at: Date
}

/** The findings of a return, the first one first. */
export function findingsOf(returnId: number, tx: Tx = db): Promise<FindingRow[]> {
  return tx.$queryRaw<FindingRow[]>`
    SELECT f.id, f.verdict, f.sku_id AS "skuId", k.code, concat_ws(' ', p.name, k.color, k.size) AS name, f.quantity,
      f.reason, l.code AS location, x.name AS "personName", f.at
    FROM return_findings f LEFT JOIN skus k ON k.id = f.sku_id LEFT JOIN products p ON p.id = k.product_id
      LEFT JOIN locations l ON l.id = f.location_id LEFT JOIN people x ON x.id = f.person_id
    WHERE f.return_id = ${returnId} ORDER BY f.id`
}

/** A quarantine case that came of a return. */
export interface CaseRow {
  id: number
  number: string
  state: string
  code: string
  quantity: number
  reason: string
}

/** The quarantine cases of a return. */
export function casesOf(returnId: number): Promise<CaseRow[]> {
  return db.$queryRaw<CaseRow[]>`
    SELECT q.id, q.number, q.state::text AS state, k.code, q.quantity, q.reason
    FROM quarantine_cases q JOIN skus k ON k.id = q.sku_id WHERE q.return_id = ${returnId} ORDER BY q.id`
}

/** Parcels in which goods of a return had left: those of its order, or the one that came back. */
export function parcelsOf(returnId: number): Promise<{ id: number; number: string }[]> {
  return db.$queryRaw<{ id: number; number: string }[]>`
    SELECT DISTINCT s.id, s.number FROM returns r JOIN shipments s ON s.state = 'SHIPPED' AND (s.id = r.shipment_id
      OR s.id IN (SELECT l.shipment_id FROM order_lines ol JOIN shipment_lines l ON l.order_line_id = ol.id
        WHERE ol.order_id = r.order_id))
    WHERE r.id = ${returnId} ORDER BY s.id LIMIT 20`
}
