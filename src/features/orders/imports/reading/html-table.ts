import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import type { RawRow } from './table.ts'

/** The most that browsers let a cell span. */
const MOST_COLUMNS = 1000
const MOST_ROWS = 65_534

/**
 * Puts the cells of a page's tables in their places. A cell that spans others has its text in the first of them, like
 * a merged cell of a workbook.
 */
export interface TableBuilder {
  openRow(): void
  openCell(attributes: Readonly<Record<string, string>>): void
  /** Text of the open cell; without one it's passed over. */
  text(text: string): void
  closeCell(): void
  closeRow(): void
  /** Closes whatever is open; spans end with their table. */
  end(): void
  /** The rows that have been closed since it was last asked. */
  taken(): RawRow[]
}

export function tableBuilder(limits: Limits): TableBuilder {
  let rows: RawRow[] = []
  let number = 0
  let row: { cells: string[]; column: number; covered: ReadonlySet<number> } | null = null
  let cell: { content: string; columns: number; rows: number } | null = null
  /** For columns that cells above reach into: how many rows they still do. */
  const spans = new Map<number, number>()

  const openRow = () => {
    closeRow()
    number += 1
    if (number > limits.rows) throw refuse.tooManyRows(limits.rows)
    row = { cells: [], column: 0, covered: new Set(spans.keys()) }
    for (const [column, left] of spans) {
      if (left > 1) spans.set(column, left - 1)
      else spans.delete(column)
    }
    return row
  }
  const closeCell = () => {
    if (!row || !cell) return
    const { columns } = cell
    const text = tidy(cell.content)
    if (text !== '') {
      if (row.column >= limits.columns) throw refuse.tooManyColumns(number, limits.columns)
      while (row.cells.length < row.column) row.cells.push('')
      row.cells[row.column] = text
    }
    if (cell.rows > 1) {
      const end = Math.min(row.column + columns, limits.columns)
      for (let column = row.column; column < end; column++) spans.set(column, cell.rows - 1)
    }
    row.column += columns
    cell = null
  }
  const closeRow = () => {
    closeCell()
    if (row) rows.push({ row: number, cells: row.cells })
    row = null
  }
  return {
    openRow,
    openCell({ colspan, rowspan }) {
      closeCell()
      const current = row ?? openRow()
      while (current.covered.has(current.column)) current.column += 1
      cell = { content: '', columns: span(colspan, MOST_COLUMNS), rows: span(rowspan, MOST_ROWS) }
    },
    text(text) {
      // One character over the limit is enough for the row to be refused later.
      if (cell && cell.content.length <= limits.cellCharacters) cell.content += text
    },
    closeCell,
    closeRow,
    end() {
      closeRow()
      spans.clear()
    },
    taken() {
      const closed = rows
      rows = []
      return closed
    },
  }
}

function span(attribute: string | undefined, most: number): number {
  const said = Number.parseInt(attribute ?? '', 10)
  return said >= 1 ? Math.min(said, most) : 1
}

function tidy(content: string): string {
  return content
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}
