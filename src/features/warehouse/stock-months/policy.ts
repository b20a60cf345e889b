import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { holding, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type StockMonth = RowOf<'StockMonth'>

/** Who works with the ledger as a whole. */
const bookkeepers = holding('OPERATIONS_LEAD', 'OWNER', 'WAREHOUSE_CLERK', 'DATA_ANALYST')

export const policy = {
  list: bookkeepers,
  create: program,
  close: holding('OPERATIONS_LEAD', 'OWNER'),
  reopen: holding('OWNER'),
} satisfies Record<keyof typeof moves | 'list' | 'create', Rule<StockMonth> | Rule>

/** Stock is the company's: everybody sees its months. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
