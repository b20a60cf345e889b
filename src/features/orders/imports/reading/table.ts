/** One row as the file has it: nothing cleaned, nothing judged. */
export interface RawRow {
  /** 1-based, as a spreadsheet program numbers it: blank rows count, line breaks within a cell don't. */
  readonly row: number
  readonly cells: readonly string[]
  /** Positions whose cell holds a number, not text; long ids among them have lost their last digits. */
  readonly numeric?: ReadonlySet<number>
}

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
export type Delimiter = ',' | '\t' | ';'

/** One sheet of a workbook, or a text file read with one of the delimiters it could have. */
export interface Sheet {
  readonly name: string | null
  readonly delimiter: Delimiter | null
  /**
   * The rows from the top, some at a time, in bounded memory. Ending the loop early closes the file. Throws
   * `Refused` for what only shows while reading (damage, limits).
   */
  batches(): AsyncGenerator<RawRow[], void>
}

/** An opened file of whatever container. */
export interface Table {
  /** The table's file within a ZIP; absent when it came as it is. */
  readonly innerName?: string
  readonly container: 'text' | 'xlsx' | 'xls' | 'html'
  /** Null where the container itself says it. */
  readonly encoding: Encoding | null
  readonly sheets: readonly Sheet[]
}

/** The first `count` rows of a sheet; reads no further than the batch that holds the last of them. */
export async function firstRows(sheet: Sheet, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const batch of sheet.batches()) {
    rows.push(...batch.slice(0, count - rows.length))
    if (rows.length >= count) break
  }
  return rows
}
