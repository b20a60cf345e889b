import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding, program } from '../../../work/rules.ts'

export type Product = RowOf<'Product'>

/** Who keeps the catalog of goods. */
export const keepers = holding('OPERATIONS_LEAD', 'OPERATIONS_SPECIALIST')

export const policy = {
  list: anyone,
  create: keepers,
  edit: keepers,
  archive: keepers,
  restore: keepers,
  'accept-first': program,
}

/** Goods are the company's: everybody sees them. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
