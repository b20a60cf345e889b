import type { FlatRow } from '../kinds/kind.ts'
import { unwrap } from './clean.ts'
import type { RowShape } from './row.ts'
import type { RawRow } from './table.ts'

/**
 * Gives rows that go on with the group above them the cells that the file tells only once (`Kind.fillDown`). Rows must
 * be given in their order, data rows only.
 */
export function filler<Row extends FlatRow>({
  kind,
  mapping,
  fixedWidth,
}: RowShape<Row>): (raw: RawRow) => RawRow {
  const fields = (kind.fillDown ?? []).map(
    (field) => mapping.fields.find((columns) => columns.field === field)?.positions ?? [],
  )
  const [key = []] = fields
  if (key.length === 0) return (raw) => raw
  let above: RawRow | null = null
  return (raw) => {
    above = above && areBlank(raw, key) ? inherited(raw, above, fields, fixedWidth) : raw
    return above
  }
}

function inherited(
  raw: RawRow,
  above: RawRow,
  fields: readonly (readonly number[])[],
  fixedWidth: boolean,
): RawRow {
  // A line of text that is too short was cut: filled up, it would look whole.
  const width = fixedWidth ? raw.cells.length : Infinity
  const positions = fields
    .filter((all) => areBlank(raw, all))
    .flat()
    .filter((position) => position < width && (above.cells[position] ?? '') !== '')
  const cells = [...raw.cells]
  const numeric = new Set(raw.numeric)
  for (const position of positions) {
    while (cells.length < position) cells.push('')
    cells[position] = above.cells[position]!
    if (above.numeric?.has(position)) numeric.add(position)
  }
  return numeric.size > 0 ? { row: raw.row, cells, numeric } : { row: raw.row, cells }
}

function areBlank({ cells }: RawRow, positions: readonly number[]): boolean {
  return positions.every((position) => unwrap(cells[position] ?? '') === '')
}
