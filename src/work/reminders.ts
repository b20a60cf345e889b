import { db } from '../database/client.ts'
import type { WorkItem } from '../generated/prisma/client.ts'
import type { Act, OpenAct } from './act.ts'
import { deed } from './act.ts'
import { record } from './history.ts'
import { directory } from './house.ts'
import { recipientsOf } from './items.ts'
import { announce } from './live.ts'

/** How many items one run handles; the next run, a minute later, takes the rest. */
const AT_ONCE = 200

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
      RETURNING id, noun, subject_id AS "subjectId", title, shop_id AS "shopId", owner_id AS "ownerId", duty,
        due_at AS "dueAt"`
    await tell(act, items, (item) => (item.dueAt && item.dueAt > act.at ? '即将到期' : '已到期'))
    return items.length
  })
}

type Reminded = Pick<
  WorkItem,
  'id' | 'noun' | 'subjectId' | 'title' | 'shopId' | 'ownerId' | 'duty' | 'dueAt'
>

/** Tells the superior of whoever let an item become overdue, once per item. Returns how many. */
export async function escalate(act: Act): Promise<number> {
  return deed(act, async (act) => {
    const items = await act.tx.$queryRaw<Reminded[]>`
      UPDATE work_items SET escalated_at = ${act.at}
      WHERE id IN (SELECT id FROM work_items WHERE closed_at IS NULL AND escalated_at IS NULL
                   AND due_at < ${act.at} ORDER BY due_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id, noun, subject_id AS "subjectId", title, shop_id AS "shopId", owner_id AS "ownerId", duty,
        due_at AS "dueAt"`
    for (const item of items) {
      const superiors = await superiorsOf(act, item)
      await act.tx.notice.createMany({ data: superiors.map((id) => notice(act, item, id, '下属超时')) })
    }
    await record(
      act,
      items.map(({ noun, subjectId }) => ({ noun, subjectId, deed: 'escalate' })),
    )
    await announce(act, items)
    return items.length
  })
}

/** The direct superior of the owner; of an unclaimed item, those of everybody who should have claimed it. */
async function superiorsOf(act: OpenAct, item: Reminded): Promise<number[]> {
  const responsible = await recipientsOf(act, item)
  const chains = await Promise.all(responsible.map((id) => directory().superiorsOf(id, act.at, act.tx)))
  const direct = chains.flatMap(([first]) => (first ? [first.id] : []))
  return [...new Set(direct)].filter((id) => !responsible.includes(id))
}

async function tell(
  act: OpenAct,
  items: readonly Reminded[],
  word: (item: Reminded) => string,
): Promise<void> {
  const rows = []
  for (const item of items) {
    for (const id of await recipientsOf(act, item)) rows.push(notice(act, item, id, word(item)))
  }
  await act.tx.notice.createMany({ data: rows })
  await announce(act, items)
}

function notice(
  act: OpenAct,
  item: Reminded,
  recipientId: number,
  word: string,
): {
  recipientId: number
  at: Date
  text: string
  noun: string
  subjectId: number
  workItemId: number
} {
  const { noun, subjectId, id: workItemId } = item
  return { recipientId, at: act.at, text: `${word}：${item.title}`, noun, subjectId, workItemId }
}
