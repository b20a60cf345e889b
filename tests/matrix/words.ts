import type { Cast, Member } from '../setup/cast.ts'
import { MEMBERS } from '../setup/cast.ts'

/**
 * Who may do what, written by hand from what the product must do, not derived from its code. Policies and routes are
 * both checked against it, so a changed rule shows as a change of this text.
 */
export interface Rights {
  /** The record on which the rows below are tried: whose it is, in which shop, in which state. */
  situation: string
  /** Makes that record and returns its id; absent for nouns without records of their own. */
  make?(cast: Cast): Promise<number>
  /** Who sees it at all: everybody else gets 404. */
  sees: readonly Member[]
  /** Deed or move: who may. `list`, `create` and other deeds without a record included. */
  may: Readonly<Record<string, readonly Member[]>>
  /** Move: the states in which it is possible. */
  when?: Readonly<Record<string, readonly string[]>>
  /** Values for the address or the form where a door needs more than an id to get as far as asking for the right. */
  doors?: Readonly<Record<string, string>>
}

export type Matrix = Readonly<Record<string, Rights>>

/** Everybody in service, the stranger from the other shop included. */
export const EVERYBODY: readonly Member[] = MEMBERS
/** Everybody of the first shop. */
export const OURS: readonly Member[] = MEMBERS.filter((member) => member !== 'stranger')
export const NOBODY: readonly Member[] = []
/** Positions that see all shops, and the operations team of the first. */
export const LEADS: readonly Member[] = ['owner', 'operations-lead', 'service-lead']
