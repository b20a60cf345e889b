import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'
import { storekeepers } from '../locations/policy.ts'

export type Sku = RowOf<'Sku'>

export const policy = {
  list: anyone,
  transfer: storekeepers,
  /** Those who post counts. */
  import: holding('OPERATIONS_LEAD', 'OWNER'),
}

/** Stock is the company's: everybody sees it. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
