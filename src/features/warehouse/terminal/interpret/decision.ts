import type { DeliveryFault } from '../../../../generated/prisma/enums.ts'
import type { Carried, Draft, Question, Screen, SendbackRef } from '../hand.ts'

/**
 * Why a scan isn't taken. Each has a message and a sound of its own; all but the harmless ones also stop what was
 * scanned after it without seeing the answer, because the clerk had moved on in mind: pieces of the next parcel must
 * not count for this one.
 */
export const REFUSALS = [
  // About the code
  'unknown',
  'badge',
  'wave-not-here',
  'place-not-here',
  'parcel-not-here',
  'goods-not-here',
  'delivery-not-here',
  'number-not-here',
  // About commands
  'nothing-asked',
  'nothing-open',
  'nothing-to-undo',
  'not-offered',
  // About pieces
  'not-this-order',
  'complete',
  'carton-too-many',
  'quarantined',
  // About parcels
  'need-parcel',
  'same-parcel',
  'other-parcel',
  'incomplete',
  'need-waybill',
  'wrong-waybill',
  'not-picked',
  'out-of-stock',
  'packed',
  'shipped',
  'stopped',
  'cancelled',
  'gone',
  // About picking
  'need-wave',
  'need-place',
  'need-goods',
  'other-wave',
  'same-wave',
  'wave-ended',
  'not-this-wave',
  'other-place',
  'place-not-in-wave',
  'place-done',
  'too-many',
  // About hand-over
  'in-batch',
  'batch-held',
  'not-packed',
  'other-carrier',
  'batch-empty',
  // About returns
  'need-return',
  'same-return',
  'other-return',
  'return-settled',
  'not-sent',
  'need-verdict',
  // About counting
  'not-to-count',
  'place-counted',
  'recount-by-another',
  'same-place',
  'other-place-open',
  'not-asked-here',
  // About deliveries
  'need-delivery',
  'same-delivery',
  'other-delivery',
  'delivery-ended',
  'delivery-cancelled',
  'nothing-counted',
  'need-counted',
  'not-storage',
  // About goods on their way between shelves
  'need-from',
  'same-shelf',
  'not-lying',
  'too-few',
  'other-goods',
  // About time and place of the scan
  'stale-session',
  'stale-subject',
  'out-of-order',
  'after-refusal',
  // A deed refused, in its own words
  'failed',
] as const
export type Refusal = (typeof REFUSALS)[number]

/** Refusals after which blind scans don't count. A wrong or surplus piece is put aside and nothing else changes. */
const HARMLESS: ReadonlySet<Refusal> = new Set<Refusal>([
  'not-this-order',
  'complete',
  'carton-too-many',
  'quarantined',
  'same-parcel',
  'same-wave',
  'same-place',
  'not-this-wave',
  'too-many',
  'in-batch',
  'same-return',
  'nothing-to-undo',
  'nothing-asked',
  'same-delivery',
])

/** Whether scans made before the answer was seen must not count. */
export function breaks(why: Refusal): boolean {
  return !HARMLESS.has(why)
}

/** What a scan means. Decided without looking anything up and without changing anything. */
export type Decision =
  | {
      readonly do: 'refuse'
      readonly why: Refusal
      /** A number or name that the message mentions. */
      readonly about?: string
    }
  | { readonly do: 'go'; readonly screen: Screen }
  | { readonly do: 'lock' }
  | { readonly do: 'ask'; readonly question: Question; readonly about?: string }
  | { readonly do: 'forget' }
  | { readonly do: 'work-after-hours'; readonly screen: Screen }
  // Packing
  | { readonly do: 'open-parcel'; readonly shipmentId: number }
  | { readonly do: 'close-parcel' }
  | { readonly do: 'ready' }
  | { readonly do: 'check'; readonly skuId: number; readonly quantity: number; readonly name: string }
  | { readonly do: 'uncheck' }
  | { readonly do: 'pack'; readonly trackingNumber: string; readonly carrier: string }
  // Picking
  | { readonly do: 'open-wave'; readonly waveId: number }
  | { readonly do: 'close-wave' }
  | { readonly do: 'stand'; readonly locationId: number; readonly code: string }
  | {
      readonly do: 'pick'
      readonly locationId: number
      readonly skuId: number
      readonly quantity: number
      readonly name: string
    }
  | { readonly do: 'unpick' }
  | { readonly do: 'finish-wave'; readonly waveId: number }
  // Hand-over
  | { readonly do: 'add-to-batch'; readonly shipmentId: number; readonly number: string }
  | { readonly do: 'drop-from-batch'; readonly shipmentId: number }
  | { readonly do: 'empty-batch' }
  | { readonly do: 'hand-over' }
  // Returns
  | { readonly do: 'open-return'; readonly sendback: SendbackRef }
  | { readonly do: 'close-return' }
  | {
      readonly do: 'judge'
      readonly skuId: number | null
      readonly quantity: number
      readonly verdict: 'GOOD' | 'DEFECTIVE' | 'WRONG' | 'SURPLUS'
      readonly reason: string | null
    }
  | { readonly do: 'take-back' }
  | { readonly do: 'put-returned'; readonly locationId: number }
  | { readonly do: 'settle-return' }
  | { readonly do: 'register-unknown'; readonly trackingNumber: string }
  | { readonly do: 'note-unknown'; readonly skuId: number; readonly quantity: number; readonly name: string }
  | { readonly do: 'unnote-unknown' }
  | { readonly do: 'close-unknown' }
  // Counting
  | { readonly do: 'begin-place'; readonly locationId: number; readonly takeOver: boolean }
  | { readonly do: 'count'; readonly skuId: number; readonly quantity: number; readonly name: string }
  | { readonly do: 'count-as'; readonly skuId: number; readonly quantity: number }
  | { readonly do: 'uncount' }
  | { readonly do: 'finish-place' }
  | { readonly do: 'next-place'; readonly locationId: number }
  | { readonly do: 'leave-place' }
  // Problems
  | { readonly do: 'draft'; readonly draft: Draft }
  | { readonly do: 'report'; readonly draft: Draft }
  // Receiving
  | { readonly do: 'open-delivery'; readonly deliveryId: number }
  | { readonly do: 'begin-unannounced' }
  | { readonly do: 'close-delivery' }
  | { readonly do: 'receive'; readonly skuId: number; readonly quantity: number }
  | { readonly do: 'unreceive' }
  | { readonly do: 'reject'; readonly fault: DeliveryFault }
  | { readonly do: 'put'; readonly skuId: number; readonly locationId: number }
  | { readonly do: 'post-delivery' }
  // Carrying from shelf to shelf
  | { readonly do: 'carry'; readonly carried: Carried | null }
  | { readonly do: 'move-goods'; readonly locationId: number }

export function refuse(why: Refusal, about?: string): Decision {
  return about === undefined ? { do: 'refuse', why } : { do: 'refuse', why, about }
}
