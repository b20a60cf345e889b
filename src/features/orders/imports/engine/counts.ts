import type { Tx } from '../../../../database/client.ts'
import type { Job } from './staged.ts'
import type { Store } from './store.ts'

/** What an import would do, or has done, in rows of the file. */
export interface Counts {
  readonly badCount: number
  readonly newCount: number
  readonly changedCount: number
  readonly unchangedCount: number
}

/** Rows that a preview may show. */
const SHOWN = 50

/**
 * Writes beside the staged rows that a preview shows what the plan does with them: NEW, CHANGED or UNCHANGED; what would
 * change first.
 */
export async function markEffects(tx: Tx, job: Job, { effects, beside }: Store): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_rows i SET effect = e.effect FROM (
      SELECT row_number, effect FROM (${effects}) x ORDER BY effect = 'UNCHANGED', row_number LIMIT ${SHOWN}) e
    WHERE i.import_id = ${job.id} AND i.row_number = e.row_number`
  if (!beside) return
  await tx.$executeRaw`
    UPDATE import_rows i SET data = i.data || b.shown FROM (${beside}) b
    WHERE i.import_id = ${job.id} AND i.row_number = b.row_number AND i.effect IS NOT NULL`
}

/** Counts the rows by what the plan does with them. */
export async function countEffects(tx: Tx, job: Job, { effects }: Store): Promise<Counts> {
  const [row] = await tx.$queryRaw<Counts[]>`
    SELECT (SELECT count(*)::int FROM import_rows WHERE import_id = ${job.id} AND reasons IS NOT NULL) AS "badCount",
      (count(*) FILTER (WHERE effect = 'NEW'))::int AS "newCount",
      (count(*) FILTER (WHERE effect = 'CHANGED'))::int AS "changedCount",
      (count(*) FILTER (WHERE effect = 'UNCHANGED'))::int AS "unchangedCount"
    FROM (${effects}) e`
  return row as Counts
}
