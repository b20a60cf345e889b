import type { Actor } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { holding, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type Backup = RowOf<'Backup'>

const owner = holding('OWNER')

export const policy = {
  list: owner,
  create: owner,
  finish: program,
  prove: program,
  fail: program,
  settle: owner,
  copy: program,
  expire: program,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'copy' | 'expire', Rule<Backup> | Rule>

/** What is kept of all shops together is the owner's matter. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || holds(actor, 'OWNER') ? Prisma.sql`TRUE` : Prisma.sql`FALSE`
}
