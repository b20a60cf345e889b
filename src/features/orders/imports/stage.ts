import { ReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { pool } from '../../../database/client.ts'
import { redact } from '../buyers/redact.ts'
import type { Reason } from './kinds/kind.ts'
import type { Recognition } from './reading/recognize.ts'
import type { RowResult } from './reading/row.ts'
import { readRows } from './reading/rows.ts'
import type { Source } from './reading/source.ts'
import type { StagedRow, Staging, StoredKind } from './stored-kind.ts'
import type { Watch } from './watch.ts'

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

/** Who the file may be of. */
export interface ShopNames {
  readonly own: string
  /** Names of our other shops. */
  readonly others: ReadonlySet<string>
}

const DOUBTS_KEPT = 50
const NAMES_KEPT = 5
/** Rows are sent in pieces of about this many characters. */
const PIECE = 65_536
/** After so many milliseconds of work others get their turn; looked at every so many rows. */
const BREATH_MS = 8
const LOOK_EVERY = 8
/** Percent of the work that is over when the file has been read; the rest compares. */
const READING_SHARE = 90

/** The file's 店铺名称 is that of another of our shops. The message is for the person who brought it. */
export class OtherShop extends Error {
  constructor(name: string, own: string) {
    super(`文件里的店铺是“${name}”，不是所选的“${own}”。请改选店铺，或换成这家店铺的文件。`)
  }
}

/**
 * Reads a recognized file row by row and copies what it finds into staging, in bounded memory. What tells who a buyer
 * is, is sealed before it leaves this process; values of bad cells with personal data are left out.
 * @throws Refused for what only shows while reading; OtherShop for another shop's file; staging is empty then
 */
export async function stageFile(
  importId: number,
  source: Source,
  recognition: Recognition,
  { kind, stage, personal }: StoredKind,
  staging: Staging,
  names: ShopNames,
  watch: Watch,
): Promise<Staged> {
  const found = { rowCount: 0, badCount: 0, shopNames: new Set<string>(), doubts: 0 }
  const first: Doubts['first'][number][] = []
  const counted = counting(source)
  const openValues = new Set(
    recognition.columns.known.filter(({ field }) => !personal.includes(field)).map(({ heading }) => heading),
  )
  async function* lines(): AsyncGenerator<string> {
    let piece = ''
    let breathed = performance.now()
    for await (const result of readRows(counted.source, recognition, kind)) {
      watch.goOn()
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
      piece += lineOf(importId, result)
      if (piece.length > PIECE) {
        watch.tell('read', counted.share() * READING_SHARE, found.rowCount)
        yield piece
        piece = ''
      }
    }
    if (piece !== '') yield piece
  }
  const noteShop = (name: unknown): void => {
    if (typeof name !== 'string' || name === names.own) return
    if (names.others.has(name)) throw new OtherShop(name, names.own)
    if (found.shopNames.size < NAMES_KEPT) found.shopNames.add(name)
  }
  const lineOf = (id: number, { rowNumber, good, bad }: RowResult): string => {
    const data = good && jsonOf(stage(good, staging))
    const reasons = bad && JSON.stringify(bad.map((reason) => withoutPerson(reason, openValues)))
    return `${[id, rowNumber, good ? kind.keyOf(good) : null, data ?? null, reasons ?? null].map(copied).join('\t')}\n`
  }
  await copy(lines())
  return {
    rowCount: found.rowCount,
    badCount: found.badCount,
    shopNames: [...found.shopNames],
    doubts: { count: found.doubts, first },
  }
}

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

async function copy(lines: AsyncGenerator<string>): Promise<void> {
  const client = await pool.connect()
  let failed = true
  try {
    // However long it takes.
    await client.query('BEGIN; SET LOCAL statement_timeout = 0')
    const target = client.query(
      copyFrom('COPY import_rows (import_id, row_number, key, data, reasons) FROM STDIN'),
    )
    await pipeline(Readable.from(lines), target)
    await client.query('COMMIT')
    failed = false
  } finally {
    // A connection on which a COPY broke off may still be in the middle of it.
    client.release(failed)
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
function copied(value: string | number | null): string {
  if (value === null) return '\\N'
  const text = String(value)
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text
}
const SPECIAL = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
