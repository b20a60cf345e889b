import type { OpenAct } from '../../../work/act.ts'
import { closeItems, openItems } from '../../../work/items.ts'
import { reviews } from './noun.ts'
import { states } from './workflow.ts'

/** So many rows at once. */
const BATCH = 2000

/** Closes and opens the work items of reviews that an undone import has released, taken away, or held again. */
export async function keepReviewItems(
  act: OpenAct,
  changed: readonly { readonly id: number; readonly held: boolean }[],
): Promise<void> {
  for (let i = 0; i < changed.length; i += BATCH) {
    const some = changed.slice(i, i + BATCH)
    const ids = (held: boolean): number[] => some.flatMap((one) => (one.held === held ? one.id : []))
    await closeItems(act, { noun: reviews.key, subjectIds: ids(false), outcome: 'undo' })
    const held = await act.tx.orderReview.findMany({ where: { id: { in: ids(true) } } })
    await openItems(
      act,
      reviews,
      held.map((row) => ({ row, kind: 'HELD', obligation: states.HELD })),
    )
  }
}
