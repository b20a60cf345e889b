import { ReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import { redact } from '../buyers/redact.ts'
import type { Reason } from './kinds/kind.ts'
import type { Recognition } from './reading/recognize.ts'
import type { Limits } from './reading/limits.ts'
import type { RowResult } from './reading/row.ts'
import { readRows } from './reading/rows.ts'
import type { Source } from './reading/source.ts'
import { fileSource } from './reading/source.ts'
import { kindOf, storedKindOf } from './registry.ts'
import type { StagedRow } from './stored-kind.ts'

/** A file to be read into staging. Plain data: it may be handed to another thread. */
export interface ReadingTask {
  readonly importId: number
  readonly path: string
  readonly fileName: string
  readonly recognition: Recognition
  readonly shopId: number
  /** Fields of the kind for which the file has a column. */
  readonly has: ReadonlySet<string>
  readonly names: ShopNames
  readonly limits: Limits
}

/** Who the file may be of. */
export interface ShopNames {
  readonly own: string
  /** Names of our other shops. */
  readonly others: ReadonlySet<string>
}

/** Some rows in the text format of COPY, in UTF-8; `share` of the file and `rows` of it have been read by then. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly share: number
  readonly rows: number
}

/** What reading a file into staging has found. */
export interface Staged {
  readonly rowCount: number
  readonly badCount: number
  readonly shopNames: string[]
  readonly doubts: Doubts
}

/** What a person should know of good rows: how many points there are, and the first of them. */
export interface Doubts {
  readonly count: number
  readonly first: readonly { rowNumber: number; column: string; reason: string }[]
}

/** The columns of staging, in the order in which a piece has them. */
export const STAGED_COLUMNS = 'import_id, row_number, key, data, reasons'

const DOUBTS_KEPT = 50
const NAMES_KEPT = 5
/** Rows are handed on in pieces of about this many characters. */
const PIECE = 65_536
/** After so many milliseconds of work others get their turn; looked at every so many rows. */
const BREATH_MS = 8
const LOOK_EVERY = 8

/** The file's 店铺名称 is that of another of our shops. The message is for the person who brought it. */
export class OtherShop extends Error {}

/**
 * Reads a recognized file row by row into what staging takes, in bounded memory. What tells who a buyer is, is sealed
 * before it leaves here; values of bad cells with personal data are left out.
 * @throws Refused for what only shows while reading; OtherShop for another shop's file
 */
export async function* readPieces(task: ReadingTask): AsyncGenerator<Piece, Staged, void> {
  const { recognition, names } = task
  const { stage, personal } = storedKindOf(recognition.kind)
  const kind = kindOf(recognition)
  const { source, share } = counting(await fileSource(task.path, task.fileName))
  const found = { rowCount: 0, badCount: 0, shopNames: new Set<string>(), doubts: 0 }
  const first: Doubts['first'][number][] = []
  const openValues = new Set(
    recognition.columns.known.filter(({ field }) => !personal.includes(field)).map(({ heading }) => heading),
  )
  const noteShop = (name: unknown): void => {
    if (typeof name !== 'string' || name === names.own) return
    if (names.others.has(name)) {
      throw new OtherShop(
        `文件里的店铺是“${name}”，不是所选的“${names.own}”。请改选店铺，或换成这家店铺的文件。`,
      )
    }
    if (found.shopNames.size < NAMES_KEPT) found.shopNames.add(name)
  }
  const lineOf = ({ rowNumber, good, bad }: RowResult): string => {
    const data = good && jsonOf(stage(good, task))
    const reasons = bad && JSON.stringify(bad.map((reason) => withoutPerson(reason, openValues)))
    const key = good ? kind.keyOf(good) : null
    return `${task.importId}\t${rowNumber}\t${copied(key)}\t${copied(data)}\t${copied(reasons)}\n`
  }
  const piece = (text: string): Piece => ({
    bytes: encoder.encode(text),
    share: share(),
    rows: found.rowCount,
  })

  let text = ''
  let breathed = performance.now()
  for await (const result of readRows(source, recognition, kind, task.limits)) {
    if ((found.rowCount += 1) % LOOK_EVERY === 0 && performance.now() - breathed > BREATH_MS) {
      await breathe()
      breathed = performance.now()
    }
    if (result.bad) found.badCount += 1
    noteShop(result.good?.['shopName'])
    for (const { column, reason } of result.doubts ?? []) {
      found.doubts += 1
      if (first.length < DOUBTS_KEPT) first.push({ rowNumber: result.rowNumber, column, reason })
    }
    text += lineOf(result)
    if (text.length > PIECE) {
      yield piece(text)
      text = ''
    }
  }
  if (text !== '') yield piece(text)
  return { ...found, shopNames: [...found.shopNames], doubts: { count: found.doubts, first } }
}

const encoder = new TextEncoder()

/** The source, and how much of it has been read. */
function counting(source: Source): { source: Source; share(): number } {
  const streams: Readable[] = []
  return {
    source: {
      ...source,
      open(start, end) {
        const stream = source.open(start, end)
        streams.push(stream)
        return stream
      },
    },
    share: () =>
      Math.min(
        1,
        streams.reduce((sum, one) => sum + (one instanceof ReadStream ? one.bytesRead : 0), 0) / source.size,
      ),
  }
}

/** Words and phone numbers in a column of figures are most likely a neighbour's cell, and may be anybody's. */
function withoutPerson({ column, value, reason }: Reason, open: ReadonlySet<string>): Reason {
  const telling = !open.has(column) || /\p{Script=Han}/u.test(value) || redact(value) !== value
  return { column, value: telling ? '' : value.replaceAll('\0', '').toWellFormed(), reason }
}

/** How `JSON.stringify` writes half of a character that needs two. */
const HALF = /\\ud[89a-f]/i

/** A row as JSON. The database takes no half of a character that needs two. */
function jsonOf(row: StagedRow): string {
  const json = JSON.stringify(row)
  if (!HALF.test(json)) return json
  return JSON.stringify(row, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
}

/** A value in the text format of COPY. */
function copied(text: string | null | undefined): string {
  if (text === null || text === undefined) return '\\N'
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text
}
const SPECIAL = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
