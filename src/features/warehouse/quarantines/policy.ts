import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, holding } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type QuarantineCase = RowOf<'QuarantineCase'>

const decider = holding('PURCHASING', 'OPERATIONS_LEAD', 'OWNER')

export const policy = {
  list: anyone,
  create: holding('WAREHOUSE_CLERK', 'OPERATIONS_LEAD', 'QUALITY_INSPECTOR'),
  rework: decider,
  restock: decider,
  'return-to-supplier': decider,
  'write-off': decider,
} satisfies Record<keyof typeof moves | 'list' | 'create', Rule<QuarantineCase> | Rule>

/** Goods are the company's: everybody sees what is set apart. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
