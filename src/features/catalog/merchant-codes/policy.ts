import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, both, inOwnShop } from '../../../work/rules.ts'
import { keepers } from '../products/policy.ts'

export type MerchantCode = RowOf<'MerchantCode'>

export const policy = {
  list: anyone,
  create: keepers,
  edit: both<MerchantCode>(keepers, inOwnShop),
}

/** Merchant codes belong to a shop. `m` is merchant_codes. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system' || actor.shops === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`m.shop_id = ANY(${[...actor.shops]})`
}
