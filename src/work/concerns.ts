import type { Tx } from '../database/client.ts'
import type { OpenAct } from './act.ts'

/** Something a person still has to do, or answers for. */
export interface Held {
  readonly title: string
  /** The record's page. */
  readonly href: string
  /** What people call this kind of record. */
  readonly kind: string
}

/**
 * What a noun knows about the work a person holds in it beyond work items: who executes, who asked, whose parcel is
 * open. Handed over in `app.ts`, read by `people/staff` when somebody leaves.
 */
export interface Concern {
  /** The noun's key. */
  readonly noun: string
  /** What the person holds, the most important first. */
  heldBy(tx: Tx, personId: number): Promise<Held[]>
  /** Gives to a colleague what can be given; what is still held afterwards prevents the leaving. */
  handOver(act: OpenAct, from: number, to: number): Promise<void>
}
