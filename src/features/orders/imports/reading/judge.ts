import type { FieldReason, FlatRow, Reason } from '../kinds/kind.ts'
import { unwrap } from './clean.ts'
import { type DigitMap, digitMap } from './digit-map.ts'
import { type ParsedRow, type RowResult, type RowShape, rowParser } from './row.ts'
import type { RawRow } from './table.ts'

/** A row that has been read but may still be joined by its neighbours. */
interface Read<Row extends FlatRow> {
  readonly raw: RawRow
  readonly group: string | undefined
  readonly row: Row
  readonly faults: readonly Reason[]
  readonly doubts: readonly Reason[]
}

/** Reads rows in their order, knowing those that came before: places within a group, repeated keys, neighbours. */
export interface Judge<Row extends FlatRow> {
  /** What is decided now that this row has come: about rows before it, which it doesn't join. */
  next(raw: RawRow): RowResult<Row>[]
  /** What is decided now that no row comes any more. */
  end(): RowResult<Row>[]
}

/** A judge for the rows of one file. */
export function newJudge<Row extends FlatRow>(shape: RowShape<Row>): Judge<Row> {
  const { kind } = shape
  const parse = rowParser(shape)
  const ordinals = digitMap()
  const keys = digitMap()
  let waiting: Read<Row>[] = []

  const read = (raw: RawRow): Read<Row> => {
    const parsed = parse(raw)
    const group = kind.groupOf(parsed.values)
    const ordinal = kind.merge || group === undefined ? 1 : (ordinals.get(group) ?? 0) + 1
    if (!kind.merge && group !== undefined) ordinals.set(group, ordinal)
    return finish(shape, raw, parsed, group, ordinal)
  }
  const flush = (): RowResult<Row>[] => {
    const results = settle(shape, waiting, keys)
    waiting = []
    return results
  }
  return {
    next(raw) {
      const current = read(raw)
      const joins = kind.merge && current.group !== undefined && current.group === waiting[0]?.group
      const results = joins ? [] : flush()
      waiting.push(current)
      return results
    },
    end: flush,
  }
}

function finish<Row extends FlatRow>(
  shape: RowShape<Row>,
  raw: RawRow,
  { values, faults, doubts }: ParsedRow<Row>,
  group: string | undefined,
  ordinal: number,
): Read<Row> {
  const { kind } = shape
  const has = (field: keyof Row) => shape.mapping.fields.some((columns) => columns.field === field)
  // Without faults all fields that every row of the kind has are there; with faults the row goes no further.
  const row = Object.assign(values, kind.derive(values, { ordinal, has })) as Row
  if (faults.length > 0) return { raw, group, row, faults, doubts }
  return {
    raw,
    group,
    row,
    faults: named(shape, raw, kind.contradictions(row)),
    doubts: [...doubts, ...named(shape, raw, kind.doubts(row))],
  }
}

/** Adds to what a kind says about a field how the file calls it and what stands there. */
function named<Row extends FlatRow>(
  shape: RowShape<Row>,
  raw: RawRow,
  reasons: readonly FieldReason<keyof Row & string>[],
): Reason[] {
  return reasons.map(({ field, reason }) => ({ ...cellOf(shape, raw, field), reason }))
}

/** The heading and cell that a field was read from. */
function cellOf<Row extends FlatRow>(shape: RowShape<Row>, raw: RawRow, field: keyof Row & string) {
  const positions = shape.mapping.fields.find((columns) => columns.field === field)?.positions ?? []
  const position = positions.find((at) => unwrap(raw.cells[at] ?? '') !== '') ?? positions[0] ?? -1
  const heading = shape.headings[position] ?? shape.kind.columns[field]?.headings[0] ?? field
  return { column: unwrap(heading), value: raw.cells[position] ?? '' }
}

/** Decides on neighbours of one group: equal rows are duplicates, others become one row if the kind merges. */
function settle<Row extends FlatRow>(
  { kind }: RowShape<Row>,
  waiting: readonly Read<Row>[],
  keys: DigitMap,
): RowResult<Row>[] {
  const first = waiting[0]
  if (!first) return []
  const results: RowResult<Row>[] = []
  const refused = (read: Read<Row>, reason: string) => {
    const value = read.faults.length === 0 ? kind.keyOf(read.row) : (read.group ?? '')
    const bad = [...read.faults, { column: kind.keyLabel, value, reason }]
    results.push({ rowNumber: read.raw.row, cells: read.raw.cells, bad })
  }
  const different = waiting.filter((read, index) => {
    const twin = waiting.slice(0, index).find((other) => sameCells(other.raw, read.raw))
    if (twin) refused(read, `与第 ${twin.raw.row} 行完全相同，是重复的行`)
    return !twin
  })
  const broken = different.find((read) => read.faults.length > 0)
  if (broken) {
    for (const read of different) {
      const { row: rowNumber, cells } = read.raw
      if (read.faults.length > 0) results.push({ rowNumber, cells, bad: read.faults })
      else refused(read, `${kind.keyLabel}相同的第 ${broken.raw.row} 行有问题，所以这一行也没有导入`)
    }
    return inOrder(results)
  }
  const key = kind.keyOf(first.row)
  const earlier = keys.get(key)
  if (earlier !== undefined) {
    for (const read of different) refused(read, `${kind.keyLabel}与第 ${earlier} 行重复`)
    return inOrder(results)
  }
  keys.set(key, first.raw.row)
  const [head, ...others] = different.map((read) => read.row)
  const good = others.length > 0 && kind.merge ? kind.merge([head!, ...others]) : head!
  const doubts = different.flatMap((read) => read.doubts)
  const merged = different.slice(1).map((read) => read.raw.row)
  results.push({
    rowNumber: first.raw.row,
    cells: first.raw.cells,
    good,
    ...(doubts.length > 0 && { doubts }),
    ...(merged.length > 0 && { merged }),
  })
  return inOrder(results)
}

function sameCells(a: RawRow, b: RawRow): boolean {
  return a.cells.length === b.cells.length && a.cells.every((cell, index) => cell === b.cells[index])
}

function inOrder<Row extends FlatRow>(results: RowResult<Row>[]): RowResult<Row>[] {
  return results.sort((a, b) => a.rowNumber - b.rowNumber)
}
