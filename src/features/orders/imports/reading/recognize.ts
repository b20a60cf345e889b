import type { FlatRow, Kind, Said } from '../kinds/kind.ts'
import { isRuined, longId, lostLookingDigits, unwrap } from './clean.ts'
import { type Found, describeFailure, findHeader } from './find-header.ts'
import { columnsOf, generationOf, mapColumns, uniqueHeadings } from './header.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { openTable } from './open.ts'
import { type Refusal, Refused, refuse } from './refusals.ts'
import type { Source } from './source.ts'
import { type Delimiter, type Encoding, type RawRow, type Table, firstRows } from './table.ts'
import { isData } from './row.ts'

/** A heading of the file, as it stands there, and the field it's read into. */
export interface NamedColumn {
  readonly field: string
  readonly heading: string
}

/** What a file is. Plain data: it can be kept as JSON between preview and import. */
export interface Recognition {
  readonly kind: string
  readonly label: string
  readonly generation: string
  readonly generationLabel: string
  readonly container: Table['container']
  /** The table's file within a ZIP; absent when it came as it is. May tell when it was exported, as its own name. */
  readonly innerName?: string
  readonly encoding: Encoding | null
  readonly delimiter: Delimiter | null
  /** Place and name of the sheet; a text file has one per delimiter and no names. */
  readonly sheetIndex: number
  readonly sheet: string | null
  /** 1-based. */
  readonly headerRow: number
  /** The cells of the heading row as they stand in the file: the heading row for a table of bad rows. */
  readonly headings: readonly string[]
  /** Where a person has said which column is which. */
  readonly said?: Said
  readonly columns: {
    readonly known: readonly NamedColumn[]
    /** Known, deliberately not stored. */
    readonly unused: readonly string[]
    readonly unknown: readonly string[]
    /** Not in the file, under the newest heading. */
    readonly missing: readonly NamedColumn[]
    /** Those of the missing ones without which nothing new can be stored: the file only updates what's known. */
    readonly missingForNew: readonly NamedColumn[]
  }
}

/** Whether an answer of `recognize` is a refusal. */
export function isRefusal(answer: Recognition | Refusal): answer is Refusal {
  return 'code' in answer
}

/** So many rows are looked at for numbers that a spreadsheet has ruined. */
const SAMPLED_ROWS = 200
/** Zeros at the ends of ids that no chance explains: 1 in 10^8. */
const TELLING_ZEROS = 8

/**
 * What a file is, by its content, or why it can't be imported. Reads the first rows only (a text file's encoding is
 * checked to the end). Only errors of the system are thrown.
 */
export async function recognize(
  source: Source,
  kinds: readonly Kind[],
  limits: Limits = defaultLimits,
): Promise<Recognition | Refusal> {
  try {
    const table = await openTable(source, limits)
    const { found, near } = await findHeader(table, kinds)
    if (!found) throw describeFailure(near, kinds)
    const rows = await firstRows(found.sheet, found.row.row + SAMPLED_ROWS)
    const data = rows.filter((row) => row.row > found.row.row && isData(row))
    if (data.length === 0) throw refuse.headerOnly(found.kind.label)
    refuseRuinedIds(found.kind, found.row, data)
    return describe(found, table)
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

function describe(
  { kind, sheet, sheetIndex, row }: Found,
  { container, encoding, innerName }: Table,
): Recognition {
  if (!row.cells.every(isStorable)) throw refuse.damaged()
  const { fields, missing, unused, unknown } = mapColumns(kind, row.cells)
  const at = (position: number) => unwrap(row.cells[position] ?? '')
  const absent = columnsOf(kind).filter(([field]) => missing.includes(field))
  const named = (entries: typeof absent): NamedColumn[] =>
    entries.map(([field]) => ({
      field,
      heading: (kind.byHand?.of ?? kind).columns[field]?.headings[0] ?? field,
    }))
  const required = named(absent.filter(([, column]) => column.need === 'always'))
  if (required.length > 0)
    throw refuse.lacking(
      kind.label,
      required.map(({ heading }) => heading),
    )
  const generation = generationOf(kind, new Set(uniqueHeadings(row.cells)))
  return {
    kind: kind.key,
    label: kind.label,
    generation: generation?.name ?? '',
    generationLabel: generation?.label ?? '',
    container,
    ...(innerName !== undefined && { innerName }),
    encoding,
    delimiter: sheet.delimiter,
    sheetIndex,
    sheet: sheet.name === null || isStorable(sheet.name) ? sheet.name : '',
    headerRow: row.row,
    headings: row.cells,
    ...(kind.byHand && { said: kind.byHand.said }),
    columns: {
      known: fields.flatMap(({ field, positions }) =>
        positions.map((position) => ({ field, heading: at(position) })),
      ),
      unused: unused.map(at),
      unknown: unknown.map(at),
      missing: named(absent),
      missingForNew: named(absent.filter(([, column]) => column.need === 'new')),
    },
  }
}

/** Whether a database takes a text: it has no NUL and no half of a character. Real headings never do. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/**
 * Refuses a file whose ids somebody has saved from a spreadsheet: shortened ones in half of the rows, or every one
 * ending in zeros from the digit on that spreadsheets forget. Single ones become bad rows later.
 */
function refuseRuinedIds<Row extends FlatRow>(
  kind: Kind<Row>,
  header: RawRow,
  data: readonly RawRow[],
): void {
  const ids = columnsOf(kind).filter(([, column]) => (column as { parse: unknown }).parse === longId)
  const { fields } = mapColumns(kind, header.cells)
  for (const [field] of ids) {
    const position = fields.find((columns) => columns.field === field)?.positions[0]
    if (position === undefined) continue
    const cells = data
      .map((row) => ({
        text: unwrap(row.cells[position] ?? ''),
        numeric: row.numeric?.has(position) ?? false,
      }))
      .filter(({ text }) => text !== '')
    const ruined = cells.filter(({ text, numeric }) => isRuined(text, numeric))
    const zeros = cells.map(({ text }) => lostLookingDigits(text))
    const allEndInZeros = zeros.every((n) => n > 0) && zeros.reduce((sum, n) => sum + n, 0) >= TELLING_ZEROS
    const example = ruined[0] ?? (allEndInZeros ? cells[0] : undefined)
    if (example && (allEndInZeros || ruined.length * 2 >= cells.length)) {
      throw refuse.ruinedIds(unwrap(header.cells[position] ?? ''), example.text)
    }
  }
}
