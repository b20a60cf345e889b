import type exceljs from 'exceljs'
import { Writable } from 'node:stream'
import type { Request, Response } from 'express'
import { deed } from '../work/act.ts'
import type { Entry } from '../work/history.ts'
import { record } from '../work/history.ts'
import type { Noun } from '../work/nouns.ts'
import { demand } from '../work/nouns.ts'
import { actorOf } from './auth.ts'
import { errorPage } from './error-pages.ts'
import { actOf } from './form.ts'
import type { List } from './list-answer.ts'
import { withChosenColumns } from './list-page.ts'
import type { ListQuery } from './list.ts'
import { listQuery } from './list.ts'
import type { Cell, RichCell, TableView } from './parts.ts'
import { requestId } from './request-id.ts'
import { render } from './views.ts'

/** The deed that taking a list along is in history, and in the policies that have a rule of their own for it. */
export const EXPORT_DEED = 'export'

/** Rows that one export may hold; more are refused, because a file cut short looks like a whole one. */
export const EXPORT_LIMIT = 20_000

/** Rows that are fetched at a time. */
const FETCHED = 1000

/**
 * Sends a list as a workbook: the chosen columns, all rows that the filter shows. Every value is written as text or
 * number, never as a formula. Who took what out is history. The workbook is packed as its rows come and sent when
 * it's whole, so that a list that is too long or fails on the way is answered by a page.
 */
export async function sendList<Row, Beside>(
  request: Request,
  response: Response,
  list: List<Row, Beside>,
  beside: Beside,
): Promise<void> {
  if (EXPORT_DEED in list.noun.policy) demand(list.noun, actorOf(request), EXPORT_DEED, null)
  const query = listQuery(request)
  const tableOf = (rows: readonly Row[]): TableView => withChosenColumns(query, list.page(rows, beside).table)
  const { label, columns } = tableOf([])
  const shown = columns.filter((column) => !column.hidden)
  const parts: Buffer[] = []
  const { stream } = await spreadsheets()
  const workbook = new stream.xlsx.WorkbookWriter({ stream: into(parts) })
  const sheet = workbook.addWorksheet(sheetName(label))
  sheet.addRow(shown.map(({ label, unit }) => (unit ? `${label}（${unit}）` : label))).commit()
  let count = 0
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const { rows, next } = await list.rows(cursor, FETCHED)
    count += rows.length
    if (count > EXPORT_LIMIT) return refuse(request, response, query)
    for (const { cells } of tableOf(rows).rows)
      sheet.addRow(shown.map(({ key, numeric }) => plain(cells[key], numeric ?? false))).commit()
    cursor = next
  }
  sheet.commit()
  await workbook.commit()
  await deed(actOf(request), (act) => record(act, [exportOf(list.noun, label, count)]))
  response.attachment(`${label}.xlsx`).send(Buffer.concat(parts))
}

/** Loaded when somebody first exports: it takes 15 MB. */
async function spreadsheets(): Promise<typeof exceljs> {
  return (await import('exceljs')).default
}

function into(parts: Buffer[]): Writable {
  return new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part)
      done()
    },
  })
}

function refuse(request: Request, response: Response, query: ListQuery): void {
  const { status, page } = errorPage('too-many-rows', {
    requestId: requestId(request),
    text: `一次最多导出 ${EXPORT_LIMIT.toLocaleString('en')} 行，当前条件下的内容更多，没有导出。`,
    ways: [{ label: '回到列表', href: query.href({ export: undefined }), tone: 'primary' }],
  })
  render(response, 'errors/error', page, status)
}

/** An export concerns no single record: its subject is 0. */
function exportOf(noun: Noun, label: string, count: number): Entry {
  return { noun: noun.key, subjectId: 0, deed: EXPORT_DEED, remark: `${label} ${count} 行` }
}

/** A cell as it's read without the page: its marks, the text whole where it was shortened, the quieter line. */
function plain(cell: Cell | undefined, numeric: boolean): string | number {
  if (cell === undefined) return ''
  const text = typeof cell === 'string' ? cell : wordsOf(cell)
  const number = Number(text.replaceAll(',', ''))
  return numeric && text !== '' && Number.isFinite(number) ? number : text
}

function wordsOf({ text, title, badge, badges = [], sub = '' }: RichCell): string {
  const marks = [...(badge ? [badge] : []), ...badges].map(({ label }) => label).join('、')
  return [marks, (text && title) || text, sub].filter((words) => words !== '').join(' ')
}

/** A sheet's name is short and without the signs that formulas use. */
function sheetName(name: string): string {
  return name.slice(0, 31).replace(/[*?:\\/[\]]/g, ' ')
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
  const { stream } = await spreadsheets()
  const workbook = new stream.xlsx.WorkbookWriter({ stream: response })
  const sheet = workbook.addWorksheet(sheetName(name))
  sheet.addRow([...headings]).commit()
  for await (const row of rows) {
    sheet.addRow([...row]).commit()
    if (response.writableNeedDrain) await drained(response)
    if (response.destroyed) return
  }
  sheet.commit()
  await workbook.commit()
}

/** Whoever reads slowly makes us wait, not remember: until he has taken what was sent, or is gone. */
function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      response.off('drain', goOn).off('close', goOn)
      resolve()
    }
    response.on('drain', goOn).on('close', goOn)
  })
}

/** Sends an empty table to be filled in and brought back. */
export async function sendTemplate(
  response: Response,
  name: string,
  headings: readonly string[],
): Promise<void> {
  await sendRows(response, name, headings, none())
}

// eslint-disable-next-line @typescript-eslint/require-await -- a template has headings only
async function* none(): AsyncGenerator<readonly string[]> {
  yield* []
}
