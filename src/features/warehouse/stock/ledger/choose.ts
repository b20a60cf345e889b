import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { Allocated, Allocation, Lot, Pick } from './allocations.ts'
import { placeKey } from './locks.ts'

/** What a shelf can still give. */
export interface Shelf {
  readonly skuId: number
  readonly locationId: number
  readonly free: number
  /** Whether the SKU usually lies here. */
  readonly home: boolean
}

/** Spreads picks over shelves, in the order of the picks: over the lots first, where the shelves still have them. */
export function choose(
  shelves: readonly Shelf[],
  picks: readonly Pick[],
  lots: readonly Lot[] = [],
): Allocated {
  const best = (a: Shelf, b: Shelf): number =>
    Number(b.home) - Number(a.home) || b.free - a.free || a.locationId - b.locationId
  const sorted = shelves.toSorted(best)
  const first = ofLots(sorted, lots)
  const rest = sorted.map((shelf, i) => ({ ...shelf, free: shelf.free - (first[i]?.free ?? 0) }))
  const stock = groupBy(
    [...first, ...rest].map((shelf) => ({ ...shelf })),
    ({ skuId }) => skuId,
  )
  const allocated: Allocation[] = []
  const short: Pick[] = []
  for (const { shipmentLineId, skuId, quantity } of picks) {
    const places = stock.get(skuId) ?? []
    if (sumOf(places, ({ free }) => free) < quantity) {
      short.push({ shipmentLineId, skuId, quantity })
      continue
    }
    const chosen = new Map<number, number>()
    let missing = quantity
    for (const place of places) {
      const taken = Math.min(place.free, missing)
      if (taken === 0) continue
      place.free -= taken
      missing -= taken
      chosen.set(place.locationId, (chosen.get(place.locationId) ?? 0) + taken)
    }
    for (const [locationId, taken] of chosen) {
      allocated.push({ shipmentLineId, skuId, locationId, quantity: taken })
    }
  }
  return { allocated, short }
}

/** What of the lots each shelf still has. */
function ofLots(shelves: readonly Shelf[], lots: readonly Lot[]): Shelf[] {
  const wanted = groupBy(lots, placeKey)
  return shelves.map((shelf) => ({
    ...shelf,
    free: Math.min(
      shelf.free,
      sumOf(wanted.get(placeKey(shelf)) ?? [], ({ quantity }) => quantity),
    ),
  }))
}
