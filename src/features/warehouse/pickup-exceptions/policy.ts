import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, holding, inOwnShop, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type PickupException = RowOf<'PickupException'>

export const policy = {
  list: anyone,
  import: program,
  'undo-import': program,
  resolve: both<PickupException>(
    holding('WAREHOUSE_CLERK', 'OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER'),
    inOwnShop,
  ),
  ship: program,
  reopen: program,
} satisfies Record<keyof typeof moves | 'list' | 'import' | 'undo-import', Rule<PickupException> | Rule>

/** Exceptions of the shops the actor sees. `e` is the exception in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`e.shop_id = ANY(${[...actor.shops]})`
}
