import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, either, holding } from '../../../work/rules.ts'
import { keepers } from '../products/policy.ts'

/** `costFen` is null as well for those who may not see it. */
export type Sku = RowOf<'Sku'>

/** What goods cost is for those who buy, calculate and answer for it; others keep goods without knowing it. */
const costKnowers = holding('OWNER', 'OPERATIONS_LEAD', 'DATA_ANALYST', 'PURCHASING')

export const policy = {
  list: anyone,
  create: keepers,
  edit: keepers,
  archive: keepers,
  restore: keepers,
  place: either(keepers, holding('WAREHOUSE_CLERK')),
  'see-cost': costKnowers,
  cost: holding('OWNER', 'OPERATIONS_LEAD', 'PURCHASING'),
}

/** Goods are the company's: everybody sees them. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
