import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone } from '../../../work/rules.ts'

export const policy = { list: anyone, read: anyone } satisfies Record<string, Rule>

/** Everybody reads their own inbox only. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return Prisma.sql`n.recipient_id = ${personOf(actor)}`
}
