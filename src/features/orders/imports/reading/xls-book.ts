import type { Limits } from './limits.ts'
import { refuse } from './refusals.ts'
import { showsDate } from './styles.ts'
import type { SheetContext } from './worksheet.ts'
import type { Stream } from './xls-file.ts'
import { RECORD, readRecords } from './xls-records.ts'
import { type TextReader, codePageText, sharedStrings, unicodeText } from './xls-strings.ts'

/** What a binary workbook says before its sheets. */
export interface Book extends SheetContext {
  /** Worksheets only, and where they begin. */
  readonly sheets: readonly { readonly name: string; readonly position: number }[]
  /** Of a version below 8. */
  readonly isOld: boolean
  readonly text: TextReader
}

/** Version of the format: 8 is of Office 97 to 2003, below that texts are in a code page. */
const VERSION_8 = 0x0600
/** Kinds of what begins, and of sheets. */
const WORKSHEET = 0x0010
const WORKSHEET_ENTRY = 0
const CHINESE = 936
/** Cells name their style with 16 bits. */
const STYLES = 65_536

/** Reads what stands before the sheets. A lone sheet, as some web shops write it, is a workbook without that. */
export async function readBook(stream: Stream, limits: Limits): Promise<Book> {
  const sheets: { name: string; position: number }[] = []
  const formats = new Map<number, string>()
  const styles: number[] = []
  let text: TextReader = codePageText(CHINESE)
  let isOld = false
  let from1904 = false
  let shared: Buffer[] = []
  let sharedBytes = 0
  let depth = 0
  let last: number = RECORD.end

  const on = (type: number, data: Buffer): boolean => {
    if (depth === 0) {
      if (type !== RECORD.begin) throw refuse.notATable()
      isOld = data.readUInt16LE(0) !== VERSION_8
      if (!isOld) text = unicodeText
      depth = 1
      if (data.readUInt16LE(2) !== WORKSHEET) return false
      sheets.push({ name: '', position: 0 })
      return true
    }
    const kind = type === RECORD.continue ? last : type
    last = kind
    if (type === RECORD.begin) depth += 1
    else if (type === RECORD.end) depth -= 1
    else if (type === RECORD.filePass) throw refuse.password()
    else if (type === RECORD.dateMode) from1904 = data.readUInt16LE(0) === 1
    else if (type === RECORD.codePage && isOld) text = codePageText(data.readUInt16LE(0))
    else if (type === RECORD.format) formats.set(data.readUInt16LE(0), text(data, 2, isOld ? 1 : 2))
    else if (type === RECORD.xf && styles.length < STYLES) styles.push(data.readUInt16LE(2))
    else if (type === RECORD.boundSheet && data.readUInt8(5) === WORKSHEET_ENTRY) {
      if (sheets.length < limits.sheets) {
        sheets.push({ name: text(data, 6, 1), position: data.readUInt32LE(0) })
      }
    } else if (kind === RECORD.sst) {
      sharedBytes += data.length
      if (sharedBytes > limits.sharedCharacters * 2) throw refuse.bomb()
      shared.push(data)
    }
    return depth === 0
  }
  for await (const _ of readRecords(stream, 0, on)) void _

  const strings = shared.length > 0 ? sharedStrings(shared, limits) : []
  shared = []
  const dates = styles.flatMap((format, style) => (showsDate(format, formats.get(format)) ? [style] : []))
  return { sheets, isOld, text, strings, dateStyles: new Set(dates), from1904 }
}
