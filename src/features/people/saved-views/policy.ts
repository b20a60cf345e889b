import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, theOne } from '../../../work/rules.ts'

export type SavedView = RowOf<'SavedView'>

export const policy = {
  list: anyone,
  create: anyone,
  remove: theOne<SavedView>('本人', (view) => view.personId),
} satisfies Record<string, Rule<SavedView> | Rule>

/** Everybody has their own views only. `v` is saved views. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return Prisma.sql`v.person_id = ${personOf(actor)}`
}
