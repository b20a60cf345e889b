import { personOf } from '../../../actor.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { announce } from '../../../work/live.ts'

/** Marks a person's notices as read. Reading isn't a change of a record, so it leaves no history. */
export async function readAll(act: Act): Promise<void> {
  await deed(act, async (act) => {
    const recipientId = personOf(act.actor) ?? 0
    await act.tx.notice.updateMany({ where: { recipientId, readAt: null }, data: { readAt: act.at } })
    await announce(act, [], [recipientId])
  })
}
