import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'
import { policy as skuPolicy } from '../skus/policy.ts'

export type Supplier = RowOf<'Supplier'>

/** Who buys: suppliers and what they owe us are theirs. */
export const buyers = holding('PURCHASING', 'OPERATIONS_LEAD', 'OWNER')

/** A supplier's price is what goods cost: who may know the one may know the other. */
export const policy = {
  list: anyone,
  create: buyers,
  edit: buyers,
  archive: buyers,
  restore: buyers,
  offer: buyers,
  'end-offer': buyers,
  'see-prices': skuPolicy['see-cost'],
}

/** Suppliers are the company's: everybody who handles their goods sees them. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
