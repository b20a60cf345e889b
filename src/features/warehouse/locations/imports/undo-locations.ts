import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Import } from '../../../orders/imports/policy.ts'
import type { Undoing } from '../../../orders/imports/engine/undoing.ts'
import { locations } from '../noun.ts'

/** What is noted in place of a location of which a file told what was known, so that it isn't put back. */
export const UNCHANGED = 'unchanged'

async function plan(tx: Tx, row: Import): Promise<void> {
  // Nothing may come to lie in what is about to go.
  await tx.$executeRaw`
    SELECT id FROM locations WHERE id IN (
      SELECT row_id FROM import_images WHERE import_id = ${row.id} AND table_name = 'locations')
    ORDER BY id FOR UPDATE`
}

async function whyNot(tx: Tx, row: Import): Promise<string | null> {
  const [edited] = await tx.$queryRaw<{ code: string }[]>`
    SELECT l.code FROM history mine JOIN history h ON h.noun = mine.noun AND h.subject_id = mine.subject_id
        AND h.id > mine.id AND h.deed IN ('edit', 'archive', 'restore')
      JOIN locations l ON l.id = mine.subject_id
    WHERE mine.at = ${row.finishedAt} AND mine.noun = ${locations.key} AND mine.deed = 'import'
      AND mine.remark = ${row.number} ORDER BY l.code LIMIT 1`
  if (edited) return `库位 ${edited.code} 在导入之后又改过`
  const [used] = await tx.$queryRaw<{ code: string; count: number }[]>`
    SELECT l.code, (count(*) OVER ())::int AS count
    FROM import_images i JOIN locations l ON l.id = i.row_id
    WHERE i.import_id = ${row.id} AND i.table_name = 'locations' AND i.before IS NULL AND (${await isNamed(tx)})
    ORDER BY l.code LIMIT 1`
  if (!used) return null
  const others = used.count > 1 ? `等 ${used.count} 个库位` : ''
  return `${used.code} ${others}在导入之后已经使用（放过货品，或是货品的常用库位），不用的请在“库位”里停用`
}

/** Whether anything points to location `l`. What could comes from the database's own catalog, so that none is forgotten. */
async function isNamed(tx: Tx): Promise<Prisma.Sql> {
  const pointers = await tx.$queryRaw<{ table: string; column: string }[]>`
    SELECT c.conrelid::regclass::text AS table, quote_ident(a.attname) AS column
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'locations'::regclass ORDER BY 1, 2`
  return Prisma.raw(
    pointers
      .map(({ table, column }) => `EXISTS (SELECT 1 FROM ${table} x WHERE x.${column} = l.id)`)
      .join(' OR '),
  )
}

/** Locations that the import brought go, others become what they were; refused as a whole once one is in use. */
export const undoLocations: Undoing = {
  noun: locations.key,
  tables: [{ name: 'locations', key: 'id', only: Prisma.sql`NOT jsonb_exists(i.before, ${UNCHANGED})` }],
  plan,
  whyNot,
}
