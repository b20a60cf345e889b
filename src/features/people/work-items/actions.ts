import type { Act } from '../../../work/act.ts'
import { claim } from '../../../work/items.ts'
import { demand } from '../../../work/nouns.ts'
import { urge } from '../../../work/reminders.ts'
import { workItems } from './noun.ts'
import type { WorkItemRow } from './queries.ts'

/**
 * Takes an unclaimed item.
 * @throws Forbidden, Conflict
 */
export async function claimWorkItem(act: Act, item: WorkItemRow): Promise<void> {
  demand(workItems, act.actor, 'claim', item)
  await claim(act, item)
}

/**
 * Reminds whoever must act, at most once an hour.
 * @throws Forbidden, Conflict
 */
export async function urgeWorkItem(act: Act, item: WorkItemRow): Promise<void> {
  demand(workItems, act.actor, 'urge', item)
  await urge(act, item)
}
