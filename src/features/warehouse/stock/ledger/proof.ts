import type { Tx } from '../../../../database/client.ts'

/**
 * What the proof compares: `balance` the movements of a place with its balance, `onHand` and `quarantined` the
 * balances of a SKU with its level, `reserved` its open reservations with its level, `allocated` the allocations of a
 * place with its balance.
 */
export type Law = 'balance' | 'onHand' | 'quarantined' | 'reserved' | 'allocated'

/** Two figures that should be one, in pieces: the sum of what is written down, and what is kept beside it. */
export interface Difference {
  readonly law: Law
  readonly skuId: number
  readonly sku: string
  readonly locationId: number | null
  readonly location: string | null
  readonly summed: number
  readonly kept: number
}

/**
 * Proves the ledger: every difference between what is written down and what is kept beside it, none when all is
 * well. One statement, so it sees one moment even while goods move.
 */
export function prove(db: Pick<Tx, '$queryRaw'>): Promise<Difference[]> {
  return db.$queryRaw<Difference[]>`
    WITH moved AS (
      SELECT sku_id, location_id, sum(quantity)::int AS quantity FROM stock_movements GROUP BY sku_id, location_id
    ), allocated AS (
      SELECT sku_id, location_id, sum(quantity)::int AS quantity FROM pick_allocations GROUP BY sku_id, location_id
    ), held AS (
      SELECT b.sku_id, sum(b.quantity)::int AS on_hand,
        coalesce(sum(b.quantity) FILTER (WHERE l.kind = 'QUARANTINE'), 0)::int AS quarantined
      FROM stock_balances b JOIN locations l ON l.id = b.location_id GROUP BY b.sku_id
    ), reserved AS (
      SELECT sku_id, sum(quantity)::int AS quantity FROM reservations WHERE ended_at IS NULL GROUP BY sku_id
    ), compared AS (
      SELECT 'balance' AS law, sku_id, location_id, coalesce(m.quantity, 0) AS summed, coalesce(b.quantity, 0) AS kept
      FROM moved m FULL JOIN stock_balances b USING (sku_id, location_id)
      UNION ALL
      SELECT 'allocated', sku_id, location_id, coalesce(a.quantity, 0), coalesce(b.allocated, 0)
      FROM allocated a FULL JOIN stock_balances b USING (sku_id, location_id)
      UNION ALL
      SELECT 'onHand', sku_id, NULL, coalesce(h.on_hand, 0), coalesce(l.on_hand, 0)
      FROM held h FULL JOIN stock_levels l USING (sku_id)
      UNION ALL
      SELECT 'quarantined', sku_id, NULL, coalesce(h.quarantined, 0), coalesce(l.quarantined, 0)
      FROM held h FULL JOIN stock_levels l USING (sku_id)
      UNION ALL
      SELECT 'reserved', sku_id, NULL, coalesce(r.quantity, 0), coalesce(l.reserved, 0)
      FROM reserved r FULL JOIN stock_levels l USING (sku_id)
    )
    SELECT c.law, c.sku_id AS "skuId", s.code AS sku, c.location_id AS "locationId", l.code AS location,
      c.summed, c.kept
    FROM compared c JOIN skus s ON s.id = c.sku_id LEFT JOIN locations l ON l.id = c.location_id
    WHERE c.summed <> c.kept ORDER BY s.code, l.code NULLS FIRST, c.law`
}
