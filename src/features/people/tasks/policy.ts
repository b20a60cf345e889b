import type { Actor, Duty } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, either, holderIn, superiorOf, theOne } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type Task = RowOf<'Task'>

const theRequester = theOne<Task>('交办人', (task) => task.requesterId)
const theAssignee = theOne<Task>('承办人', (task) => task.assigneeId)
/** Those of whom the task is asked: the person, or whoever holds the duty until one of them accepts. */
const theAsked = either<Task>(
  theAssignee,
  holderIn('被交办岗位的人员', (task): Duty | null => (task.assigneeId === null ? task.duty : null)),
)
const aboveTheAssignee = superiorOf<Task>('承办人', (task) => task.assigneeId)

export const policy = {
  list: anyone,
  create: anyone,
  edit: theRequester,
  progress: theAssignee,
  accept: theAsked,
  decline: either(theAsked, aboveTheAssignee),
  deliver: theAssignee,
  approve: theRequester,
  return: theRequester,
  withdraw: theRequester,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'edit' | 'progress', Rule<Task> | Rule>

/** Tasks concern those who asked, those who are asked, and everybody above either of them. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  const people = [actor.personId, ...actor.reports]
  const inShop =
    actor.shops === 'all'
      ? Prisma.sql`TRUE`
      : Prisma.sql`(t.shop_id IS NULL OR t.shop_id = ANY(${[...actor.shops]}))`
  return Prisma.sql`(t.requester_id = ANY(${people}) OR t.assignee_id = ANY(${people})
    OR (t.assignee_id IS NULL AND t.duty = ANY(${[...actor.duties]}::"Duty"[]) AND ${inShop}))`
}
