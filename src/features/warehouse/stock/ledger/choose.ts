import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { Allocated, Allocation, Pick } from './allocations.ts'

/** What a shelf can still give. */
export interface Shelf {
  readonly skuId: number
  readonly locationId: number
  readonly free: number
  /** Whether the SKU usually lies here. */
  readonly home: boolean
}

/** Spreads picks over shelves, in the order of the picks. */
export function choose(shelves: readonly Shelf[], picks: readonly Pick[]): Allocated {
  const best = (a: Shelf, b: Shelf): number =>
    Number(b.home) - Number(a.home) || b.free - a.free || a.locationId - b.locationId
  const stock = groupBy(
    shelves.toSorted(best).map((shelf) => ({ ...shelf })),
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
    let missing = quantity
    for (const place of places) {
      const taken = Math.min(place.free, missing)
      if (taken === 0) continue
      place.free -= taken
      missing -= taken
      allocated.push({ shipmentLineId, skuId, locationId: place.locationId, quantity: taken })
    }
  }
  return { allocated, short }
}
