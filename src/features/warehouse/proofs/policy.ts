import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { holding } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type Proof = RowOf<'Proof'>

const lead = holding('OPERATIONS_LEAD', 'OWNER')

/** Who works with the ledger as a whole. */
const bookkeepers = holding('OPERATIONS_LEAD', 'OWNER', 'WAREHOUSE_CLERK', 'DATA_ANALYST')

export const policy = {
  list: bookkeepers,
  create: lead,
  settle: lead,
} satisfies Record<keyof typeof moves | 'list' | 'create', Rule<Proof> | Rule>

/** Stock is the company's: everybody sees whether its books are right. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
