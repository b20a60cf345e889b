import type { Duty } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import type { Contact } from '../../../work/house.ts'
import { directory, postKey } from '../../../work/house.ts'

/** Somebody who may count. */
export interface Counter extends Contact {
  /** Whether counting is his trade; a lead only helps out. */
  readonly clerk: boolean
}

const holding = (duty: Duty): { duty: Duty; shopId: null } => ({ duty, shopId: null })

/** Everybody who may count at a moment, clerks first. */
export async function countersAt(at: Date, tx?: Tx): Promise<Counter[]> {
  const posts = [holding('WAREHOUSE_CLERK'), holding('OPERATIONS_LEAD')] as const
  const holders = await directory().holdersOf(posts, at, tx)
  const [clerks, leads] = posts.map((post) => holders.get(postKey(post)) ?? []) as [Contact[], Contact[]]
  const known = new Set(clerks.map(({ id }) => id))
  return [
    ...clerks.map((one) => ({ ...one, clerk: true })),
    ...leads.filter(({ id }) => !known.has(id)).map((one) => ({ ...one, clerk: false })),
  ]
}

/** Whether a recount must be another's: this person has counted there before, and a clerk is there who hasn't. */
export function mustBeAnother(
  counters: readonly Counter[],
  earlierIds: readonly number[],
  personId: number,
): boolean {
  return earlierIds.includes(personId) && counters.some(({ id, clerk }) => clerk && !earlierIds.includes(id))
}
