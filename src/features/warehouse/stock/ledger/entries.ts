import type { LocationKind, MovementReason } from '../../../../generated/prisma/enums.ts'
import type { Place } from './locks.ts'
import { placeKey } from './locks.ts'

/** Pieces into a location, or out of it where negative; never zero. */
export interface Entry extends Place {
  readonly quantity: number
  readonly reason: MovementReason
}

/** The two entries of a move from one location to another. */
export function transfer(
  skuId: number,
  from: number,
  to: number,
  quantity: number,
  reason: MovementReason,
): [Entry, Entry] {
  return [
    { skuId, locationId: from, quantity: -quantity, reason },
    { skuId, locationId: to, quantity, reason },
  ]
}

/** How the balance of a place changes, in pieces. */
export interface BalanceChange extends Place {
  quantity: number
}

/** Entries summed by place; what comes and goes in the same deed cancels out. */
export function balanceChanges(entries: readonly Entry[]): BalanceChange[] {
  const changes = new Map<string, BalanceChange>()
  for (const { skuId, locationId, quantity } of entries) {
    const key = placeKey({ skuId, locationId })
    const change = changes.get(key) ?? { skuId, locationId, quantity: 0 }
    change.quantity += quantity
    changes.set(key, change)
  }
  return [...changes.values()].filter(({ quantity }) => quantity !== 0)
}

/** How the level of a SKU changes, in pieces. */
export interface LevelChange {
  readonly skuId: number
  onHand: number
  quarantined: number
}

/** Entries summed by SKU; SKUs that only move between locations of a kind don't change. */
export function levelChanges(
  entries: readonly Entry[],
  kinds: ReadonlyMap<number, LocationKind>,
): LevelChange[] {
  const changes = new Map<number, LevelChange>()
  for (const { skuId, locationId, quantity } of entries) {
    const change = changes.get(skuId) ?? { skuId, onHand: 0, quarantined: 0 }
    change.onHand += quantity
    if (kinds.get(locationId) === 'QUARANTINE') change.quarantined += quantity
    changes.set(skuId, change)
  }
  return [...changes.values()].filter(({ onHand, quarantined }) => onHand !== 0 || quarantined !== 0)
}
