import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import { type Source, readRange } from './source.ts'
import type { Table } from './table.ts'
import { readBook } from './xls-book.ts'
import { type Stream, findStream } from './xls-file.ts'
import { xlsRows } from './xls-sheet.ts'

/** Names of the stream that is the workbook: since version 8, before. */
const WORKBOOKS = ['workbook', 'book']

/**
 * Opens a binary workbook (Excel 5 to 2003). Read here, record by record, because the usual library reads the whole
 * file at once: 65,535 rows of 71 columns take it two minutes, in which nothing else runs, and 2 GB.
 */
export async function openXls(source: Source, limits: Limits): Promise<Table> {
  const stream = await workbookStream(source)
  if (!stream) throw refuse.notATable()
  const book = await readBook(stream, limits)
  return {
    container: 'xls',
    encoding: null,
    sheets: book.sheets.map(({ name, position }) => ({
      name,
      delimiter: null,
      batches: () => xlsRows(stream, position, book, limits),
    })),
  }
}

/** The workbook within its container; a workbook may also stand alone in the file. */
async function workbookStream(source: Source): Promise<Stream | null> {
  const [first] = await readRange(source, 0, 1)
  if (first !== BEGIN) return findStream(source, WORKBOOKS)
  return { size: source.size, open: (from) => source.open(from) as AsyncIterable<Buffer> }
}
const BEGIN = 0x09
