import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, holding } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type Wave = RowOf<'Wave'>

const lead = holding('OPERATIONS_LEAD', 'OWNER')

export const policy = {
  list: anyone,
  create: lead,
  'take-over': holding('WAREHOUSE_CLERK'),
  finish: holding('WAREHOUSE_CLERK'),
  cancel: lead,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'take-over', Rule<Wave> | Rule>

/**
 * Waves with a parcel of a shop the actor sees, and those that have none any more: nothing of anybody's is left in them.
 * `w` is the wave in the query.
 */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`(EXISTS (SELECT 1 FROM shipments seen
        WHERE seen.wave_id = w.id AND seen.shop_id = ANY(${[...actor.shops]}))
      OR NOT EXISTS (SELECT 1 FROM shipments one WHERE one.wave_id = w.id))`
}
