import type { FlatRow, Generation, Kind, Signature } from '../kinds/kind.ts'
import { unwrap } from './clean.ts'

/** So many of the headings in a row must be known for it to be a heading row. */
export const LEAST_KNOWN = 3
/** The heading row is searched in so many rows from the top; reports begin with notes. */
export const SEARCHED_ROWS = 30

/**
 * A heading as it's compared: without wrappers and any blanks (`商品 ID`), in lower case, full-width forms made
 * narrow (`（`, `：`), which differ from file to file.
 */
export function normalizeHeading(raw: string): string {
  return unwrap(raw).normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

/** Normalized headings by position; one that repeats gets `__2`, `__3`, an empty one stays empty. */
export function uniqueHeadings(cells: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return cells.map((cell) => {
    const name = normalizeHeading(cell)
    if (name === '') return ''
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name}__${times}`
  })
}

/** The column that we add to a table of bad rows; when the table comes back it says nothing. */
export const REASON_HEADING = '导入失败原因'

/** Whether a set of normalized headings fits a signature. */
export function fits(headings: ReadonlySet<string>, signature: Signature): boolean {
  const has = (heading: string) => headings.has(normalizeHeading(heading))
  return (
    signature.all.every(has) &&
    (signature.oneOf ?? []).every((group) => group.some(has)) &&
    !(signature.without ?? []).some(has)
  )
}

/** The generation of a file by its normalized headings; null if none fits. */
export function generationOf(kind: Kind, headings: ReadonlySet<string>): Generation | null {
  return kind.generations.find((generation) => fits(headings, generation)) ?? null
}

/** One field's columns in a file. */
export interface FieldColumns<Row extends FlatRow = FlatRow> {
  readonly field: keyof Row & string
  /** 0-based positions, in the order of the column's headings. */
  readonly positions: readonly number[]
}

export interface Mapping<Row extends FlatRow = FlatRow> {
  readonly fields: readonly FieldColumns<Row>[]
  /** Positions of headings that nobody knows. */
  readonly unknown: readonly number[]
  /** Positions of headings that are known and not stored. */
  readonly unused: readonly number[]
  readonly missing: readonly (keyof Row & string)[]
}

/** Finds a kind's columns among a file's headings, by name only. */
export function mapColumns<Row extends FlatRow>(kind: Kind<Row>, cells: readonly string[]): Mapping<Row> {
  const headings = uniqueHeadings(cells)
  const taken = new Set<number>()
  const fields: FieldColumns<Row>[] = []
  const missing: (keyof Row & string)[] = []
  for (const [field, column] of columnsOf(kind)) {
    const positions = column.headings
      .map((heading) => headings.indexOf(normalizeHeading(heading)))
      .filter((position) => position >= 0)
    for (const position of positions) taken.add(position)
    if (positions.length > 0) fields.push({ field, positions })
    else missing.push(field)
  }
  const ignored = new Set([...kind.unused, REASON_HEADING].map(normalizeHeading))
  const others = headings.flatMap((heading, position) =>
    heading === '' || taken.has(position) ? [] : [position],
  )
  const isUnused = (position: number) => ignored.has(headings[position]!.replace(/__\d+$/, ''))
  return {
    fields,
    missing,
    unused: others.filter(isUnused),
    unknown: others.filter((position) => !isUnused(position)),
  }
}

/** A kind's columns with their fields, in the order of the table. */
export function columnsOf<Row extends FlatRow>(kind: Kind<Row>): FieldColumn<Row>[] {
  return Object.entries(kind.columns) as FieldColumn<Row>[]
}

/** A field and how it's read. */
export type FieldColumn<Row extends FlatRow> = [
  keyof Row & string,
  NonNullable<Kind<Row>['columns'][keyof Row & string]>,
]

/** How many of a row's cells are headings that a kind knows. */
export function knownHeadings(kind: Kind, headings: readonly string[]): number {
  const known = knownNames(kind)
  return headings.filter((heading) => known.has(heading)).length
}

const names = new WeakMap<Kind, ReadonlySet<string>>()

function knownNames(kind: Kind): ReadonlySet<string> {
  const ready = names.get(kind)
  if (ready) return ready
  const headings = columnsOf(kind).flatMap(([, column]) => column.headings)
  const made = new Set([...headings, ...kind.unused].map(normalizeHeading))
  names.set(kind, made)
  return made
}
