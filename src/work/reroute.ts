import { dutyLabels } from '../actor.ts'
import type { WorkItem } from '../generated/prisma/client.ts'
import type { OpenAct } from './act.ts'
import { record } from './history.ts'
import type { Post } from './house.ts'
import { announce } from './live.ts'
import { reachable } from './posts.ts'

/**
 * Somebody has ceased to hold duties: what waits unclaimed where nobody is left goes to the lead of that duty, then to
 * the owner, as if it were opened now. One statement each to look, to move and to remember, however many items.
 */
export async function rerouteUnclaimed(act: OpenAct): Promise<void> {
  const waiting = await act.tx.$queryRaw<Post[]>`
    SELECT DISTINCT duty, shop_id AS "shopId" FROM work_items WHERE closed_at IS NULL AND owner_id IS NULL`
  const dutyAt = await reachable(act, waiting)
  const orphaned = waiting.filter((post) => dutyAt(post) !== post.duty)
  if (orphaned.length === 0) return
  const moved = await act.tx.$queryRaw<
    (Pick<WorkItem, 'noun' | 'subjectId' | 'title' | 'ownerId'> & Post & { from: Post['duty'] })[]
  >`
    UPDATE work_items w SET duty = o.duty::"Duty"
    FROM unnest(${orphaned.map(({ duty }) => duty)}::text[], ${orphaned.map(({ shopId }) => shopId)}::int[],
      ${orphaned.map(dutyAt)}::text[]) AS o(was, shop_id, duty)
    WHERE w.closed_at IS NULL AND w.owner_id IS NULL AND w.duty::text = o.was AND w.shop_id IS NOT DISTINCT FROM o.shop_id
    RETURNING w.noun, w.subject_id AS "subjectId", w.title, w.owner_id AS "ownerId", w.duty, w.shop_id AS "shopId",
      o.was AS "from"`
  await record(
    act,
    moved.map(({ noun, subjectId, title, from, duty }) => ({
      noun,
      subjectId,
      deed: 'hand-over',
      remark: `${dutyLabels[from]} → ${dutyLabels[duty]}：${title}`,
    })),
  )
  await announce(act, [...moved, ...moved.map((item) => ({ ...item, duty: item.from }))])
}
