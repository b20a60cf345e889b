import type { Tx } from '../../../database/client.ts'
import type { Day } from '../../../lib/dates.ts'
import { parameterValues } from '../../../work/parameters.ts'
import { inUse } from '../../catalog/skus/queries.ts'
import { seasonsInForce } from '../seasons/queries.ts'
import type { SeasonIndices } from '../seasons/indices.ts'
import { seasonPercent } from '../seasons/indices.ts'
import type { Need } from './formula.ts'
import { demandFor } from './formula.ts'
import { reviewDays, safetyDays, unknownLeadDays } from './parameters.ts'

/** What is needed of a SKU, and from whom it would be bought. */
export interface SkuNeed extends Need {
  readonly skuId: number
  readonly skuCode: string
  readonly supplierId: number | null
  /** Not to be bought any more. */
  readonly stopped: boolean
  /** Days for which the safety stock lasts; null where it's a number of pieces. */
  readonly safetyDays: number | null
}

interface Facts {
  skuId: number
  skuCode: string
  category: string | null
  milliPerDay: number
  available: number
  onTheWay: number
  owed: number
  supplierId: number | null
  supplierLeadDays: number | null
  minimumQuantity: number
  ruleLeadDays: number | null
  ruleReviewDays: number | null
  ruleSafetyDays: number | null
  safetyPieces: number | null
  cartonQuantity: number
  stopped: boolean
}

/**
 * What is needed of the SKUs in use, in a constant number of statements: the rate of the last night's calculation, everything
 * else as it is now.
 * @param skuIds absent: of all
 */
export async function needsOf(tx: Tx, today: Day, skuIds?: readonly number[]): Promise<SkuNeed[]> {
  const facts = await factsOf(tx, skuIds)
  const seasons = await seasonsInForce(tx)
  const [safety, review, lead] = await parameterValues(tx, [safetyDays, reviewDays, unknownLeadDays])
  const usual = { safety, review, lead }
  return facts.map((row) =>
    needOf(row, (row.category === null ? null : seasons.get(row.category)) ?? null, usual, today),
  )
}

interface Usual {
  readonly safety: number
  readonly review: number
  readonly lead: number
}

function needOf(row: Facts, indices: SeasonIndices | null, usual: Usual, today: Day): SkuNeed {
  const leadDays = row.ruleLeadDays ?? row.supplierLeadDays ?? usual.lead
  const reviewDays = row.ruleReviewDays ?? usual.review
  const rate = {
    milliPerDay: row.milliPerDay,
    seasonPercent: seasonPercent(indices, today, leadDays + reviewDays),
  }
  const safetyDays = row.safetyPieces === null ? (row.ruleSafetyDays ?? usual.safety) : null
  return {
    ...rate,
    leadDays,
    reviewDays,
    safetyDays,
    safetyPieces: row.safetyPieces ?? demandFor(rate, safetyDays ?? 0),
    skuId: row.skuId,
    skuCode: row.skuCode,
    supplierId: row.supplierId,
    stopped: row.stopped,
    owed: row.owed,
    available: row.available,
    onTheWay: row.onTheWay,
    minimumQuantity: row.minimumQuantity,
    cartonQuantity: row.cartonQuantity,
  }
}

/**
 * On the way is what deliveries announce and nobody has inspected yet. Owed is what parcels without goods want: they have
 * reserved nothing, so that nothing is counted twice.
 */
function factsOf(tx: Tx, skuIds: readonly number[] | undefined): Promise<Facts[]> {
  const only = skuIds ? [...skuIds] : null
  return tx.$queryRaw<Facts[]>`
    WITH coming AS (
      SELECT l.sku_id, sum(greatest(l.announced - l.accepted - l.rejected, 0))::int AS pieces
      FROM deliveries d JOIN delivery_lines l ON l.delivery_id = d.id
      WHERE d.state IN ('EXPECTED', 'ARRIVED', 'PARTLY_RECEIVED') GROUP BY l.sku_id
    ), owed AS (
      SELECT l.sku_id, sum(l.quantity)::int AS pieces FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
      WHERE s.state = 'OUT_OF_STOCK' GROUP BY l.sku_id
    ), offered AS (
      SELECT DISTINCT ON (o.sku_id) o.sku_id, u.id AS supplier_id, u.lead_days, o.minimum_quantity
      FROM supplier_offers o JOIN suppliers u ON u.id = o.supplier_id AND u.archived_at IS NULL
      WHERE o.ended_at IS NULL ORDER BY o.sku_id, o.preferred DESC, o.id
    )
    SELECT s.id AS "skuId", s.code AS "skuCode", p.category, coalesce(f.milli_per_day, 0) AS "milliPerDay",
      coalesce(v.on_hand - v.reserved - v.quarantined, 0) AS available, coalesce(c.pieces, 0) AS "onTheWay",
      coalesce(w.pieces, 0) AS owed, o.supplier_id AS "supplierId", o.lead_days AS "supplierLeadDays",
      coalesce(o.minimum_quantity, 1) AS "minimumQuantity", r.lead_days AS "ruleLeadDays",
      r.review_days AS "ruleReviewDays", r.safety_days AS "ruleSafetyDays", r.safety_pieces AS "safetyPieces",
      coalesce(r.carton_quantity, 1) AS "cartonQuantity", coalesce(r.stopped, FALSE) AS stopped
    FROM skus s JOIN products p ON p.id = s.product_id LEFT JOIN stock_levels v ON v.sku_id = s.id
      LEFT JOIN stock_figures f ON f.sku_id = s.id LEFT JOIN restock_rules r ON r.sku_id = s.id
      LEFT JOIN coming c ON c.sku_id = s.id LEFT JOIN owed w ON w.sku_id = s.id LEFT JOIN offered o ON o.sku_id = s.id
    WHERE ${inUse} AND (${only}::int[] IS NULL OR s.id = ANY(${only}::int[])) ORDER BY s.id`
}
