import { splitter } from './csv.ts'
import { decoded, encodingOf } from './encoding.ts'
import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import type { Source } from './source.ts'
import type { Delimiter, Encoding, RawRow, Sheet, Table } from './table.ts'

/** The comma first: it wins where a file reads equally well with several. */
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';']

/**
 * A CSV or tab-separated file. It is offered once per delimiter, like the sheets of a workbook: which one is
 * right shows by the headings found, not by counting characters (real headings end with a tab in front of the comma).
 */
export async function openText(source: Source, limits: Limits): Promise<Table> {
  const encoding = await encodingOf(source)
  const sheets = DELIMITERS.map((delimiter) => textSheet(source, encoding, delimiter, limits))
  return { container: 'text', encoding, sheets }
}

/** A text file read with one delimiter. */
export function textSheet(source: Source, encoding: Encoding, delimiter: Delimiter, limits: Limits): Sheet {
  async function* batches(): AsyncGenerator<RawRow[], void> {
    const lines = splitter(delimiter, limits.cellCharacters)
    let count = 0
    const numbered = (cells: string[]): RawRow => {
      count += 1
      if (count > limits.rows) throw refuse.tooManyRows(limits.rows)
      if (cells.length > limits.columns) throw refuse.tooManyColumns(count, limits.columns)
      return { row: count, cells }
    }
    for await (const text of decoded(source, encoding)) {
      const batch = lines.split(text).map(numbered)
      if (lines.pending > limits.rowCharacters) throw refuse.notATable()
      if (batch.length > 0) yield batch
    }
    const rest = lines.split('', true).map(numbered)
    if (rest.length > 0) yield rest
  }
  return { name: null, delimiter, batches }
}
