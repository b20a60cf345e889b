import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { anyone } from '../../../work/rules.ts'

export const policy = { list: anyone }

/** Stock is the company's: everybody sees how it came to be. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
