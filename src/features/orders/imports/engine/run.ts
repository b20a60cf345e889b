import type { Tx } from '../../../../database/client.ts'
import { Conflict } from '../../../../errors.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { lockShop } from '../../orders/lock.ts'
import { reviewAfterImport } from '../../reviews/actions.ts'
import type { Import } from '../policy.ts'
import { fieldsOf, recognitionOf } from '../recorded.ts'
import { storedKindOf } from '../stored-kinds.ts'
import type { Watch } from '../watch.ts'
import { apply } from './apply.ts'
import { secondsOf } from './fields.ts'
import type { Counts } from './plan.ts'
import { countEffects, markEffects, plan } from './plan.ts'
import type { Job } from './staged.ts'

/** What the preview says: what the import would do as things stand, in rows of the file. */
export async function previewImport(tx: Tx, row: Import): Promise<Counts> {
  const { job, hasLines } = jobOf(row)
  await plan(tx, job, hasLines)
  await markEffects(tx, job, hasLines)
  return countEffects(tx, job, hasLines)
}

/**
 * Does the import in the act's transaction, set by set: buyers, orders, lines, contacts, history, reviews. Imports of
 * one shop queue. Neither moves the import nor empties the staging.
 * @throws Conflict when the staged rows are no longer there
 */
export async function applyImport(act: OpenAct, row: Import, watch: Watch): Promise<Counts> {
  const { job, hasLines } = jobOf(row)
  watch.tell('wait', null, row.rowCount)
  await lockShop(act.tx, job.shopId)
  watch.tell('compare', 0)
  await demandStaged(act.tx, row)
  await plan(act.tx, job, hasLines)
  const counts = await countEffects(act.tx, job, hasLines)
  await apply(act, job, hasLines, watch)
  watch.tell('reviews', 80)
  await reviewAfterImport(act, touched, job.number)
  return counts
}

/** The orders that the import brought or changed, with the kinds of reasons for holding that are new in them. */
const touched = Prisma.sql`
  SELECT order_id, array_remove(ARRAY[
      CASE WHEN changes ? 'buyerMessage' THEN 'BUYER_MESSAGE' END,
      CASE WHEN changes ? 'sellerMemo' THEN 'SELLER_MEMO' END,
      CASE WHEN changes ? 'flag' THEN 'FLAG' END,
      CASE WHEN changes ? 'lines' THEN 'UNMATCHED_CODE' END,
      CASE WHEN changes ? 'address' OR changes ? 'exception' THEN 'DOUBTFUL_ADDRESS' END], NULL) AS fresh
  FROM order_merge WHERE is_new OR changes <> '{}'`

function jobOf(row: Import): { job: Job; hasLines: boolean } {
  const { hasLines, givenBy } = storedKindOf(row.kind)
  return {
    hasLines,
    job: {
      id: row.id,
      shopId: row.shopId,
      number: row.number,
      exportedAt: row.exportedAt,
      seconds: secondsOf(row.exportedAt),
      given: new Set(givenBy(fieldsOf(row))),
      missingForNew: recognitionOf(row).columns.missingForNew.map(({ heading }) => heading),
    },
  }
}

/** @throws Conflict when the staged rows are no longer there */
export async function demandStaged(tx: Tx, row: Import): Promise<void> {
  const [staged] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM import_rows WHERE import_id = ${row.id}`
  if (staged?.count !== row.rowCount) {
    throw new Conflict('读好的数据已经不在了（数据库曾经异常停止）。请放弃这次导入，重新上传文件。')
  }
}
