/** How much of a file is read before it's refused. Everything is bounded before or while reading, never after. */
export interface Limits {
  /** Size of the file itself. */
  readonly fileBytes: number
  /** Declared and real size of all parts of a workbook together. */
  readonly inflatedBytes: number
  /** Inflated to packed size of a workbook; applies from 32 MB inflated on. Exports reach about 30. */
  readonly inflation: number
  /** Characters of all shared strings of a workbook, which have to be held in memory. */
  readonly sharedCharacters: number
  /** Sheets of a workbook that are looked at; what stands on later ones isn't found. */
  readonly sheets: number
  /** What has to be read from any position, such as a workbook within a ZIP, is held in memory up to this size. */
  readonly heldBytes: number
  /** Rows of one sheet, heading included. */
  readonly rows: number
  readonly columns: number
  /** A longer cell that is stored makes a bad row; for quotes see `splitter`. */
  readonly cellCharacters: number
  /** One row of a text file. A longer one means that the file isn't a table. */
  readonly rowCharacters: number
}

export const defaultLimits: Limits = {
  fileBytes: 1024 ** 3,
  inflatedBytes: 2 * 1024 ** 3,
  inflation: 250,
  sharedCharacters: 50_000_000,
  sheets: 100,
  heldBytes: 64 * 1024 ** 2,
  rows: 1_200_000,
  columns: 300,
  cellCharacters: 32_767,
  rowCharacters: 1_000_000,
}
