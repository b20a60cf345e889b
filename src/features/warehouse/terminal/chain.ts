import type { Hand, Screen } from './hand.ts'
import type { Refusal } from './interpret/decision.ts'

/** A scan as the page sends it, bound to what the clerk saw when he pulled the trigger. */
export interface Sent {
  /** Made by the page; the same one again is the same scan. */
  readonly id: string
  /** The clerk's session. */
  readonly session: number
  /** What was on the screen, and what lay open there. */
  readonly screen: Screen
  readonly subject: number | null
  /** The scan before it, if its answer wasn't there yet. */
  readonly follows: string | null
  readonly code: string
  /** By the page's clock. */
  readonly scannedAt: Date
}

/** What the server knows the clerk has in hand now. */
export interface Present {
  readonly id: number
  readonly hand: Hand
}

/** The parcel, wave or other paper that is open on a screen. */
export function subjectOn(screen: Screen, { open }: Hand): number | null {
  return open[screen] ?? null
}

/**
 * Whether a scan still means what the clerk meant, or why not. One that was made with the answer before it on the
 * screen must belong to what is open there. One that was made blind must follow the scan judged last, and that one
 * must not have been refused in a way after which the clerk and we think of different parcels.
 */
export function staleness(sent: Sent, now: Present): Refusal | null {
  if (sent.session !== now.id) return 'stale-session'
  if (sent.follows === null) return sent.subject === subjectOn(sent.screen, now.hand) ? null : 'stale-subject'
  if (sent.follows !== now.hand.last) return 'out-of-order'
  return now.hand.broken ? 'after-refusal' : null
}

/** The screen on which a scan is to be understood: a blind one happens where the one before it led. */
export function screenOf(sent: Sent, now: Present): Screen {
  return sent.follows === null ? sent.screen : now.hand.screen
}
