import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone } from '../../../work/rules.ts'
import { buyers } from '../../catalog/suppliers/policy.ts'

export type Season = RowOf<'Season'>

/** Everybody may know when goods sell; who buys for them says it where the past doesn't. */
export const policy = { list: anyone, edit: buyers }

/** How seasons go is no secret of anybody's. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
