import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, either } from '../../../work/rules.ts'
import { buyers } from '../../catalog/suppliers/policy.ts'
import { storekeepers } from '../locations/policy.ts'
import type { moves } from './workflow.ts'

export type Delivery = RowOf<'Delivery'>

/** Who buys announces goods and settles what is wrong with them; who keeps the warehouse takes them in. */
export const policy = {
  list: anyone,
  create: either(buyers, storekeepers),
  edit: buyers,
  identify: either(buyers, storekeepers),
  arrive: storekeepers,
  inspect: storekeepers,
  'receive-part': storekeepers,
  'receive-disputed': storekeepers,
  'receive-all': storekeepers,
  settle: buyers,
  'close-short': buyers,
  cancel: buyers,
} satisfies Record<
  keyof typeof moves | 'list' | 'create' | 'edit' | 'identify' | 'inspect',
  Rule<Delivery> | Rule
>

/** Warehouse papers are the company's: everybody sees them. They name no prices. */
export function visibleTo(_actor: Actor): Prisma.Sql {
  return Prisma.sql`TRUE`
}
