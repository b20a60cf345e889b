import type { FlatRow, Kind, Reason, Scalar } from '../kinds/kind.ts'
import { Fault, isNothing, unwrap } from './clean.ts'
import type { Mapping } from './header.ts'
import type { Limits } from './limits.ts'
import type { RawRow } from './table.ts'

/** First cells of rows that sum up or compare. */
const SUMMARIES = new Set(['合计', '总计', '汇总', '汇总值', '平均值', '全店汇总值', '全店平均值'])
const COMPARISONS = new Set(['同行同层优秀', '同行同层均值'])

/** Whether a row below the headings is data: not blank, not a comment (`#`), no sum. */
export function isData({ cells }: RawRow): boolean {
  if (cells.every((cell) => cell.trim() === '')) return false
  const first = unwrap(cells[0] ?? '')
  return !first.startsWith('#') && !SUMMARIES.has(first) && !COMPARISONS.has(first)
}

/** One data row of the file. Either `good` or `bad` is there. */
export interface RowResult<Row extends FlatRow = FlatRow> {
  /** 1-based, as a spreadsheet program numbers it. */
  readonly rowNumber: number
  /** As they stand in the file, those told once for several rows filled in, to be given back with the reasons. */
  readonly cells: readonly string[]
  readonly good?: Row
  /** All reasons, not only the first. */
  readonly bad?: readonly Reason[]
  /** About a good row: what a person should know. */
  readonly doubts?: readonly Reason[]
  /** Further rows of the file that went into `good`. */
  readonly merged?: readonly number[]
}

/** What is needed to read the rows of one file. */
export interface RowShape<Row extends FlatRow> {
  readonly kind: Kind<Row>
  readonly mapping: Mapping<Row>
  /** The heading row's cells. */
  readonly headings: readonly string[]
  /** In a text file a row of another width has been cut or wrongly split; workbooks leave out empty cells. */
  readonly fixedWidth: boolean
  readonly limits: Limits
}

export interface ParsedRow<Row extends FlatRow> {
  /** The fields whose columns the file has, undefined where it tells nothing. */
  readonly values: Partial<Row>
  readonly faults: readonly Reason[]
  readonly doubts: readonly Reason[]
}

const NONE: readonly Reason[] = []

/**
 * Reads rows cell by cell; every fault is named, not only the first. What is the same for all rows is prepared here:
 * this runs for millions of cells.
 */
export function rowParser<Row extends FlatRow>(shape: RowShape<Row>): (raw: RawRow) => ParsedRow<Row> {
  const { kind, headings, limits } = shape
  const width = headings.findLastIndex((heading) => heading.trim() !== '') + 1
  const plan = shape.mapping.fields.flatMap(({ field, positions }) => {
    const column = kind.columns[field]
    const words = new Map<string, Scalar | null>(Object.entries(column?.words ?? {}))
    return column ? [{ field, positions, words, parse: column.parse, needed: column.need !== undefined }] : []
  })

  return (raw) => {
    const torn = shape.fixedWidth ? widthFault(width, headings.length, raw.cells) : null
    if (torn) return { values: {}, faults: [torn], doubts: NONE }
    const values: Record<string, Scalar | undefined> = {}
    const faults: Reason[] = []
    const doubts: Reason[] = []
    for (const { field, positions, words, parse, needed } of plan) {
      const position = filledPosition(positions, raw.cells)
      const cell = raw.cells[position] ?? ''
      if (cell.length > limits.cellCharacters) {
        faults.push(
          about(headings, position, cell, `内容超过 ${limits.cellCharacters.toLocaleString('en-US')} 个字`),
        )
        continue
      }
      const text = unwrap(cell)
      const word = words.size > 0 ? words.get(text) : undefined
      const numeric = raw.numeric?.has(position) ?? false
      const value = word !== undefined ? word : isNothing(text) ? undefined : parse(text, numeric)
      // Set even when it's nothing: rows then have the same fields in the same order, which is three times as fast.
      values[field] = value === null || value instanceof Fault ? undefined : value
      if (value instanceof Fault) faults.push(about(headings, position, cell, value.reason))
      else if (needed && values[field] === undefined) faults.push(about(headings, position, cell, '没有填写'))
      if (typeof value === 'string' && value.includes('\uFFFD')) {
        doubts.push(about(headings, position, cell, '有无法识别的字符，文件可能已损坏'))
      }
    }
    // Each value came out of the parser that its field's column declares.
    return { values: values as Partial<Row>, faults, doubts }
  }
}

/** A reason with its column and cell; what stands in a very long cell is cut. */
function about(headings: readonly string[], position: number, cell: string, reason: string): Reason {
  return { column: unwrap(headings[position] ?? ''), value: cell.slice(0, 1000), reason }
}

/** The first of a field's columns that holds something in this row. */
function filledPosition(positions: readonly number[], cells: readonly string[]): number {
  const [only = -1] = positions
  if (positions.length === 1) return only
  return positions.find((position) => !isNothing(unwrap(cells[position] ?? ''))) ?? only
}

function widthFault(width: number, headings: number, cells: readonly string[]): Reason | null {
  if (cells.length >= width && cells.length <= headings) return null
  const filled = cells.findLastIndex((cell) => cell !== '') + 1
  if (cells.length >= width && filled <= headings) return null
  const reason =
    cells.length < width
      ? `这一行只有 ${cells.length} 列，表头有 ${width} 列，内容不完整`
      : `这一行有 ${filled} 列，表头只有 ${width} 列，引号或逗号可能有误`
  return { column: '', value: cells.join(',').slice(0, 1000), reason }
}
