import { personOf } from '../../../actor.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'

/** Marks a person's notices as read. Reading isn't a change of a record, so it leaves no history. */
export async function readAll(act: Act): Promise<void> {
  await deed(act, async ({ tx, at, actor }) => {
    await tx.notice.updateMany({
      where: { recipientId: personOf(actor) ?? 0, readAt: null },
      data: { readAt: at },
    })
  })
}
