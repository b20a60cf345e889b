import { isNothing, unwrap } from './clean.ts'
import { SEARCHED_ROWS, uniqueHeadings } from './header.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { openTable } from './open.ts'
import { isData } from './row.ts'
import type { Source } from './source.ts'
import { type RawRow, type Table, firstRows } from './table.ts'

/** One column of a file that nobody knows. */
export interface OutlinedColumn {
  /** As headings are compared. */
  readonly name: string
  /** As it stands in the file. */
  readonly heading: string
  /** What kind of thing stands below it, told without the thing itself: it may be somebody's name or phone. */
  readonly sample: string
}

/** Headings don't hold numbers of orders, phones or days. */
const VALUE = /\d{5}|\d{4}[-/年]\d/

/** A table that nobody knows. */
export interface Outline {
  readonly table: Pick<Table, 'container' | 'encoding' | 'innerName'>
  readonly columns: readonly OutlinedColumn[]
}

/** Rows below the headings that are looked at for samples. */
const SAMPLED_ROWS = 5

/**
 * The columns of a file whose kind isn't known, as far as a program can tell: the heading row is the first of those
 * with the most words in which nothing looks like a value. Null when no row comes into question. Throws `Refused` as reading does.
 */
export async function outlineOf(source: Source, limits: Limits = defaultLimits): Promise<Outline | null> {
  const { sheets, ...table } = await openTable(source, limits)
  let best: { words: number; header: RawRow; below: RawRow[] } | undefined
  for (const sheet of sheets) {
    const rows = await firstRows(sheet, SEARCHED_ROWS + SAMPLED_ROWS)
    for (const [i, header] of rows.slice(0, SEARCHED_ROWS).entries()) {
      if (header.cells.some((cell) => VALUE.test(cell))) continue
      const words = new Set(header.cells.map(unwrap).filter((cell) => /\p{L}/u.test(cell))).size
      const below = rows.slice(i + 1, i + 1 + SAMPLED_ROWS).filter(isData)
      if (below.length > 0 && words > (best?.words ?? 1)) best = { words, header, below }
    }
  }
  if (!best) return null
  const { header, below } = best
  const columns = uniqueHeadings(header.cells).flatMap((name, position) =>
    name === ''
      ? []
      : [{ name, heading: unwrap(header.cells[position] ?? ''), sample: sampleOf(below, position) }],
  )
  return { table, columns }
}

function sampleOf(rows: readonly RawRow[], position: number): string {
  const cell = rows.map(({ cells }) => unwrap(cells[position] ?? '')).find((text) => !isNothing(text))
  return cell === undefined ? '空' : shapeOf(cell)
}

const SHAPES: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/, () => '时间'],
  [/^\d{7,}$/, (text) => `${text.length} 位数字`],
  [/^-?[\d,]+(\.\d+)?%$/, () => '百分比'],
  [/^-?[\d,]+\.\d+$/, () => '小数'],
  [/^-?[\d,]+$/, () => '整数'],
  [/^[\p{ASCII}]+$/u, (text) => `${text.length} 个字母或数字`],
]

function shapeOf(text: string): string {
  const [, told] = SHAPES.find(([pattern]) => pattern.test(text)) ?? []
  return told?.(text) ?? `${[...text].length} 个字`
}
