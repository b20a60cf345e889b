import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone } from '../../../work/rules.ts'
import { storekeepers } from '../locations/policy.ts'

export type Receipt = RowOf<'Receipt'>

/** Receipts name no prices; who keeps the warehouse writes and posts them. */
export const policy = {
  list: anyone,
  create: storekeepers,
  edit: storekeepers,
  post: storekeepers,
  void: storekeepers,
}

/** Warehouse papers are the company's: everybody sees them. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
