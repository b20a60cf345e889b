import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import type { Import } from '../policy.ts'
import type { ImagedTable, Undoing } from './undoing.ts'

/** After `plan`: why an import can't be undone; null when nothing stands against it. */
export async function whyNotUndone(tx: Tx, row: Import, undoing: Undoing): Promise<string | null> {
  return (await undoing.whyNot?.(tx, row)) ?? (await writtenLater(tx, row))
}

/** What belongs to orders is asked by order; see `undo-orders.ts`. */
async function writtenLater(tx: Tx, row: Import): Promise<string | null> {
  const [later] = await tx.$queryRaw<{ number: string; count: number }[]>`
    SELECT i.number, count(DISTINCT (u.table_name, u.row_id))::int AS count
    FROM import_images m JOIN import_images u ON u.table_name = m.table_name AND u.row_id = m.row_id
        AND u.import_id <> ${row.id}
        AND u.id > (SELECT max(id) FROM import_images WHERE import_id = ${row.id})
      JOIN imports i ON i.id = u.import_id
    WHERE m.import_id = ${row.id} AND m.order_id IS NULL
    GROUP BY i.id ORDER BY i.id DESC LIMIT 1`
  return later ? `之后的导入 ${later.number} 又写过其中 ${later.count} 条记录，请先撤销那一次` : null
}

/** Takes away what the import has brought and puts back what it found, with a line of history for each record. */
export async function undo(act: OpenAct, row: Import, undoing: Undoing): Promise<void> {
  const { tx } = act
  await tellBackwards(act, row, undoing)
  if (undoing.remove) await undoing.remove(tx, row)
  else for (const table of undoing.tables.toReversed()) await removeAdded(tx, row, table)
  for (const table of undoing.tables) await restore(tx, row, table)
  await tx.$executeRaw`DELETE FROM import_images WHERE import_id = ${row.id}`
  await undoing.settle?.(act, row)
}

async function tellBackwards(act: OpenAct, row: Import, { noun }: Undoing): Promise<void> {
  await recordAll(
    act,
    { noun, deed: 'undo-import', remark: row.number },
    Prisma.sql`
      SELECT h.subject_id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState",
        (SELECT jsonb_object_agg(c.key, jsonb_build_array(c.value -> 1, c.value -> 0)) FROM jsonb_each(h.changes) c) AS changes
      FROM history h
      WHERE h.at = ${row.finishedAt} AND h.noun = ${noun} AND h.deed = 'import' AND h.remark = ${row.number}
      ORDER BY h.subject_id`,
  )
}

async function removeAdded(tx: Tx, row: Import, { name, key }: ImagedTable): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM ${Prisma.raw(name)} WHERE ${Prisma.raw(key)} IN (${addedBy(row, name)})`
}

/** A query of the rows of a table that are noted as new. */
export function addedBy(row: Import, table: string): Prisma.Sql {
  return Prisma.sql`
    SELECT row_id FROM import_images WHERE import_id = ${row.id} AND table_name = ${table} AND before IS NULL`
}

/** Columns come from the database's own catalog, so that none can be forgotten. */
async function restore(tx: Tx, row: Import, { name: table, key, only }: ImagedTable): Promise<void> {
  const columns = await tx.$queryRaw<{ name: string }[]>`
    SELECT attname::text AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ${key} ORDER BY attnum`
  // Whoever has the record open must not write over what is put back.
  const assignments = columns.map(({ name }) =>
    name === 'version' ? `"version" = t."version" + 1` : `"${name}" = r."${name}"`,
  )
  await tx.$executeRaw`
    UPDATE ${Prisma.raw(table)} t SET ${Prisma.raw(assignments.join(', '))}
    FROM import_images i CROSS JOIN LATERAL jsonb_populate_record(NULL::${Prisma.raw(table)}, i.before) r
    WHERE i.import_id = ${row.id} AND i.table_name = ${table} AND i.before IS NOT NULL
      AND t.${Prisma.raw(key)} = i.row_id ${only ? Prisma.sql`AND ${only}` : Prisma.empty}`
}
