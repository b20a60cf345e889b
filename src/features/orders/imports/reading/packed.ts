import { posix } from 'node:path'
import { Readable } from 'node:stream'
import type { Limits } from './limits.ts'
import { asRefusal, refuse } from './refusals.ts'
import { type Source, bytesSource, readRange } from './source.ts'
import type { Archive, ArchivedFile } from './zip.ts'

const TABLE = /\.(csv|tsv|xlsx|xlsm|xls)$/i
/** Looked at where there is no table of the kinds above: readme files have these names too. */
const PERHAPS_TABLE = /\.(txt|html?)$/i
const NOTES = /readme|说明|须知|必读|声明|license/i
/** Longer names than file systems have. */
const NAME_CHARACTERS = 255
const ARCHIVE = /\.(zip|rar|7z|gz|tgz|tar|bz2|xz)$/i

/**
 * The table file in a ZIP, still packed: it's inflated anew each time it is read, so nothing is written anywhere and
 * little is held. Throws `Refused` unless there is exactly one; other files don't matter, except further archives.
 */
export function packedTable(archive: Archive, limits: Limits): Source {
  const file = onlyTable(archive)
  if (file.size > limits.fileBytes) throw refuse.tooLarge(file.size, limits.fileBytes)
  return {
    name: baseName(file),
    size: file.size,
    open: (start = 0, end = file.size) => Readable.from(inflated(archive, file, start, end)),
  }
}

/** The same file in memory, for what has to be read from any position. Bounded before it's read. */
export async function held(source: Source, limits: Limits): Promise<Source> {
  if (source.size > limits.heldBytes) throw refuse.packedTooLarge(source.name, source.size, limits.heldBytes)
  return bytesSource(await readRange(source, 0, source.size), source.name)
}

function onlyTable({ files }: Archive): ArchivedFile {
  const shown = files.filter(({ name }) => !isHidden(name))
  if (files.length === 0) throw refuse.empty()
  const inner = shown.find(({ name }) => ARCHIVE.test(name))
  if (inner) throw refuse.nestedArchive(baseName(inner))
  const sure = shown.filter(({ name }) => TABLE.test(name))
  const perhaps = shown.filter((file) => PERHAPS_TABLE.test(file.name) && !NOTES.test(baseName(file)))
  const tables = sure.length > 0 ? sure : perhaps
  const [table] = tables
  if (!table) throw refuse.notATable()
  if (tables.length > 1) throw refuse.severalTables(tables.map(baseName))
  return table
}

function baseName({ name }: ArchivedFile): string {
  return posix.basename(name).slice(-NAME_CHARACTERS).toWellFormed()
}

/** Folders, and what operating systems and office programs leave beside the files. */
function isHidden(name: string): boolean {
  return name.endsWith('/') || name.split('/').some((part) => /^(\.|~\$|__MACOSX$)/.test(part))
}

/** Bytes of the file from `start` up to `end`: what stands before has to be inflated and is passed over. */
async function* inflated(
  archive: Archive,
  { name, size }: ArchivedFile,
  start: number,
  end: number,
): AsyncGenerator<Buffer, void> {
  if (start >= end) return
  let at = 0
  try {
    for await (const chunk of await archive.open(name)) {
      const piece = chunk as Buffer
      const wanted = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0))
      at += piece.length
      if (wanted.length > 0) yield wanted
      // The end of the whole file is waited for: it tells whether the file is as long as declared.
      if (at >= end && end < size) return
    }
  } catch (error) {
    throw asRefusal(error)
  }
}
