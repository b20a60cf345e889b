import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf, Subject } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, holding } from '../../../work/rules.ts'

/** A hand-over never changes: its version is always 1. */
export type HandOver = RowOf<'HandOver'> & Subject

export const policy = {
  list: anyone,
  create: holding('WAREHOUSE_CLERK'),
} satisfies Record<'list' | 'create', Rule>

/** Hand-overs with a parcel of a shop the actor sees. `h` is the hand-over in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`EXISTS (SELECT 1 FROM shipments seen
        WHERE seen.hand_over_id = h.id AND seen.shop_id = ANY(${[...actor.shops]}))`
}
