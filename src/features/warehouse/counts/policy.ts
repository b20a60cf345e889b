import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, except, holding } from '../../../work/rules.ts'
import { storekeepers } from '../locations/policy.ts'
import type { moves } from './workflow.ts'

export type Count = RowOf<'Count'>

/** A count with everybody who has counted a location of it. */
export interface CountedCount extends Count {
  counterIds: readonly number[]
}

const lead = holding('OPERATIONS_LEAD', 'OWNER')
const counted: Rule<CountedCount> = {
  words: '参与盘点的人',
  duties: [],
  test: (actor, { counterIds }) => counterIds.includes(personOf(actor) ?? 0),
}
/** Nobody judges what he has counted himself. */
const reviewer = both<CountedCount>(lead, except('没有参与这次盘点', counted))

export const policy = {
  list: anyone,
  create: storekeepers,
  count: storekeepers,
  finish: lead,
  review: reviewer,
  recount: reviewer,
  post: reviewer,
  void: lead,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'count' | 'review', Rule<CountedCount> | Rule>

/** Warehouse papers are the company's: everybody sees them. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}

/** Whether figures may be seen: while people count, nobody sees what the book or a first count says. */
export function isBlind({ state }: Pick<Count, 'state'>): boolean {
  return state === 'COUNTING'
}
