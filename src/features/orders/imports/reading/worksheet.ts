import type { Readable } from 'node:stream'
import type { Limits } from './limits.ts'
import { dateText, numberText } from './numbers.ts'
import { refuse } from './refusals.ts'
import { unescapeControls } from './strings.ts'
import type { RawRow } from './table.ts'
import { type Attributes, readXml } from './xml.ts'

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[]
  readonly dateStyles: ReadonlySet<number>
  /** Days are counted from 1904, as old Macs did. */
  readonly from1904: boolean
}

/** Rows of one worksheet as it is inflated. Text is handed on as it is; numbers see `numberText`. */
export async function* sheetRows(
  stream: Readable,
  context: SheetContext,
  limits: Limits,
): AsyncGenerator<RawRow[], void> {
  let batch: RawRow[] = []
  let rowNumber = 0
  let column = -1
  let cells: string[] = []
  let numeric = new Set<number>()
  let type = ''
  let style = 0
  let content = ''
  let inContent = false
  let inPhonetic = false

  const openRow = ({ r }: Attributes) => {
    // Rows and cells may leave out where they stand: then they follow the one before.
    rowNumber = r ? Number(r) : rowNumber + 1
    if (!Number.isInteger(rowNumber)) throw refuse.damaged()
    if (rowNumber > limits.rows) throw refuse.tooManyRows(limits.rows)
    column = -1
    cells = []
    numeric = new Set()
  }
  const openCell = ({ r, t = 'n', s = '0' }: Attributes) => {
    column = r ? columnOf(r) : column + 1
    type = t
    style = Number(s)
    content = ''
  }
  const closeCell = () => {
    const value = cellText(content)
    if (value === '') return
    if (column >= limits.columns) throw refuse.tooManyColumns(rowNumber, limits.columns)
    while (cells.length < column) cells.push('')
    cells[column] = value
  }
  const cellText = (raw: string): string => {
    if (raw === '') return ''
    if (type === 's') return context.strings[Number(raw)] ?? ''
    if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
    if (type !== 'n') return unescapeControls(raw)
    const number = Number(raw)
    const date = context.dateStyles.has(style) ? dateText(number, context.from1904) : null
    if (date !== null) return date
    numeric.add(column)
    return Number.isFinite(number) ? numberText(number) : raw
  }

  const xml = readXml(
    stream,
    {
      open(name, attributes) {
        if (name === 'row') openRow(attributes)
        else if (name === 'c') openCell(attributes)
        else if (name === 'rPh') inPhonetic = true
        // `v` is a value or a formula's result, `t` text written into the cell itself.
        inContent = name === 'v' || (name === 't' && !inPhonetic)
      },
      text(text) {
        // One character over the limit is enough for the row to be refused later.
        if (inContent && content.length <= limits.cellCharacters) content += text
      },
      close(name) {
        inContent = false
        if (name === 'rPh') inPhonetic = false
        else if (name === 'c') closeCell()
        else if (name === 'row') {
          batch.push(numeric.size > 0 ? { row: rowNumber, cells, numeric } : { row: rowNumber, cells })
        }
      },
    },
    limits.rowCharacters,
  )
  for await (const _ of xml) {
    void _
    if (batch.length > 0) yield batch
    batch = []
  }
}

/** 0-based column of a reference: `A1` → 0, `AA7` → 26. */
function columnOf(reference: string): number {
  let column = 0
  for (let index = 0; index < reference.length; index++) {
    const code = reference.charCodeAt(index) & ~0x20
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
