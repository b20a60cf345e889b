import { LOCKS } from '../../../../database/advisory.ts'
import { db } from '../../../../database/client.ts'
import { enqueue } from '../../../../work/jobs.ts'

/** Imports that wait and that nobody works on: their process has died, or the queue didn't hear of them. */
export async function catchUpImports(): Promise<object> {
  const left = await db.$queryRaw<{ id: number; reading: boolean }[]>`
    SELECT i.id, i.state = 'READING' AS reading FROM imports i
    WHERE i.state IN ('READING', 'QUEUED', 'RUNNING') AND NOT EXISTS (
      SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
      WHERE l.locktype = 'advisory' AND l.classid = ${LOCKS.importWork}::oid AND l.objid = i.id::oid AND l.granted)
    ORDER BY i.id`
  const ids = (reading: boolean): number[] => left.flatMap((one) => (one.reading === reading ? one.id : []))
  await enqueue('read-import', ...ids(true))
  await enqueue('run-import', ...ids(false))
  return { found: left.length }
}
