import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, except, holding, theOne } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type QuarantineCase = RowOf<'QuarantineCase'>

const decider = holding('PURCHASING', 'OPERATIONS_LEAD', 'OWNER')
const lead = holding('OPERATIONS_LEAD', 'OWNER')
const theAsker = theOne<QuarantineCase>('申请人', (one) => one.writeOffAskedById)
const another = both<QuarantineCase>(lead, except('不能审批自己的申请', theAsker))

export const policy = {
  list: anyone,
  create: holding('WAREHOUSE_CLERK', 'OPERATIONS_LEAD', 'QUALITY_INSPECTOR'),
  photograph: holding('WAREHOUSE_CLERK', 'OPERATIONS_LEAD', 'QUALITY_INSPECTOR', 'PURCHASING'),
  restock: decider,
  rework: decider,
  'end-rework': decider,
  'return-to-supplier': decider,
  'write-off': lead,
  'ask-write-off': holding('WAREHOUSE_CLERK', 'PURCHASING', 'OPERATIONS_LEAD', 'OWNER'),
  'approve-write-off': another,
  'refuse-write-off': another,
  'withdraw-write-off': theAsker,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'photograph', Rule<QuarantineCase> | Rule>

/** Goods are the company's: everybody sees what is set apart. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
