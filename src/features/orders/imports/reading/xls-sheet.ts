import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import type { RawRow } from './table.ts'
import type { Book } from './xls-book.ts'
import { type Put, cellReader } from './xls-cells.ts'
import type { Stream } from './xls-file.ts'
import { RECORD, readRecords } from './xls-records.ts'

/**
 * The rows of workbooks up to this size are put in order before they're handed on: libraries write cells in the order
 * in which they were given. Larger ones must be in order, as Excel demands.
 */
const SORTED_BYTES = 8 * 1024 ** 2

interface OpenRow {
  readonly cells: string[]
  readonly numeric: Set<number>
}

/** Rows of the worksheet that begins at a position of the workbook, as they are read. */
export async function* xlsRows(
  stream: Stream,
  position: number,
  book: Book,
  limits: Limits,
): AsyncGenerator<RawRow[], void> {
  const sorts = stream.size <= SORTED_BYTES
  const open = new Map<number, OpenRow>()
  let handedOn = 0
  let newest = 0
  let depth = 0

  const put: Put = (index, column, text, isNumber) => {
    if (text === '') return
    const number = index + 1
    if (number > limits.rows) throw refuse.tooManyRows(limits.rows)
    if (column >= limits.columns) throw refuse.tooManyColumns(number, limits.columns)
    if (number <= handedOn) throw refuse.damaged()
    newest = Math.max(newest, number)
    const row = open.get(number) ?? { cells: [], numeric: new Set() }
    open.set(number, row)
    while (row.cells.length < column) row.cells.push('')
    row.cells[column] = text
    if (isNumber) row.numeric.add(column)
    else row.numeric.delete(column)
  }
  /** Takes out the rows that no cell can come for any more. */
  const complete = (): RawRow[] => {
    const isOver = depth === 0
    if (!isOver && sorts) return []
    const numbers = [...open.keys()].filter((number) => isOver || number < newest).sort((a, b) => a - b)
    return numbers.map((number) => {
      const { cells, numeric } = open.get(number)!
      open.delete(number)
      handedOn = number
      return numeric.size > 0 ? { row: number, cells, numeric } : { row: number, cells }
    })
  }

  const read = cellReader(book, put)
  const on = (type: number, data: Buffer): boolean => {
    if (type === RECORD.begin) depth += 1
    else if (depth === 0) throw refuse.damaged()
    else if (type === RECORD.end) depth -= 1
    // What begins within a sheet is a chart.
    if (depth <= 1) read(type, data)
    return depth === 0
  }
  for await (const _ of readRecords(stream, position, on)) {
    void _
    const batch = complete()
    if (batch.length > 0) yield batch
  }
}
