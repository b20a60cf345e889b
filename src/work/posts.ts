import type { Duty } from '../actor.ts'
import type { OpenAct } from './act.ts'
import type { Contact, Holders, Post } from './house.ts'
import { directory, postKey } from './house.ts'

/** A lead's position for every duty: who is asked when nobody holds the duty itself. */
const leadOf: Partial<Record<Duty, Duty>> = {
  OPERATIONS_SPECIALIST: 'OPERATIONS_LEAD',
  DESIGNER: 'OPERATIONS_LEAD',
  WAREHOUSE_CLERK: 'OPERATIONS_LEAD',
  DATA_ANALYST: 'OPERATIONS_LEAD',
  PURCHASING: 'OPERATIONS_LEAD',
  SERVICE_AGENT: 'SERVICE_LEAD',
}

/** Duties whose unclaimed items count for an actor, because he leads those who hold them. */
export function dutiesLedBy(duties: ReadonlySet<Duty>): Duty[] {
  return (Object.keys(leadOf) as Duty[]).filter((duty) => {
    const lead = leadOf[duty]
    return lead !== undefined && duties.has(lead)
  })
}

/** The posts that are asked one after the other until somebody is there: the duty itself, its lead, the owner. */
export function ladder({ duty, shopId }: Post): Post[] {
  const duties: Duty[] = [duty, leadOf[duty] ?? 'OWNER', 'OWNER']
  return [...new Set(duties)].map((duty) => ({ duty, shopId }))
}

/** Who holds the posts and all that would be asked instead; one statement, however many. */
export function holdersOfLadders(act: OpenAct, posts: readonly Post[]): Promise<Holders> {
  const rungs = new Map(posts.flatMap(ladder).map((post) => [postKey(post), post]))
  return directory().holdersOf([...rungs.values()], act.at, act.tx)
}

/** The first of some posts that somebody holds, and who does; the last one if nobody holds any. */
export function firstHeld(
  posts: readonly Post[],
  holders: Holders,
): { post: Post | undefined; holders: readonly Contact[] } {
  const post = posts.find((one) => holders.has(postKey(one))) ?? posts.at(-1)
  return { post, holders: (post && holders.get(postKey(post))) ?? [] }
}

/** For every post the duty at which somebody can be reached in its shop. */
export async function reachable(act: OpenAct, posts: readonly Post[]): Promise<(post: Post) => Duty> {
  const holders = await holdersOfLadders(act, posts)
  return (post) => firstHeld(ladder(post), holders).post?.duty ?? 'OWNER'
}
