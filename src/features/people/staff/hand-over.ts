import type { Duty, PersonActor } from '../../../actor.ts'
import { holds, seesShop } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import type { WorkItem } from '../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../work/act.ts'
import { record } from '../../../work/history.ts'
import { directory, house, nounOf } from '../../../work/house.ts'
import { announce } from '../../../work/live.ts'
import { tell } from '../../../work/notices.ts'

/** How many names of things left over a sentence lists. */
const LISTED = 5

/** Where an open work item goes: to the colleague, back to the position's list, or nowhere. */
export type Destination = 'colleague' | 'position' | 'nowhere'

type Item = Pick<WorkItem, 'duty' | 'shopId'>

/**
 * The colleague takes what he may do: what was given to the person alone, and what belongs to a duty he holds, in
 * shops he sees. Other work of a duty goes back to the list of those who hold it.
 */
export function destinationOf(
  item: Item,
  colleague: PersonActor | null,
  hasOtherHolders: boolean,
): Destination {
  const sees = colleague && (item.shopId === null || seesShop(colleague, item.shopId))
  if (colleague && sees && (item.duty === null || holds(colleague, item.duty))) return 'colleague'
  return item.duty !== null && hasOtherHolders ? 'position' : 'nowhere'
}

interface Leaver {
  readonly id: number
  readonly name: string
}

/**
 * Hands over everything a person still has to do, in one act. Each record's history says so, and the colleague gets
 * one notice.
 * @throws FieldError at `successorId` when something is left that nobody takes
 */
export async function handOverWork(act: OpenAct, from: Leaver, successorId: number | null): Promise<void> {
  const colleague = successorId === null ? null : await directory().actorOf(successorId, act.tx)
  if (successorId === from.id) throw new FieldError({ successorId: '请选择另一位同事' })
  if (successorId !== null && !colleague)
    throw new FieldError({ successorId: '这位同事已不在职，请另选一位' })
  const concerns = house().concerns ?? []
  if (colleague) {
    for (const concern of concerns) await concern.handOver(act, from.id, colleague.personId)
  }
  const taken = await distribute(act, from, colleague)
  const left: string[] = []
  for (const concern of concerns) {
    const held = await concern.heldBy(act.tx, from.id)
    left.push(...held.map(({ kind, title }) => `${kind}“${title}”`))
  }
  if (left.length > 0) throw stillHeld(left)
  if (colleague && taken > 0) {
    await tell(act, [
      {
        recipientId: colleague.personId,
        text: `${from.name}的 ${taken} 件待办已交接给您。`,
        noun: 'people/staff',
        subjectId: from.id,
      },
    ])
  }
}

/** Distributes the open work items and returns how many the colleague got. */
async function distribute(act: OpenAct, from: Leaver, colleague: PersonActor | null): Promise<number> {
  const items = await act.tx.workItem.findMany({
    where: { ownerId: from.id, closedAt: null },
    orderBy: { id: 'asc' },
  })
  const others = await otherHolders(act, from.id, items)
  const to = (item: WorkItem): Destination =>
    destinationOf(item, colleague, others.has(`${item.duty}/${item.shopId}`))
  const nowhere = items.filter((item) => to(item) === 'nowhere')
  if (nowhere.length > 0)
    throw stillHeld(nowhere.map(({ noun, title }) => `${nounOf(noun)?.label ?? ''}“${title}”`))
  const taken = items.filter((item) => to(item) === 'colleague')
  const back = items.filter((item) => to(item) === 'position')
  if (colleague) await give(act, taken, colleague.personId)
  await giveBack(act, back)
  const nameOf = (item: WorkItem): string => (to(item) === 'colleague' ? (colleague?.name ?? '') : '岗位')
  await record(
    act,
    items.map((item) => ({
      noun: item.noun,
      subjectId: item.subjectId,
      deed: 'hand-over',
      remark: `${from.name} → ${nameOf(item)}：${item.title}`,
    })),
  )
  await announce(act, [
    ...items,
    ...taken.map((item) => ({ ...item, ownerId: colleague?.personId ?? null })),
    ...back.map((item) => ({ ...item, ownerId: null })),
  ])
  return taken.length
}

/**
 * Puts back on the position's list what a person has claimed but can no longer do after a change of assignment. Where
 * nobody else can, `rerouteUnclaimed` finds out who is asked instead.
 */
export async function releaseItems(act: OpenAct, from: Leaver, after: Holder): Promise<void> {
  const claimed = await act.tx.workItem.findMany({
    where: { ownerId: from.id, closedAt: null, duty: { not: null } },
  })
  const lost = claimed.filter(
    ({ duty, shopId }) =>
      duty !== null &&
      !(after.duties.has(duty) && (shopId === null || after.shops === 'all' || after.shops.has(shopId))),
  )
  await giveBack(act, lost)
  await announce(act, [...lost, ...lost.map((item) => ({ ...item, ownerId: null }))])
}

interface Holder {
  readonly duties: ReadonlySet<Duty>
  readonly shops: ReadonlySet<number> | 'all'
}

/** The posts among those of the items that somebody else holds too. */
async function otherHolders(
  act: OpenAct,
  personId: number,
  items: readonly WorkItem[],
): Promise<Set<string>> {
  const posts = items.flatMap(({ duty, shopId }) => (duty === null ? [] : [{ duty, shopId }]))
  const holders = await directory().holdersOf(posts, act.at, act.tx)
  return new Set(
    [...holders].filter(([, found]) => found.some(({ id }) => id !== personId)).map(([key]) => key),
  )
}

async function give(act: OpenAct, items: readonly WorkItem[], personId: number): Promise<void> {
  await act.tx.workItem.updateMany({ where: idsOf(items), data: { ownerId: personId } })
}

async function giveBack(act: OpenAct, items: readonly WorkItem[]): Promise<void> {
  await act.tx.workItem.updateMany({ where: idsOf(items), data: { ownerId: null, claimedAt: null } })
}

function idsOf(items: readonly WorkItem[]): { id: { in: number[] }; closedAt: null } {
  return { id: { in: items.map(({ id }) => id) }, closedAt: null }
}

function stillHeld(left: readonly string[]): FieldError {
  const listed = left.slice(0, LISTED).join('、')
  const rest = left.length > LISTED ? ` 等 ${left.length} 件` : ''
  return new FieldError({
    successorId: `还有工作没有人接手：${listed}${rest}。请选择能接手的同事，或先处理完`,
  })
}
