import type { MovementReason } from '../../../../generated/prisma/enums.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { Shelf } from './choose.ts'
import { choose } from './choose.ts'
import { transfer } from './entries.ts'
import type { Place } from './locks.ts'
import { lockBalances } from './locks.ts'
import type { StockDocument } from './post.ts'
import { post } from './post.ts'

/** Pieces to be picked for a shipment line. */
export interface Pick {
  readonly shipmentLineId: number
  readonly skuId: number
  readonly quantity: number
}

/** Pieces of a line to be picked at a location. */
export interface Allocation extends Pick {
  readonly locationId: number
}

/** Pieces of a SKU that lie at a location. */
export interface Lot extends Place {
  readonly quantity: number
}

export interface Allocated {
  readonly allocated: readonly Allocation[]
  /** Lines for which the shelves don't hold enough; nothing is allocated to them. */
  readonly short: readonly Pick[]
}

/**
 * Decides from which storage locations lines are picked, and promises the pieces there to them: the SKU's home
 * first, then the fullest. A line gets all its pieces, maybe from several locations, or none.
 * @param lots what comes before all others: pieces that may be in somebody's hands, reckoned where they came from
 */
export async function allocate(
  act: OpenAct,
  picks: readonly Pick[],
  lots: readonly Lot[] = [],
): Promise<Allocated> {
  const shelves = await lockShelves(act, picks)
  const result = choose(shelves, picks, lots)
  if (result.allocated.length === 0) return result
  await act.tx.$executeRaw`
    WITH fresh AS (
      INSERT INTO pick_allocations (shipment_line_id, sku_id, location_id, quantity)
      SELECT * FROM unnest(${result.allocated.map(({ shipmentLineId }) => shipmentLineId)}::int[],
        ${result.allocated.map(({ skuId }) => skuId)}::int[],
        ${result.allocated.map(({ locationId }) => locationId)}::int[],
        ${result.allocated.map(({ quantity }) => quantity)}::int[])
      RETURNING sku_id, location_id, quantity
    )
    UPDATE stock_balances AS b SET allocated = b.allocated + promised.quantity
    FROM (SELECT sku_id, location_id, sum(quantity)::int AS quantity FROM fresh GROUP BY sku_id, location_id) AS promised
    WHERE b.sku_id = promised.sku_id AND b.location_id = promised.location_id`
  return result
}

async function lockShelves(act: OpenAct, picks: readonly Pick[]): Promise<Shelf[]> {
  const skuIds = [...new Set(picks.map(({ skuId }) => skuId))]
  return act.tx.$queryRaw<Shelf[]>`
    SELECT b.sku_id AS "skuId", b.location_id AS "locationId", b.quantity - b.allocated AS free,
      b.location_id IS NOT DISTINCT FROM s.home_location_id AS home
    FROM stock_balances b JOIN locations l ON l.id = b.location_id JOIN skus s ON s.id = b.sku_id
    WHERE b.sku_id = ANY(${skuIds}::int[]) AND l.kind = 'STORAGE' AND b.quantity > b.allocated
    ORDER BY b.sku_id, b.location_id FOR NO KEY UPDATE OF b`
}

/**
 * Moves the goods of lines from where they are allocated to another location, usually the packed one, and ends the
 * allocations. Returns what was taken from where; lines without an allocation are passed over.
 */
export async function moveAllocated(
  act: OpenAct,
  document: StockDocument,
  shipmentLineIds: readonly number[],
  to: number,
  reason: MovementReason,
): Promise<Allocation[]> {
  const found = await act.tx.pickAllocation.findMany({
    where: { shipmentLineId: { in: [...shipmentLineIds] } },
    select: { skuId: true, locationId: true },
  })
  // Both ends at once, or two who pack and unpack the same goods could wait for each other.
  await lockBalances(act, [...found, ...found.map(({ skuId }) => ({ skuId, locationId: to }))])
  const taken = await deallocate(act, shipmentLineIds)
  await post(
    act,
    document,
    taken.flatMap(({ skuId, locationId, quantity }) => transfer(skuId, locationId, to, quantity, reason)),
  )
  return taken
}

/** Ends the allocations of lines that won't be picked. Returns what was allocated. */
export async function deallocate(act: OpenAct, shipmentLineIds: readonly number[]): Promise<Allocation[]> {
  const ids = [...shipmentLineIds]
  const locked = await act.tx.$queryRaw<unknown[]>`
    SELECT b.sku_id FROM stock_balances b
    WHERE (b.sku_id, b.location_id) IN
      (SELECT sku_id, location_id FROM pick_allocations WHERE shipment_line_id = ANY(${ids}::int[]))
    ORDER BY b.sku_id, b.location_id FOR NO KEY UPDATE OF b`
  if (locked.length === 0) return []
  return act.tx.$queryRaw<Allocation[]>`
    WITH ended AS (
      DELETE FROM pick_allocations WHERE shipment_line_id = ANY(${ids}::int[])
      RETURNING id, shipment_line_id, sku_id, location_id, quantity
    ), lowered AS (
      UPDATE stock_balances AS b SET allocated = b.allocated - given.quantity
      FROM (SELECT sku_id, location_id, sum(quantity)::int AS quantity FROM ended GROUP BY sku_id, location_id) AS given
      WHERE b.sku_id = given.sku_id AND b.location_id = given.location_id
    )
    SELECT shipment_line_id AS "shipmentLineId", sku_id AS "skuId", location_id AS "locationId", quantity
    FROM ended ORDER BY id`
}
