import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone } from '../../../work/rules.ts'
import { buyers } from '../../catalog/suppliers/policy.ts'

export type RestockRule = RowOf<'RestockRule'>

/** Who buys says how much should be left. */
export const policy = { list: anyone, create: buyers, edit: buyers }

/** Rules are the company's: everybody sees why something is proposed. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
