import { db } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { DAY_MS, plus } from '../../../../lib/dates.ts'
import { erase } from '../../../../storage/erase.ts'
import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { imports } from '../noun.ts'
import { originalDays, undoDays } from '../parameters.ts'

/** Files that one run erases at most; the rest waits for the next. */
const MOST = 1000

/**
 * Every day: erases files whose time is over with their bad rows, and what was kept for undoing; sweeps up what work
 * that was cut off may have left in staging.
 */
export async function expireImports(act: Act): Promise<object> {
  const images = await forgetImages(act)
  const files = await expireFiles(act)
  for (const id of new Set(files)) await erase(id)
  await db.$executeRaw`
    DELETE FROM import_rows r WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.id = r.import_id)
      OR EXISTS (SELECT 1 FROM imports i WHERE i.id = r.import_id AND i.state IN ('FAILED', 'DISCARDED'))`
  return { files: files.length, images }
}

async function expireFiles(act: Act): Promise<number[]> {
  return deed(act, async (act) => {
    const before = plus(act.at, -(await parameterValue(act.tx, originalDays)) * DAY_MS)
    const expired = await act.tx.$queryRaw<{ id: number; fileId: number }[]>`
      UPDATE imports i SET file_id = NULL FROM (
        SELECT id, file_id FROM imports
        WHERE created_at < ${before} AND file_id IS NOT NULL AND state NOT IN ('READING', 'QUEUED', 'RUNNING')
        ORDER BY id LIMIT ${MOST} FOR UPDATE SKIP LOCKED) old
      WHERE i.id = old.id RETURNING i.id, old.file_id AS "fileId"`
    const ids = expired.map(({ id }) => id)
    if (ids.length === 0) return []
    await act.tx.$executeRaw`DELETE FROM import_rows WHERE import_id = ANY(${ids})`
    await recordAll(
      act,
      { noun: imports.key, deed: 'expire' },
      Prisma.sql`
        SELECT id AS "subjectId", state::text AS "fromState", state::text AS "toState", NULL::jsonb AS changes
        FROM imports WHERE id = ANY(${ids}) ORDER BY id`,
    )
    return expired.map(({ fileId }) => fileId)
  })
}

async function forgetImages(act: Act): Promise<number> {
  return deed(act, async ({ tx, at }) => {
    const before = plus(at, -(await parameterValue(tx, undoDays)) * DAY_MS)
    return tx.$executeRaw`
      DELETE FROM import_images m USING imports i WHERE i.id = m.import_id AND i.finished_at < ${before}`
  })
}
