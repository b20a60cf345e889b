import type { Actor, Duty, PersonActor } from '../actor.ts'
import type { Tx } from '../database/client.ts'
import type { OpenAct } from './act.ts'
import type { Concern } from './concerns.ts'
import type { Noun, Subject } from './nouns.ts'
import type { Parameter } from './parameters.ts'

/**
 * What `people` tells `work/` and `web/`, which know no feature. Whoever asks within a deed hands over its
 * transaction: a deed that waited for a second connection could wait for ever once all are held by others like it.
 */
export interface Directory {
  /** The actor with position, duties, shops and reports as of now; null when not in service. */
  actorOf(personId: number, tx?: Tx): Promise<PersonActor | null>
  /** Who holds posts at a moment, by `postKey`, oldest employee number first; posts that nobody holds are missing. */
  holdersOf(posts: readonly Post[], at: Date, tx?: Tx): Promise<Holders>
  /** The chains of superiors of people at a moment, the direct one first; without superiors they are missing. */
  superiorsOf(personIds: readonly number[], at: Date, tx?: Tx): Promise<ReadonlyMap<number, Contact[]>>
  /** The views of a list that somebody has saved, in the order of their making. */
  viewsOf(actor: Actor, list: string): Promise<View[]>
}

/** A list's filter, order and columns under a name. */
export interface View {
  readonly id: number
  readonly name: string
  /** Query of the list's address. */
  readonly query: string
}

/** A duty in a shop (null: in any). */
export interface Post {
  readonly duty: Duty
  readonly shopId: number | null
}

export type Holders = ReadonlyMap<string, readonly Contact[]>

/** A post as the key of a map. */
export function postKey({ duty, shopId }: Post): string {
  return `${duty}/${shopId}`
}

export interface Contact {
  readonly id: number
  readonly name: string
}

/** One noun's move causes another noun's deed, in the same transaction. */
export interface Reaction {
  readonly noun: string
  /** The move's key, or `create` or `edit`. */
  readonly deed: string
  run(act: OpenAct, rows: readonly Subject[]): Promise<void>
}

/** The tables that are handed over in `app.ts`. */
export interface House {
  readonly nouns: readonly Noun[]
  readonly directory: Directory
  readonly reactions: readonly Reaction[]
  /** What nouns know of the work a person holds, for leaving and handing over. */
  readonly concerns?: readonly Concern[]
  /** The numbers in rules that a lead may change. */
  readonly parameters?: readonly Parameter[]
}

let current: House | undefined

/** Hands the tables over, once per process, before anything acts. */
export function furnish(house: House): void {
  current = house
}

/** @throws Error when nothing was handed over yet */
export function house(): House {
  if (!current) throw new Error('the house is not furnished yet: call furnish() first')
  return current
}

/** The directory of people. */
export function directory(): Directory {
  return house().directory
}

/** The noun with a key, or undefined for a noun this version doesn't know (old history). */
export function nounOf(key: string): Noun | undefined {
  return house().nouns.find((noun) => noun.key === key)
}
