import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding, program } from '../../../work/rules.ts'

export type Location = RowOf<'Location'>

/** Who arranges the warehouse and keeps its papers. */
export const storekeepers = holding('WAREHOUSE_CLERK', 'OPERATIONS_LEAD')

export const policy = {
  list: anyone,
  create: storekeepers,
  edit: storekeepers,
  archive: storekeepers,
  restore: storekeepers,
  import: holding('OPERATIONS_LEAD'),
  'undo-import': program,
}

/** The warehouse is the company's: everybody sees it. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
