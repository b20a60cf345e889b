import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, program } from '../../../work/rules.ts'

export type Listing = RowOf<'Listing'>

export const policy = { list: anyone, import: program, 'undo-import': program }

/** Listings belong to a shop. `l` is listings. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system' || actor.shops === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`l.shop_id = ANY(${[...actor.shops]})`
}
