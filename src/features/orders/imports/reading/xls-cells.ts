import { dateText, numberText } from './numbers.ts'
import type { Book } from './xls-book.ts'
import { RECORD } from './xls-records.ts'
import { longText } from './xls-strings.ts'

/** Takes a cell by its 0-based place. */
export type Put = (row: number, column: number, text: string, isNumber: boolean) => void

/** A formula's result has at most 32,767 characters; what goes on longer isn't followed. */
const TEXT_BYTES = 100_000

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}
const truth = (value: number) => (value === 0 ? 'FALSE' : 'TRUE')

/** Reads the cells out of the records of one worksheet, in their order. Texts are put as they are. */
export function cellReader(
  { strings, dateStyles, from1904, text, isOld }: Book,
  put: Put,
): (type: number, data: Buffer) => void {
  /** The cell of a formula whose result is text, which comes in the records behind it. */
  let awaiting: { row: number; column: number; texts: Buffer[] } | null = null

  const putNumber = (row: number, column: number, style: number, value: number) => {
    const date = dateStyles.has(style) ? dateText(value, from1904) : null
    put(row, column, date ?? numberText(value), date === null)
  }
  const putResult = (row: number, column: number, data: Buffer) => {
    if (data.readUInt16LE(12) !== 0xffff) {
      putNumber(row, column, data.readUInt16LE(4), data.readDoubleLE(6))
      return
    }
    const kind = data.readUInt8(6)
    if (kind === 0) awaiting = { row, column, texts: [] }
    else if (kind === 1) put(row, column, truth(data.readUInt8(8)), false)
    else if (kind === 2) put(row, column, ERRORS[data.readUInt8(8)] ?? '', false)
  }
  const putText = ({ row, column, texts }: NonNullable<typeof awaiting>) => {
    const [first] = texts
    if (first) put(row, column, isOld ? text(first, 0, 2) : longText(texts), false)
    awaiting = null
  }

  return (type, data) => {
    if (awaiting && type === RECORD.string) awaiting.texts = [data]
    else if (awaiting && awaiting.texts.length > 0) {
      const goesOn = type === RECORD.continue && awaiting.texts.length * data.length < TEXT_BYTES
      if (goesOn) awaiting.texts.push(data)
      else putText(awaiting)
    }
    if (!CELLS.has(type)) return
    const row = data.readUInt16LE(0)
    const column = data.readUInt16LE(2)
    switch (type) {
      case RECORD.labelSst:
        put(row, column, strings[data.readUInt32LE(6)] ?? '', false)
        break
      case RECORD.label:
      case RECORD.richString:
        put(row, column, text(data, 6, 2), false)
        break
      case RECORD.number:
        putNumber(row, column, data.readUInt16LE(4), data.readDoubleLE(6))
        break
      case RECORD.rk:
        putNumber(row, column, data.readUInt16LE(4), packedNumber(data, 6))
        break
      case RECORD.mulRk:
        for (let at = 4; at + 6 <= data.length - 2; at += 6) {
          putNumber(row, column + (at - 4) / 6, data.readUInt16LE(at), packedNumber(data, at + 2))
        }
        break
      case RECORD.boolErr:
        put(
          row,
          column,
          data.readUInt8(7) ? (ERRORS[data.readUInt8(6)] ?? '') : truth(data.readUInt8(6)),
          false,
        )
        break
      default:
        putResult(row, column, data)
    }
  }
}

/** Records of a cell with a value; those of empty ones tell nothing. */
const CELLS: ReadonlySet<number> = new Set([
  RECORD.labelSst,
  RECORD.label,
  RECORD.richString,
  RECORD.number,
  RECORD.rk,
  RECORD.mulRk,
  RECORD.boolErr,
  ...RECORD.formulas,
])

/** A number in 4 bytes: 30 bits of an integer or the upper 30 of a double, perhaps in hundredths. */
function packedNumber(data: Buffer, at: number): number {
  const packed = data.readInt32LE(at)
  const upper = Buffer.alloc(8)
  upper.writeInt32LE(packed & ~3, 4)
  const value = packed & 2 ? packed >> 2 : upper.readDoubleLE(0)
  return packed & 1 ? value / 100 : value
}
