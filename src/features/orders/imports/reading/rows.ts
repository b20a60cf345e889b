import type { FlatRow, Kind } from '../kinds/kind.ts'
import { filler } from './fill-down.ts'
import { mapColumns } from './header.ts'
import { newJudge } from './judge.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { openTable } from './open.ts'
import type { Recognition } from './recognize.ts'
import { refuse } from './refusals.ts'
import { type RowResult, type RowShape, isData } from './row.ts'
import type { Source } from './source.ts'

/**
 * The data rows of a recognized file, cleaned, judged and typed by its kind, one by one in bounded memory; blank
 * rows, comments and sums are passed over. Stopping early closes the file. Throws `Refused` for what only shows
 * while reading (damage, limits), and when the file isn't the recognized one.
 */
export async function* readRows<Row extends FlatRow>(
  source: Source,
  recognition: Recognition,
  kind: Kind<Row>,
  limits: Limits = defaultLimits,
): AsyncGenerator<RowResult<Row>, void> {
  const table = await openTable(source, limits)
  const sheet = table.sheets[recognition.sheetIndex]
  if (!sheet || recognition.kind !== kind.key) throw refuse.changed()
  const shape: RowShape<Row> = {
    kind,
    mapping: mapColumns(kind, recognition.headings),
    headings: recognition.headings,
    fixedWidth: recognition.container === 'text',
    limits,
  }
  const fill = filler(shape)
  const judge = newJudge(shape)
  for await (const batch of sheet.batches()) {
    for (const raw of batch) {
      if (raw.row === recognition.headerRow) ensureSame(raw.cells, recognition.headings)
      if (raw.row > recognition.headerRow && isData(raw)) yield* judge.next(fill(raw))
    }
  }
  yield* judge.end()
}

function ensureSame(cells: readonly string[], headings: readonly string[]): void {
  if (cells.length !== headings.length || cells.some((cell, index) => cell !== headings[index])) {
    throw refuse.changed()
  }
}
