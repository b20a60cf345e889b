import type { Actor } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { holding } from '../../../work/rules.ts'

/** A badge as it may be shown: the hash of its code stays in the database. */
export type Badge = Omit<RowOf<'Badge'>, 'codeHash'>

const lead = holding('OPERATIONS_LEAD', 'OWNER')

export const policy = {
  list: holding('OPERATIONS_LEAD', 'OWNER', 'WAREHOUSE_CLERK'),
  create: lead,
  revoke: lead,
  /** One's own, so there is no row to ask about. */
  pin: holding('WAREHOUSE_CLERK'),
} satisfies Record<string, Rule>

/** Those who answer for terminals see all badges, a clerk his own. `b` is badges. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system' || holds(actor, 'OPERATIONS_LEAD', 'OWNER')) return Prisma.sql`TRUE`
  return Prisma.sql`b.person_id = ${actor.personId}`
}
