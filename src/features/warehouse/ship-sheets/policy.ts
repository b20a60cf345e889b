import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, holding, inOwnShop, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type ShipSheet = RowOf<'ShipSheet'>

const operations = holding('OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER')

export const policy = {
  list: anyone,
  create: operations,
  download: both<ShipSheet>(operations, inOwnShop),
  confirm: program,
  void: both<ShipSheet>(operations, inOwnShop),
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'download', Rule<ShipSheet> | Rule>

/** Sheets of the shops the actor sees. `f` is the sheet in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`f.shop_id = ANY(${[...actor.shops]})`
}
