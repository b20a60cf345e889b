import type { DeliveryState, ShipmentState, WaveState } from '../../../../generated/prisma/enums.ts'
import type { Draft, Hand } from '../hand.ts'
import type { Closed } from '../../stock/hours.ts'

/** A SKU of the open parcel with how far its check is, in pieces. */
export interface ParcelLine {
  readonly id: number
  readonly skuId: number
  readonly quantity: number
  readonly checked: number
}

/** The open parcel. */
export interface ParcelInHand {
  readonly id: number
  readonly number: string
  readonly state: ShipmentState
  /** The waybills that may be bound to it; empty when the platform doesn't know one yet. */
  readonly expected: readonly string[]
  readonly carrier: string | null
  readonly lines: readonly ParcelLine[]
}

/** Pieces of a SKU to be fetched at a location, for all parcels of the wave together. */
export interface PickTask {
  readonly locationId: number
  readonly location: string
  readonly skuId: number
  readonly quantity: number
  /** How many were scanned so far; more than `quantity` after a parcel was taken out of the wave. */
  readonly picked: number
}

/** The open wave. */
export interface WaveInHand {
  readonly id: number
  readonly number: string
  readonly state: WaveState
  /** In the order of the walk. */
  readonly tasks: readonly PickTask[]
}

/** A SKU that should come back, with how much of it was judged, in pieces. */
export interface ReturnedLine {
  readonly skuId: number
  readonly quantity: number
  readonly good: number
  readonly defective: number
}

/** The open return. */
export interface ReturnInHand {
  readonly id: number
  readonly number: string
  readonly lines: readonly ReturnedLine[]
}

/** A packed parcel put aside for the courier. */
export interface BatchParcel {
  readonly id: number
  readonly number: string
  readonly carrier: string | null
}

/** Pieces of a SKU found at the location so far. */
export interface TallyInHand {
  readonly skuId: number
  readonly name: string
  readonly quantity: number
}

/** The location being counted. */
export interface TurnInHand {
  readonly id: number
  readonly locationId: number
  readonly location: string
  /** The count's. */
  readonly number: string
  /** 1 for the first count. */
  readonly round: number
  readonly tallies: readonly TallyInHand[]
  /** The SKUs to be counted; null for all that lie there. */
  readonly only: readonly number[] | null
}

/** A SKU of the open delivery, in pieces. */
export interface DeliveryLine {
  readonly skuId: number
  readonly name: string
  readonly announced: number
  /** Accepted and rejected before. */
  readonly received: number
  /** Counted and not posted yet: good and bad. */
  readonly counted: number
  readonly countedBad: number
  /** Among which goods it usually lies. */
  readonly goodsClass: string | null
}

/** The open delivery. */
export interface DeliveryInHand {
  readonly id: number
  readonly number: string
  readonly state: DeliveryState
  readonly lines: readonly DeliveryLine[]
}

/** A SKU that lies on a shelf. */
export interface LyingGoods {
  readonly skuId: number
  readonly name: string
  /** Pieces that no pick list has been promised. */
  readonly free: number
  readonly goodsClass: string | null
}

/** The shelf from which goods are carried. */
export interface LyingThere {
  readonly locationId: number
  /** Nobody at a terminal may know how much there is. */
  readonly hidden: boolean
  readonly location: string
  readonly goods: readonly LyingGoods[]
}

/** Everything a scan is understood by, beside the code itself. */
export interface Context {
  readonly hand: Hand
  readonly personId: number
  readonly parcel: ParcelInHand | null
  readonly wave: WaveInHand | null
  readonly batch: readonly BatchParcel[]
  readonly returned: ReturnInHand | null
  /** The hours that would have to be confirmed before something new is begun. */
  readonly closed: Closed
  readonly turn: TurnInHand | null
  readonly delivery: DeliveryInHand | null
  readonly lying: LyingThere | null
}

/** Pieces of the parcel that aren't checked yet. */
export function leftIn({ lines }: Pick<ParcelInHand, 'lines'>): number {
  return lines.reduce((sum, { quantity, checked }) => sum + quantity - checked, 0)
}

/** Pieces of a line, or of the whole return, that nobody has judged yet. */
export function unjudged({ quantity, good, defective }: ReturnedLine): number {
  return Math.max(0, quantity - good - defective)
}
export function unjudgedIn({ lines }: Pick<ReturnInHand, 'lines'>): number {
  return lines.reduce((sum, line) => sum + unjudged(line), 0)
}

/** Pieces of a task still to be fetched. */
export function leftOf({ quantity, picked }: Pick<PickTask, 'quantity' | 'picked'>): number {
  return Math.max(0, quantity - picked)
}

/** Pieces of the wave still to be fetched. */
export function leftToPick({ tasks }: Pick<WaveInHand, 'tasks'>): number {
  return tasks.reduce((sum, task) => sum + leftOf(task), 0)
}

export type Stage = 'goods' | 'place' | 'quantity' | 'reason' | 'confirm'

/** What is still to be said about goods that are reported; of a parcel's goods the pick list knows the place. */
export function stageOf(draft: Draft, parcel: ParcelInHand | null): Stage {
  if (draft.skuId === null) return 'goods'
  const known = parcel?.lines.some(({ skuId }) => skuId === draft.skuId) ?? false
  if (draft.locationId === null && !known) return 'place'
  if (draft.quantity === null) return 'quantity'
  return draft.reason === null ? 'reason' : 'confirm'
}
