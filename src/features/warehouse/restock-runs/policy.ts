import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, program } from '../../../work/rules.ts'
import { buyers } from '../../catalog/suppliers/policy.ts'
import type { moves } from './workflow.ts'

export type RestockRun = RowOf<'RestockRun'>

/** Who buys asks; the program calculates. */
export const policy = {
  list: anyone,
  create: buyers,
  finish: program,
  fail: program,
} satisfies Record<keyof typeof moves | 'list' | 'create', Rule<RestockRun> | Rule>

/** Everybody sees what should be bought, and when that was worked out. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
