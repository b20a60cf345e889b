import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, holding, inOwnShop, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type Shipment = RowOf<'Shipment'>

const lead = both<Shipment>(holding('OPERATIONS_LEAD', 'OWNER'), inOwnShop)
const operations = both<Shipment>(holding('OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER'), inOwnShop)
const clerk = holding('WAREHOUSE_CLERK')
/** Whoever prints labels, or sees that one is spoilt. */
const labeller = both<Shipment>(
  holding('OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'WAREHOUSE_CLERK', 'OWNER'),
  inOwnShop,
)
/** Whoever hears of a change from the buyer must be able to keep the parcel in the house. */
const stopper = both<Shipment>(
  holding(
    'OPERATIONS_SPECIALIST',
    'OPERATIONS_LEAD',
    'SERVICE_AGENT',
    'SERVICE_LEAD',
    'WAREHOUSE_CLERK',
    'OWNER',
  ),
  inOwnShop,
)

/** Deeds on parcels that aren't moves. */
export type Deed =
  | 'list'
  | 'plan'
  | 'retry'
  | 'edit'
  | 'split'
  | 'combine'
  | 'gift'
  | 'check'
  | 'settle'
  | 'sheet'
  | 'unbind'
  | 'photograph'
  | 'import'
  | 'undo-import'

export const policy = {
  list: anyone,
  plan: holding('OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER'),
  retry: holding('OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'PURCHASING', 'OWNER'),
  edit: program,
  split: operations,
  combine: operations,
  gift: operations,
  check: clerk,
  settle: operations,
  sheet: operations,
  unbind: labeller,
  photograph: both<Shipment>(holding('WAREHOUSE_CLERK', 'OPERATIONS_LEAD', 'QUALITY_INSPECTOR'), inOwnShop),
  import: program,
  'undo-import': program,
  release: lead,
  'leave-wave': lead,
  'finish-picking': clerk,
  pack: clerk,
  unpack: clerk,
  'hand-over': clerk,
  confirm: program,
  'run-out': program,
  refill: program,
  stop: stopper,
  resume: operations,
  'resume-picking': operations,
  join: operations,
  cancel: operations,
} satisfies Record<keyof typeof moves | Deed, Rule<Shipment> | Rule>

/** Parcels of the shops the actor sees. `sh` is the shipment in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`sh.shop_id = ANY(${[...actor.shops]})`
}
