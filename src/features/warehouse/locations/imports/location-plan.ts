import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { reasonOf } from '../../../orders/imports/engine/plan.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import { rowsAs } from '../../../orders/imports/engine/staged.ts'
import { kindLabels } from '../words.ts'

/** What a location is for, in words. @param column of that type */
export function useWords(column: string): Prisma.Sql {
  const cases = Object.entries(kindLabels).map(([kind, label]) => `WHEN '${kind}' THEN '${label}'`)
  return Prisma.raw(`CASE ${column} ${cases.join(' ')} END`)
}

/**
 * Leaves `location_plan`: per row the location that it means (null for a new one), what becomes of it and whether that
 * is another. Rows that the deeds of locations would refuse are marked as bad.
 */
export async function planLocations(tx: Tx, job: Job): Promise<void> {
  const record = Prisma.sql`"code" text, "zone" text, "use" "LocationKind", "goodsClass" text`
  await tx.$executeRaw`
    CREATE TEMP TABLE location_plan ON COMMIT DROP AS
    SELECT p.*, location_id IS NOT NULL AND (zone <> old_zone OR goods_class IS DISTINCT FROM old_goods_class) AS changed
    FROM (
      SELECT s.row_number, s.code, l.id AS location_id, l.archived_at IS NOT NULL AS archived, l.kind AS old_kind,
        COALESCE(s.use, l.kind, 'STORAGE') AS kind, l.zone AS old_zone, COALESCE(s.zone, l.zone) AS zone,
        l.goods_class AS old_goods_class, COALESCE(s."goodsClass", l.goods_class) AS goods_class
      FROM (SELECT i.row_number, r.* ${rowsAs(job, record)}) s LEFT JOIN locations l ON l.code = s.code) p`
  await tx.$executeRaw`ANALYZE location_plan (row_number, location_id)`
  await refuseNew(tx, job)
  await refuse(
    tx,
    job,
    'code',
    Prisma.sql`
    SELECT row_number, code AS value, '库位已停用。要继续使用，请先在“库位”里恢复' AS reason
    FROM location_plan WHERE archived`,
  )
  await refuse(
    tx,
    job,
    'use',
    Prisma.sql`
    SELECT row_number, ${useWords('kind')} AS value,
      '用途不能更改，系统里是“' || ${useWords('old_kind')} || '”。要换用途，请另建一个库位' AS reason
    FROM location_plan WHERE kind <> old_kind`,
  )
  await refuse(tx, job, 'use', SECOND_PACKED)
}

/** Only one location may hold what is packed. */
const SECOND_PACKED = Prisma.sql`
  SELECT row_number, ${useWords('kind')} AS value, '打包待发的库位只能有一个，已有 ' || other AS reason
  FROM (
    SELECT row_number, kind, COALESCE(
      (SELECT code FROM locations WHERE kind = 'PACKED' AND archived_at IS NULL),
      lag(code) OVER (ORDER BY row_number)) AS other
    FROM location_plan WHERE kind = 'PACKED' AND location_id IS NULL) p
  WHERE other IS NOT NULL`

async function refuseNew(tx: Tx, job: Job): Promise<void> {
  if (job.missingForNew.length === 0) return
  await tx.$executeRaw`
    UPDATE import_rows i SET reasons = ${reasonOf(job, '库位', 'p.code')}, effect = NULL
    FROM location_plan p WHERE i.import_id = ${job.id} AND i.row_number = p.row_number AND p.location_id IS NULL`
  await tx.$executeRaw`DELETE FROM location_plan WHERE location_id IS NULL`
}

/** @param rows a query of `row_number`, `value` and `reason` */
async function refuse(tx: Tx, job: Job, field: string, rows: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    WITH refused AS (${rows}), marked AS (
      UPDATE import_rows i SET effect = NULL, reasons = jsonb_build_array(jsonb_build_object(
        'column', ${job.headings[field] ?? ''}::text, 'value', r.value, 'reason', r.reason))
      FROM refused r WHERE i.import_id = ${job.id} AND i.row_number = r.row_number)
    DELETE FROM location_plan p USING refused r WHERE p.row_number = r.row_number`
}
