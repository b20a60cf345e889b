import type { Request, Response } from 'express'
import exceljs from 'exceljs'
import { deed } from '../work/act.ts'
import type { Entry } from '../work/history.ts'
import { record } from '../work/history.ts'
import type { Noun } from '../work/nouns.ts'
import { actOf } from './form.ts'
import { withChosenColumns } from './list-page.ts'
import { listQuery } from './list.ts'
import type { Cell, RichCell, TableView } from './parts.ts'

/** Rows that one export may hold; more would be asked for with a narrower filter. */
export const EXPORT_LIMIT = 20_000

/**
 * Sends a list's table as a workbook: the chosen columns, what the filter shows. Every value is written as text or
 * number, never as a formula. Who took what out is history.
 */
export async function sendTable(
  request: Request,
  response: Response,
  noun: Noun,
  name: string,
  table: TableView,
): Promise<void> {
  await deed(actOf(request), (act) => record(act, [exportOf(noun, table)]))
  response.attachment(`${name}.xlsx`)
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: response })
  const sheet = workbook.addWorksheet(name.slice(0, 31))
  const columns = withChosenColumns(listQuery(request), table).columns.filter((column) => !column.hidden)
  sheet.addRow(columns.map(({ label, unit }) => (unit ? `${label}（${unit}）` : label))).commit()
  for (const row of table.rows) {
    sheet.addRow(columns.map(({ key, numeric }) => plain(row.cells[key], numeric ?? false))).commit()
  }
  sheet.commit()
  await workbook.commit()
}

/** An export concerns no single record: its subject is 0. */
function exportOf(noun: Noun, table: TableView): Entry {
  return { noun: noun.key, subjectId: 0, deed: 'export', remark: `${table.label} ${table.rows.length} 行` }
}

function plain(cell: Cell | undefined, numeric: boolean): string | number {
  if (cell === undefined) return ''
  const text = typeof cell === 'string' ? cell : cell.text || badgesOf(cell)
  const number = Number(text.replaceAll(',', ''))
  return numeric && text !== '' && Number.isFinite(number) ? number : text
}

function badgesOf({ badge, badges = [] }: RichCell): string {
  return [...(badge ? [badge] : []), ...badges].map(({ label }) => label).join('、')
}

/**
 * Sends rows that come one by one as a workbook, all cells as text. For what isn't a list of ours: whoever calls
 * has written the history.
 */
export async function sendRows(
  response: Response,
  name: string,
  headings: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): Promise<void> {
  response.attachment(`${name}.xlsx`)
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: response })
  const sheet = workbook.addWorksheet(name.slice(0, 31).replace(/[*?:\\/[\]]/g, ' '))
  sheet.addRow([...headings]).commit()
  for await (const row of rows) sheet.addRow([...row]).commit()
  sheet.commit()
  await workbook.commit()
}
