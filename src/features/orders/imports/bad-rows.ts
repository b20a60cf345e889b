import { db } from '../../../database/client.ts'
import { formatMinute } from '../../../lib/dates.ts'
import * as storage from '../../../storage/files.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { record } from '../../../work/history.ts'
import type { Reason } from './kinds/kind.ts'
import { limitsInForce } from './limits.ts'
import { imports } from './noun.ts'
import type { ImportRow } from './queries.ts'
import { recognitionOf } from './recorded.ts'
import { exportedAtByName } from './reading/file-name.ts'
import { REASON_HEADING } from './reading/header.ts'
import { readRows } from './reading/rows.ts'
import { fileSource } from './reading/source.ts'
import { kindOf } from './registry.ts'

/** A table to be sent: the headings, and the rows one by one. */
export interface BadTable {
  readonly headings: readonly string[]
  readonly rows: AsyncIterable<readonly string[]>
}

/** The name of that table's file. It tells when the rows were exported: put right, they aren't any newer. */
export function nameOfBadTable({ fileName, exportedAt }: ImportRow): string {
  const stem = fileName.replace(/\.[^.]*$/, '')
  const told = exportedAtByName(fileName)?.getTime() === exportedAt.getTime()
  return `${stem}${told ? '' : ` ${formatMinute(exportedAt).replace(/\D/g, '')}`} 问题行`
}

/**
 * The bad rows of an import as they stand in the file, with the reasons behind: to be put right and sent again. Read
 * from the original, because staging keeps nothing of a bad row but the reasons; remembered in history, because the
 * cells may tell who buyers are.
 */
export async function badTable(act: Act, row: ImportRow): Promise<BadTable> {
  await deed(act, (act) => record(act, [{ noun: imports.key, subjectId: row.id, deed: 'bad-rows' }]))
  const reasons = new Map(
    (
      await db.$queryRaw<{ rowNumber: number; reasons: Reason[] }[]>`
        SELECT row_number AS "rowNumber", reasons FROM import_rows WHERE import_id = ${row.id} AND reasons IS NOT NULL`
    ).map(({ rowNumber, reasons }) => [rowNumber, reasons]),
  )
  return { headings: [...recognitionOf(row).headings, REASON_HEADING], rows: cellsOf(row, reasons) }
}

async function* cellsOf(
  row: ImportRow,
  reasons: ReadonlyMap<number, Reason[]>,
): AsyncGenerator<readonly string[]> {
  if (row.fileId === null || reasons.size === 0) return
  const source = await fileSource(await storage.pathOf(row.fileId), row.fileName)
  const recognition = recognitionOf(row)
  const width = recognition.headings.length
  for await (const { rowNumber, cells } of readRows(
    source,
    recognition,
    kindOf(recognition),
    await limitsInForce(db),
  )) {
    const found = reasons.get(rowNumber)
    if (!found) continue
    const padded = Array.from({ length: Math.max(width, cells.length) }, (_, i) => cells[i] ?? '')
    yield [
      ...padded,
      found.map(({ column, reason }) => (column ? `${column}：${reason}` : reason)).join('；'),
    ]
  }
}
