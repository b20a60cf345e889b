import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, holding, inOwnShop, program } from '../../../work/rules.ts'
import { storekeepers } from '../locations/policy.ts'
import type { moves } from './workflow.ts'

export type Return = RowOf<'Return'>

/** Whoever hears from the buyer, or has the parcel in hand. */
const announcers = holding(
  'SERVICE_AGENT',
  'SERVICE_LEAD',
  'OPERATIONS_SPECIALIST',
  'OPERATIONS_LEAD',
  'WAREHOUSE_CLERK',
  'OWNER',
)
const announcer = both<Return>(announcers, inOwnShop)
const inspector = both<Return>(storekeepers, inOwnShop)

/** Deeds on returns that aren't moves. */
export type Deed = 'list' | 'create' | 'receive' | 'edit' | 'follow' | 'inspect' | 'photograph'

export const policy = {
  list: anyone,
  create: announcers,
  receive: storekeepers,
  edit: announcer,
  follow: program,
  inspect: inspector,
  photograph: both<Return>(holding('WAREHOUSE_CLERK', 'OPERATIONS_LEAD', 'QUALITY_INSPECTOR'), inOwnShop),
  arrive: inspector,
  'withdraw-arrival': inspector,
  settle: inspector,
  cancel: announcer,
  expect: program,
} satisfies Record<keyof typeof moves | Deed, Rule<Return> | Rule>

/** Returns of the shops the actor sees. `r` is the return in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`r.shop_id = ANY(${[...actor.shops]})`
}
