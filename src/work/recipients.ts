import type { Duty } from '../actor.ts'
import type { OpenAct } from './act.ts'
import type { Holders, Post } from './house.ts'
import { directory, postKey } from './house.ts'
import { firstHeld, holdersOfLadders, ladder } from './posts.ts'

/** What of a work item decides who hears about it. */
export interface Concerning {
  readonly id: number
  readonly ownerId: number | null
  readonly duty: Duty | null
  readonly shopId: number | null
}

/** By item, the people who hear about it. */
export type Recipients = ReadonlyMap<number, readonly number[]>

/** Where an item waits. What is a person's alone waits at nobody's duty; beyond him there's the owner. */
const postOf = ({ duty, shopId }: Concerning): Post => ({ duty: duty ?? 'OWNER', shopId })
const idsAt = (posts: readonly Post[], holders: Holders): number[] =>
  firstHeld(posts, holders).holders.map(({ id }) => id)

/**
 * Everybody who must act on items: the owner, or all who may claim; of a duty that nobody holds its lead, then the
 * owner of the shop. One statement, however many items.
 */
export async function recipientsOf(act: OpenAct, items: readonly Concerning[]): Promise<Recipients> {
  const holders = await holdersOfLadders(act, items.filter(({ ownerId }) => ownerId === null).map(postOf))
  return new Map(
    items.map((item) => [
      item.id,
      item.ownerId === null ? idsAt(ladder(postOf(item)), holders) : [item.ownerId],
    ]),
  )
}

/**
 * Who stands above those who should have acted: the direct superiors of the owner, or of everybody who should have
 * claimed the item. Where that's nobody, the lead of the duty, then the owner. Two statements, however many items.
 */
export async function abovesOf(act: OpenAct, items: readonly Concerning[]): Promise<Recipients> {
  const holders = await holdersOfLadders(act, items.map(postOf))
  const responsible = (item: Concerning): number[] =>
    item.ownerId === null ? (holders.get(postKey(postOf(item))) ?? []).map(({ id }) => id) : [item.ownerId]
  const superiors = await directory().superiorsOf([...new Set(items.flatMap(responsible))], act.at, act.tx)
  return new Map(
    items.map((item) => {
      const below = responsible(item)
      const direct = below.flatMap((id) => superiors.get(id)?.[0]?.id ?? [])
      const above = [...new Set(direct)].filter((id) => !below.includes(id))
      const [, ...rungs] = ladder(postOf(item))
      return [item.id, above.length > 0 ? above : idsAt(rungs, holders).filter((id) => !below.includes(id))]
    }),
  )
}
