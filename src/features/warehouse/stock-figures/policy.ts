import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { anyone } from '../../../work/rules.ts'
import { policy as skuPolicy } from '../../catalog/skus/policy.ts'

/** What lies here is worth what it cost: who may know the one may know the other. */
export const policy = { list: anyone, 'see-value': skuPolicy['see-cost'] }

/** Stock is the company's: everybody sees it. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
