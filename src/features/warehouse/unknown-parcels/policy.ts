import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, holding, program } from '../../../work/rules.ts'
import { storekeepers } from '../locations/policy.ts'
import type { moves } from './workflow.ts'

export type UnknownParcel = RowOf<'UnknownParcel'>

/** Whoever can find out from whom it is. */
const finder = holding(
  'SERVICE_AGENT',
  'SERVICE_LEAD',
  'OPERATIONS_SPECIALIST',
  'OPERATIONS_LEAD',
  'WAREHOUSE_CLERK',
  'OWNER',
)

export const policy = {
  list: anyone,
  create: storekeepers,
  edit: storekeepers,
  photograph: storekeepers,
  tie: finder,
  untie: program,
  keep: holding('SERVICE_LEAD', 'OPERATIONS_LEAD', 'OWNER'),
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'edit' | 'photograph', Rule<UnknownParcel> | Rule>

/** Nobody knows whose they are, so everybody may look. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
