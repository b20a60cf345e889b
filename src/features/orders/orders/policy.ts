import type { Actor, Duty } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { both, holding, inOwnShop, program } from '../../../work/rules.ts'

/** A mirrored order is never edited, so its version stays at 1. */
export type Order = RowOf<'Order'> & { version: number }

/** Whose work is with orders; designers and personnel have nothing to do with them. */
const READERS: readonly Duty[] = [
  'OWNER',
  'OPERATIONS_LEAD',
  'OPERATIONS_SPECIALIST',
  'SERVICE_LEAD',
  'SERVICE_AGENT',
  'WAREHOUSE_CLERK',
  'DATA_ANALYST',
  'QUALITY_INSPECTOR',
]
export const readers = holding(...READERS)

/**
 * Who speaks with buyers or answers for their orders may see who they are, one order at a time. The warehouse needs no
 * names: labels are printed by the platform's own tool.
 */
const concerned = both<Order>(
  holding('SERVICE_AGENT', 'SERVICE_LEAD', 'OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER'),
  inOwnShop,
)

export const policy = {
  list: readers,
  export: readers,
  reveal: concerned,
  import: program,
  'undo-import': program,
  'erase-contact': program,
}

/** Orders of the actor's shops, for those whose work is with orders. `o` is the order in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  if (!holds(actor, ...READERS)) return Prisma.sql`FALSE`
  return actor.shops === 'all' ? Prisma.sql`TRUE` : Prisma.sql`o.shop_id = ANY(${[...actor.shops]})`
}
