import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, holding, inOwnShop, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type OversellAlarm = RowOf<'OversellAlarm'>

/** The program raises and ends alarms; operations decides whether a listing stays on sale meanwhile. */
export const policy = {
  list: anyone,
  create: program,
  keep: both<OversellAlarm>(holding('OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER'), inOwnShop),
  restock: program,
  delist: program,
} satisfies Record<keyof typeof moves | 'list' | 'create', Rule<OversellAlarm> | Rule>

/** Alarms belong to their listing's shop. `a` is the alarm in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`a.shop_id = ANY(${[...actor.shops]})`
}
