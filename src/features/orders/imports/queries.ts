import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import type { Reason } from './kinds/kind.ts'
import type { Phase } from './phases.ts'
import type { Import } from './policy.ts'
import { visibleTo } from './policy.ts'

/** An import with the names of those it concerns. */
export interface ImportRow extends Import {
  /** Null for a file of the whole company. */
  shopName: string | null
  createdByName: string | null
}

const select = Prisma.sql`
  SELECT i.id, i.number, i.shop_id AS "shopId", i.kind, i.generation, i.file_name AS "fileName", i.file_id AS "fileId",
    i.sha256, i.encoding, i.recognition, i.shop_names AS "shopNames", i.doubts, i.exported_at AS "exportedAt",
    i.row_count AS "rowCount", i.bad_count AS "badCount", i.new_count AS "newCount", i.changed_count AS "changedCount",
    i.unchanged_count AS "unchangedCount", i.failure, i.state, i.created_by_id AS "createdById",
    i.created_at AS "createdAt", i.finished_at AS "finishedAt", i.version, s.name AS "shopName", p.name AS "createdByName"
  FROM imports i LEFT JOIN shops s ON s.id = i.shop_id LEFT JOIN people p ON p.id = i.created_by_id`

export interface ImportFilter {
  /** Beginning of the number, or a part of the file's name. */
  search?: string
  shopId?: number
  state?: Import['state']
}

/** A page of imports, newest first. */
export async function listImports(
  actor: Actor,
  { search, shopId, state }: ImportFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<ImportRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const conditions = [visibleTo(actor)]
  if (search)
    conditions.push(
      Prisma.sql`(i.number LIKE ${beginning(search)} OR i.file_name LIKE ${containing(search)})`,
    )
  if (shopId) conditions.push(Prisma.sql`i.shop_id = ${shopId}`)
  if (state) conditions.push(Prisma.sql`i.state = ${state}::"ImportState"`)
  const rows = await db.$queryRaw<ImportRow[]>`
    ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY i.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND i.id < ${cursor.key[0]} ORDER BY i.id DESC`
    : Prisma.sql`AND i.id > ${cursor.key[0]} ORDER BY i.id`
}

/** @throws NotFound for an import that isn't there or isn't for the actor's eyes */
export async function getImport(actor: Actor, id: number): Promise<ImportRow> {
  const [row] = await findImports(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some imports. */
export function findImports(actor: Actor, ids: readonly number[]): Promise<ImportRow[]> {
  return db.$queryRaw<ImportRow[]>`
    ${select} WHERE i.id = ANY(${[...ids]}) AND ${visibleTo(actor)} ORDER BY i.id`
}

/** The first import of the same file for the same shop that was done before this one; null if there is none. */
export async function sameFile(
  row: ImportRow,
): Promise<{ id: number; number: string; finishedAt: Date } | null> {
  const [found] = await db.$queryRaw<{ id: number; number: string; finishedAt: Date }[]>`
    SELECT id, number, finished_at AS "finishedAt" FROM imports
    WHERE shop_id IS NOT DISTINCT FROM ${row.shopId} AND sha256 = ${row.sha256} AND state = 'DONE' AND id <> ${row.id} ORDER BY id LIMIT 1`
  return found ?? null
}

/** A good row of staging, as it will be stored: nothing in it tells who the buyer is. */
export interface StagedRow {
  rowNumber: number
  effect: 'NEW' | 'CHANGED' | 'UNCHANGED'
  data: Record<string, string | number | boolean | null>
}

/** The first good rows; what would change comes before what wouldn't. */
export function firstRows(importId: number, count = 10): Promise<StagedRow[]> {
  return db.$queryRaw<StagedRow[]>`
    SELECT row_number AS "rowNumber", effect, data - 'sealed' AS data FROM import_rows
    WHERE import_id = ${importId} AND reasons IS NULL AND effect IS NOT NULL
    ORDER BY effect = 'UNCHANGED', row_number LIMIT ${count}`
}

/** A row that can't be imported, with every reason. */
export interface BadRow {
  rowNumber: number
  reasons: Reason[]
}

/** The first bad rows. */
export function badRows(importId: number, count = 20): Promise<BadRow[]> {
  return db.$queryRaw<BadRow[]>`
    SELECT row_number AS "rowNumber", reasons FROM import_rows
    WHERE import_id = ${importId} AND reasons IS NOT NULL ORDER BY row_number LIMIT ${count}`
}

/** How far the work on an import is. */
export interface ProgressRow {
  phase: Phase
  percent: number | null
  rows: number
}

/** Null while nobody has begun. */
export async function progressOf(importId: number): Promise<ProgressRow | null> {
  const [row] = await db.$queryRaw<ProgressRow[]>`
    SELECT phase, percent, rows FROM import_progress WHERE import_id = ${importId}`
  return row ?? null
}
