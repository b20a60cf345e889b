import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { inOwnList } from '../../../work/items.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { dutiesLedBy } from '../../../work/posts.ts'
import type { Rule } from '../../../work/rules.ts'
import { anyone, both, either, except, holderIn, holding, superiorOf, theOne } from '../../../work/rules.ts'

export type WorkItem = RowOf<'WorkItem'>

const theOwner = theOne<WorkItem>('办理人', (item) => item.ownerId)

export const policy = {
  list: anyone,
  claim: holderIn<WorkItem>('待接手岗位的人员', (item) => (item.ownerId === null ? item.duty : null)),
  urge: both<WorkItem>(
    either<WorkItem>(
      superiorOf('办理人', (item) => item.ownerId),
      holding('OWNER', 'OPERATIONS_LEAD', 'SERVICE_LEAD'),
    ),
    except('自己的待办不必催办', theOwner),
  ),
} satisfies Record<string, Rule<WorkItem> | Rule>

/** Whose items the team's list shows: everybody below, and what waits unclaimed at the duties the actor leads. */
export function inTeam(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  const shop =
    actor.shops === 'all'
      ? Prisma.sql`TRUE`
      : Prisma.sql`(w.shop_id IS NULL OR w.shop_id = ANY(${[...actor.shops]}))`
  return Prisma.sql`(w.owner_id = ANY(${[...actor.reports]})
    OR (w.owner_id IS NULL AND w.duty = ANY(${dutiesLedBy(actor.duties)}::"Duty"[]) AND ${shop}))`
}

/** One's own items and the team's. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  return Prisma.sql`(${inOwnList(actor)} OR ${inTeam(actor)})`
}
