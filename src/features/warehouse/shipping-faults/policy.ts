import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, either, except, holding, inOwnShop, theOne } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type ShippingFault = RowOf<'ShippingFault'>

const theCharged = theOne<ShippingFault>('被记录的人', (fault) => fault.personId)
const notTheCharged = except<ShippingFault>('不能裁定记在自己名下的差错', theCharged)
const lead = both<ShippingFault>(holding('OPERATIONS_LEAD', 'OWNER'), inOwnShop)
const theRegistrar = theOne<ShippingFault>('登记人', (fault) => fault.registeredById)

export const policy = {
  list: anyone,
  create: holding(
    'SERVICE_AGENT',
    'SERVICE_LEAD',
    'WAREHOUSE_CLERK',
    'OPERATIONS_SPECIALIST',
    'OPERATIONS_LEAD',
    'QUALITY_INSPECTOR',
    'OWNER',
  ),
  object: theCharged,
  uphold: both(lead, notTheCharged),
  withdraw: both(either(lead, theRegistrar), notTheCharged),
} satisfies Record<keyof typeof moves | 'list' | 'create', Rule<ShippingFault> | Rule>

/** Faults of parcels of the shops the actor sees. `f` is the fault in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`f.shop_id = ANY(${[...actor.shops]})`
}
