import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, program } from '../../../work/rules.ts'
import { buyers } from '../../catalog/suppliers/policy.ts'
import type { moves } from './workflow.ts'

export type Restock = RowOf<'Restock'>

/** The program proposes; who buys decides. */
export const policy = {
  list: anyone,
  create: program,
  order: buyers,
  accept: buyers,
  change: buyers,
  reject: buyers,
  lapse: program,
  renew: program,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'order' | 'renew', Rule<Restock> | Rule>

/** What should be bought names no prices: everybody sees it. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
