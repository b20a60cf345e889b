import type { Actor } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { holding } from '../../../work/rules.ts'

/** A terminal as it may be shown: the hash of its secret stays in the database. */
export type Device = Omit<RowOf<'TerminalDevice'>, 'tokenHash'>

const lead = holding('OPERATIONS_LEAD', 'OWNER')
const clerk = holding('WAREHOUSE_CLERK')

export const policy = {
  list: lead,
  create: lead,
  edit: lead,
  revoke: lead,
  'sign-in': clerk,
  'take-over': clerk,
  'sign-out': clerk,
  'after-hours': clerk,
} satisfies Record<string, Rule>

/** Terminals are the company's; leads answer for them. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || holds(actor, 'OPERATIONS_LEAD', 'OWNER')
    ? Prisma.sql`TRUE`
    : Prisma.sql`FALSE`
}
