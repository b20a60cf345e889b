import { type CellObject, type WorkSheet, utils, write } from '@e965/xlsx'
import iconv from 'iconv-lite'
import type { Cell } from './files.ts'
import { oleOf } from './ole-file.ts'

/** Binary workbooks: as a library writes them, and record by record for what no library writes. */

/** A number that is shown as a date. */
export const dated = (value: number, format = 'yyyy-mm-dd hh:mm:ss'): CellObject => ({
  t: 'n',
  v: value,
  z: format,
})

export type XlsCell = Exclude<Cell, object> | boolean | CellObject

export interface XlsOptions {
  readonly version?: 'biff5' | 'biff8'
  /** Texts shared by the cells, as Excel does it, instead of one in each cell. */
  readonly shared?: boolean
  /** `A1:C1` and the like. */
  readonly merges?: readonly string[]
  readonly from1904?: boolean
}

/** A `.xls` file with these sheets, written by the library. */
export function xls(
  sheets: Readonly<Record<string, readonly (readonly XlsCell[])[]>>,
  { version = 'biff8', shared = false, merges = [], from1904 = false }: XlsOptions = {},
): Buffer {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet: WorkSheet = utils.aoa_to_sheet(rows as unknown[][])
    if (merges.length > 0) sheet['!merges'] = merges.map((range) => utils.decode_range(range))
    utils.book_append_sheet(book, sheet, name)
  }
  book.Workbook = { ...book.Workbook, WBProps: { date1904: from1904 } }
  return write(book, { type: 'buffer', bookType: version, bookSST: shared }) as Buffer
}

/** Bytes of 16-bit numbers. */
export const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2))
  return bytes
}

export const u32 = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer)

export const double = (value: number): Buffer => Buffer.from(Float64Array.of(value).buffer)

/** One record of a workbook. */
export const record = (type: number, ...data: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(data)
  return Buffer.concat([u16(type, content.length), content])
}

export const END = record(0x0a)
export const begin = (kind: 'book' | 'sheet' | 'chart', version = 0x0600): Buffer =>
  record(0x0809, u16(version, { book: 5, sheet: 16, chart: 32 }[kind], 0, 0), u32(0, 0))

/** A cell with its text in it, in version 8. */
export const label = (row: number, column: number, text: string): Buffer =>
  record(0x0204, u16(row, column, 0, text.length), Buffer.of(1), Buffer.from(text, 'utf16le'))

/** A cell with its text in it, in GBK, as up to version 7. */
export const oldLabel = (row: number, column: number, text: string): Buffer => {
  const bytes = iconv.encode(text, 'gbk')
  return record(0x0204, u16(row, column, 0, bytes.length), bytes)
}

export interface Parts {
  /** Records before the list of sheets. */
  readonly globals?: readonly Buffer[]
  /** The records of the sheet between its beginning and end. */
  readonly sheet: readonly Buffer[]
  readonly version?: number
  readonly kind?: number
}

/** The stream of a workbook with one sheet, `export`, record by record. */
export function workbookStream({ globals = [], sheet, version = 0x0600, kind = 0 }: Parts): Buffer {
  const name = version === 0x0600 ? Buffer.from('\x06\0export') : Buffer.from('\x06export')
  const before = Buffer.concat([begin('book', version), ...globals])
  const entry = (position: number) => record(0x85, u32(position), Buffer.of(0, kind), name)
  const position = before.length + entry(0).length + END.length
  return Buffer.concat([before, entry(position), END, begin('sheet', version), ...sheet, END])
}

/** A `.xls` file with one sheet, record by record. */
export const xlsOf = (parts: Parts): Buffer =>
  oleOf({ [parts.version === 0x0500 ? 'Book' : 'Workbook']: workbookStream(parts) })
