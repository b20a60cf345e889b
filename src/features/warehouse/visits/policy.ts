import type { Actor } from '../../../actor.ts'
import { holds, personOf } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { either, holding, theOne } from '../../../work/rules.ts'
import { storekeepers } from '../locations/policy.ts'

export type Visit = RowOf<'Visit'>

const READERS = ['WAREHOUSE_CLERK', 'OPERATIONS_LEAD', 'OWNER', 'QUALITY_INSPECTOR'] as const

export const policy = {
  list: holding(...READERS),
  create: storekeepers,
  edit: storekeepers,
  leave: either<Visit>(
    storekeepers,
    theOne('接待人', (visit) => visit.hostId),
  ),
}

/** The names of strangers are for who keeps or checks the warehouse, and for who let them in. `v` is the visit. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || holds(actor, ...READERS)
    ? Prisma.sql`TRUE`
    : Prisma.sql`v.host_id = ${personOf(actor)}`
}
