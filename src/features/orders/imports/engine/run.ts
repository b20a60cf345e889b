import type { Tx } from '../../../../database/client.ts'
import { Conflict } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { lockShop } from '../../orders/lock.ts'
import { reviewAfterImport } from '../../reviews/actions.ts'
import type { Import } from '../policy.ts'
import { fieldsOf, recognitionOf, shopIdOf } from '../recorded.ts'
import { storedKindOf } from '../registry.ts'
import type { Watch } from '../watch.ts'
import type { Counts } from './counts.ts'
import { countEffects, markEffects } from './counts.ts'
import { secondsOf } from './fields.ts'
import { noteNewReviews, noteReviews } from './images.ts'
import type { Job } from './staged.ts'
import type { Store } from './store.ts'

/** What the preview says: what the import would do as things stand, in rows of the file. */
export async function previewImport(tx: Tx, row: Import): Promise<Counts> {
  const { job, store } = jobOf(row, false)
  await store.plan(tx, job)
  await markEffects(tx, job, store)
  return countEffects(tx, job, store)
}

/**
 * Does the import in the act's transaction, set by set: buyers, orders, lines, contacts, history, reviews. Imports of
 * one shop queue. Neither moves the import nor empties the staging.
 * @throws Conflict when the staged rows are no longer there
 */
export async function applyImport(act: OpenAct, row: Import, watch: Watch): Promise<Counts> {
  const { job, store } = jobOf(row, true)
  watch.tell('wait', null, row.rowCount)
  await lockShop(act.tx, job.shopId)
  watch.tell('compare', 0)
  await demandStaged(act.tx, row)
  await store.plan(act.tx, job)
  const counts = await countEffects(act.tx, job, store)
  await store.apply(act, job, watch)
  if (store.touched) {
    watch.tell('reviews', 80)
    await noteReviews(act.tx, job, store.touched)
    await reviewAfterImport(act, store.touched, job.number)
    await noteNewReviews(act.tx, job, store.touched)
  }
  return counts
}

/** How the rows of an import are stored, and what that needs to know of it. */
export function jobOf(row: Import, writes: boolean): { job: Job; store: Store } {
  const { store, givenBy } = storedKindOf(row.kind)
  return {
    store,
    job: {
      id: row.id,
      shopId: shopIdOf(row),
      number: row.number,
      exportedAt: row.exportedAt,
      seconds: secondsOf(row.exportedAt),
      writes,
      given: new Set(givenBy(fieldsOf(row))),
      headings: Object.fromEntries(
        recognitionOf(row).columns.known.map(({ field, heading }) => [field, heading]),
      ),
      missingForNew: recognitionOf(row).columns.missingForNew.map(({ heading }) => heading),
    },
  }
}

/** Whether what was read is still there: staging doesn't outlive a crash of the database. */
export async function isStaged(tx: Tx, row: Import): Promise<boolean> {
  const [staged] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM import_rows WHERE import_id = ${row.id}`
  return staged?.count === row.rowCount
}

/** @throws Conflict when the staged rows are no longer there */
export async function demandStaged(tx: Tx, row: Import): Promise<void> {
  if (await isStaged(tx, row)) return
  throw new Conflict('读好的数据已经不在了（数据库曾经异常停止）。请放弃这次导入，重新上传文件。')
}
