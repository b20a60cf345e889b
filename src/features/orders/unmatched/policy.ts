import type { Actor } from '../../../actor.ts'
import { both, inOwnShop } from '../../../work/rules.ts'
import { policy as merchantCodePolicy } from '../../catalog/merchant-codes/policy.ts'
import { readers, visibleTo as ordersVisibleTo } from '../orders/policy.ts'
import type { Prisma } from '../../../generated/prisma/client.ts'

/** A code of a shop that means no goods, by the oldest of the open lines that name it. */
export interface Unmatched {
  /** Of that line. */
  id: number
  version: number
  /** It's there only as long as it's unmatched. */
  state: 'UNMATCHED'
  shopId: number
  code: string
}

/** Matching a code is saying what it means, so whoever may do that in the catalog may do it here. */
export const policy = {
  list: readers,
  match: both<Unmatched>(merchantCodePolicy.create, inOwnShop),
}

/** `o` is the order in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return ordersVisibleTo(actor)
}
