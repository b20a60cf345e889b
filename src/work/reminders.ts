import { db } from '../database/client.ts'
import { Conflict } from '../errors.ts'
import type { WorkItem } from '../generated/prisma/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { HOUR_MS, plus } from '../lib/dates.ts'
import { groupBy } from '../lib/groups.ts'
import type { Act } from './act.ts'
import { deed } from './act.ts'
import { record } from './history.ts'
import { announce } from './live.ts'
import type { Message } from './notices.ts'
import { tell } from './notices.ts'
import { abovesOf, recipientsOf } from './recipients.ts'

/** How many items one run handles; the next run, a minute later, takes the rest. */
const AT_ONCE = 200

type Reminded = Pick<
  WorkItem,
  'id' | 'noun' | 'subjectId' | 'kind' | 'title' | 'shopId' | 'ownerId' | 'duty' | 'dueAt'
>

const reminded = Prisma.sql`id, noun, subject_id AS "subjectId", kind, title, shop_id AS "shopId",
  owner_id AS "ownerId", duty, due_at AS "dueAt"`

/** Reminds of items that are about to be due or just became so. Returns how many. */
export async function remind(act: Act): Promise<number> {
  const ids = await db.workItem.findMany({
    where: { closedAt: null, remindAt: { lte: act.at } },
    select: { id: true },
    orderBy: { remindAt: 'asc' },
    take: AT_ONCE,
  })
  return deed(act, async (act) => {
    const items = await act.tx.$queryRaw<Reminded[]>`
      UPDATE work_items SET remind_at = CASE WHEN due_at > ${act.at} THEN due_at END
      WHERE id = ANY(${ids.map(({ id }) => id)}) AND closed_at IS NULL AND remind_at <= ${act.at}
      RETURNING ${reminded}`
    const recipients = await recipientsOf(act, items)
    await tell(
      act,
      messages(items, recipients, ({ dueAt }) => (dueAt && dueAt > act.at ? '即将到期' : '已到期')),
    )
    await announce(act, items)
    return items.length
  })
}

/** Tells the superior of whoever let an item become overdue, once per item. Returns how many. */
export async function escalate(act: Act): Promise<number> {
  return deed(act, async (act) => {
    const items = await act.tx.$queryRaw<Reminded[]>`
      UPDATE work_items SET escalated_at = ${act.at}
      WHERE id IN (SELECT id FROM work_items WHERE closed_at IS NULL AND escalated_at IS NULL
                   AND due_at < ${act.at} ORDER BY due_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING ${reminded}`
    const aboves = await abovesOf(act, items)
    await tell(
      act,
      messages(items, aboves, () => '下属超时'),
    )
    await record(
      act,
      items.map(({ noun, subjectId }) => ({ noun, subjectId, deed: 'escalate' })),
    )
    await announce(act, items)
    return items.length
  })
}

/** An item may be urged again after this time. */
const URGE_PAUSE_MS = HOUR_MS

/**
 * Reminds exactly those who must act: the owner, or everybody who may claim the item.
 * @throws Conflict when it was urged within the hour, or is closed
 */
export async function urge(act: Act, item: WorkItem): Promise<void> {
  await deed(act, async (act) => {
    // The lock makes two urgings at once one.
    const [open] = await act.tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM work_items WHERE id = ${item.id} AND closed_at IS NULL FOR UPDATE`
    if (!open) throw new Conflict('这件待办已经办结。')
    const recent = await act.tx.notice.findFirst({
      where: { workItemId: item.id, text: { startsWith: URGED }, at: pauseAround(act.at) },
    })
    if (recent) throw new Conflict('一小时内已经催办过这件待办。')
    await tell(
      act,
      messages([item], await recipientsOf(act, [item]), () => URGED),
    )
    await record(act, [{ noun: item.noun, subjectId: item.subjectId, deed: 'urge' }])
    await announce(act, [item])
  })
}

const URGED = '催办'

/** What seems to be further ahead was noted by a clock that has been set back since. */
function pauseAround(at: Date): { gt: Date; lt: Date } {
  return { gt: plus(at, -URGE_PAUSE_MS), lt: plus(at, URGE_PAUSE_MS) }
}

/** Who is told what of some items; many of one kind at once make one message, which leads to the first of them. */
function messages(
  items: readonly Reminded[],
  recipients: ReadonlyMap<number, readonly number[]>,
  wordOf: (item: Reminded) => string,
): Message[] {
  const each = items.flatMap((item) =>
    (recipients.get(item.id) ?? []).map((recipientId) => ({ item, recipientId, word: wordOf(item) })),
  )
  const alike = groupBy(each, ({ item, recipientId, word }) =>
    [recipientId, word, item.noun, item.kind].join('/'),
  )
  return [...alike.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { recipientId, word, item } = first
    const more = group.length > 1 ? ` 等 ${group.length} 件` : ''
    const { noun, subjectId, id: workItemId } = item
    return [{ recipientId, text: `${word}：${item.title}${more}`, noun, subjectId, workItemId }]
  })
}
