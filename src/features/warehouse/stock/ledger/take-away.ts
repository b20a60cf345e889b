import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { Pick } from './allocations.ts'
import { allocate, deallocate } from './allocations.ts'
import type { Entry } from './entries.ts'
import { balanceChanges, levelChanges } from './entries.ts'
import { available, free, lockBalances, lockLevels, lockWhole, placeKey } from './locks.ts'
import type { StockDocument } from './post.ts'
import { kindsOf, post } from './post.ts'
import { release } from './reservations.ts'

/** Shipment lines that lost what was promised to them. */
export interface TakenAway {
  /** No longer reserved: their shipments are out of stock now, and somebody must be told. */
  readonly released: readonly number[]
  /** Still reserved, but to be picked elsewhere than their pick list says. */
  readonly reallocated: readonly number[]
}

/**
 * Posts what must be posted even though the goods are promised: broken pieces into quarantine, a count that found
 * less. The newest reservations that aren't packed yet give way, and pick lists are pointed to other locations: first
 * those of goods that still lie on the shelf, and only for as many pieces as are gone.
 * @throws OutOfStock when the pieces aren't there, or are all in packed parcels
 */
export async function takeAway(
  act: OpenAct,
  document: StockDocument,
  entries: readonly Entry[],
): Promise<TakenAway> {
  await lockWhole(act, entries)
  const unreserved = await newestReserved(act, entries)
  await release(act, unreserved)
  const unplaced = await newestAllocated(act, entries)
  const homeless = await deallocate(act, unplaced)
  await post(act, document, entries)
  const { short } = await allocate(act, wholeLines(unplaced.toReversed(), homeless), homeless)
  const stranded = short.map(({ shipmentLineId }) => shipmentLineId)
  await release(act, stranded)
  const gone = new Set(stranded)
  return {
    released: [...unreserved, ...stranded],
    reallocated: unplaced.filter((id) => !gone.has(id)),
  }
}

/** The lines of the newest reservations that must give way so that no SKU is promised more than remains. */
async function newestReserved(act: OpenAct, entries: readonly Entry[]): Promise<number[]> {
  const changes = levelChanges(entries, await kindsOf(act, entries))
  const levels = await lockLevels(
    act,
    changes.map(({ skuId }) => skuId),
  )
  const needs = changes.flatMap(({ skuId, onHand, quarantined }) => {
    const level = levels.get(skuId)
    const need = quarantined - onHand - (level ? available(level) : 0)
    return need > 0 ? [{ skuId, need }] : []
  })
  if (needs.length === 0) return []
  // Goods in a packed parcel lie apart and are sealed, also while it's stopped: their promise is already kept.
  const lines = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT line_id AS id FROM (
      SELECT r.id, r.shipment_line_id AS line_id, n.need,
        sum(r.quantity) OVER (PARTITION BY r.sku_id ORDER BY r.id DESC) - r.quantity AS newer
      FROM unnest(${needs.map(({ skuId }) => skuId)}::int[], ${needs.map(({ need }) => need)}::int[]) AS n(sku_id, need)
        JOIN reservations r ON r.sku_id = n.sku_id AND r.ended_at IS NULL
        JOIN shipment_lines sl ON sl.id = r.shipment_line_id
        JOIN shipments s ON s.id = sl.shipment_id AND s.packed_at IS NULL
    ) AS promised
    WHERE newer < need ORDER BY id DESC`
  return lines.map(({ id }) => id)
}

/**
 * The lines that must give way at the places that shall give more than is free there, in the order in which they do: the
 * newest allocations first; those of picked parcels, whose goods nobody takes from the shelf any more, after all others.
 */
async function newestAllocated(act: OpenAct, entries: readonly Entry[]): Promise<number[]> {
  const taken = balanceChanges(entries).filter(({ quantity }) => quantity < 0)
  const balances = await lockBalances(act, taken)
  const needs = taken.flatMap((place) => {
    const balance = balances.get(placeKey(place))
    const need = -place.quantity - (balance ? free(balance) : 0)
    return need > 0 ? [{ ...place, need }] : []
  })
  if (needs.length === 0) return []
  const lines = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT line_id AS id FROM (
      SELECT a.id, a.shipment_line_id AS line_id, s.picked_at IS NOT NULL AS picked, n.need,
        sum(a.quantity) OVER (PARTITION BY a.sku_id, a.location_id ORDER BY s.picked_at IS NOT NULL, a.id DESC)
          - a.quantity AS newer
      FROM unnest(${needs.map(({ skuId }) => skuId)}::int[], ${needs.map(({ locationId }) => locationId)}::int[],
          ${needs.map(({ need }) => need)}::int[]) AS n(sku_id, location_id, need)
        JOIN pick_allocations a ON a.sku_id = n.sku_id AND a.location_id = n.location_id
        JOIN shipment_lines sl ON sl.id = a.shipment_line_id JOIN shipments s ON s.id = sl.shipment_id
    ) AS promised
    WHERE newer < need GROUP BY line_id, picked ORDER BY picked, max(id) DESC`
  return lines.map(({ id }) => id)
}

/** Allocations of several places added up to what each line needs, in the order of the lines. */
function wholeLines(lineIds: readonly number[], picks: readonly Pick[]): Pick[] {
  const parts = groupBy(picks, ({ shipmentLineId }) => shipmentLineId)
  return lineIds.flatMap((id) => {
    const [part, ...more] = parts.get(id) ?? []
    return part ? [{ ...part, quantity: part.quantity + sumOf(more, ({ quantity }) => quantity) }] : []
  })
}
