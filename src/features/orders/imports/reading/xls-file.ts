import { refuse } from './refusals.ts'
import { type Source, readRange } from './source.ts'

/** A stream of bytes within a file, readable from any position. */
export interface Stream {
  readonly size: number
  /** The bytes from a position on. Throws `Refused` when the file ends before the stream does. */
  open(from: number): AsyncIterable<Buffer>
}

/** From here on numbers of sectors are marks: end of a chain, free, in use by the chains themselves. */
const MARKS = 0xfffffffa
const HEADER = 512
const HEADER_PLACES = 109
/** Streams below this size lie together in one stream, in small sectors with chains of their own. */
const SMALL = 4096
const SMALL_SECTOR = 64
const ENTRY = 128
/** Stands where an entry has no neighbour. */
const NOBODY = 0xffffffff
/** Of a longer directory the first entries are looked at; workbooks have some tens of them. */
const DIRECTORY_BYTES = 1024 ** 2

/** An OLE file: sectors of equal size, and for each the number of the one that follows it. */
interface Layout {
  readonly source: Source
  readonly header: Buffer
  readonly sectorSize: number
  readonly next: Uint32Array
}

/**
 * Finds a stream in the root of an OLE file, the first of these names that is there; null if none is. Such files are
 * small file systems ([MS-CFB]); in memory is only which sector follows which, 4 bytes for each of 512 or more.
 */
export async function findStream(source: Source, names: readonly string[]): Promise<Stream | null> {
  const layout = await readLayout(source)
  const directory = await collect(readChain(layout, layout.header.readUInt32LE(48), 0, null))
  const entries = rootEntries(directory)
  const entry = names.map((name) => entries.get(name)).find((found) => found !== undefined)
  if (!entry) return null
  const start = entry.readUInt32LE(116)
  const size = entry.readUInt32LE(120)
  if (size > source.size) throw refuse.damaged()
  const root = directory.subarray(0, ENTRY)
  return {
    size,
    open: (from) =>
      size < SMALL ? readSmall(layout, root, start, from, size) : readChain(layout, start, from, size),
  }
}

async function readLayout(source: Source): Promise<Layout> {
  const header = await readRange(source, 0, HEADER)
  if (header.length < HEADER) throw refuse.damaged()
  const shift = header.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) throw refuse.damaged()
  const sectorSize = 1 << shift
  const sectors = Math.ceil(source.size / sectorSize) - 1
  const perSector = sectorSize / 4
  const sectorAt = (number: number) => {
    const start = (number + 1) * sectorSize
    return readRange(source, start, start + sectorSize)
  }
  // Where the table of followers lies stands in the header, and for large files in a chain of further sectors.
  const places: number[] = []
  const note = (bytes: Buffer, from: number, count: number) => {
    for (let at = from; at + 4 <= bytes.length && at < from + count * 4; at += 4) {
      const place = bytes.readUInt32LE(at)
      if (place >= MARKS) continue
      if (place >= sectors) throw refuse.damaged()
      places.push(place)
    }
  }
  note(header, 76, HEADER_PLACES)
  let more = header.readUInt32LE(68)
  for (let steps = 0; more < sectors; steps++) {
    if (steps * perSector > sectors) throw refuse.damaged()
    const bytes = await sectorAt(more)
    if (bytes.length < sectorSize) throw refuse.damaged()
    note(bytes, 0, perSector - 1)
    more = bytes.readUInt32LE(sectorSize - 4)
  }
  const next = new Uint32Array(sectors).fill(MARKS)
  // What the file has no sectors for isn't read, whatever the header claims.
  for (const [index, place] of places.slice(0, Math.ceil(sectors / perSector)).entries()) {
    const bytes = await sectorAt(place)
    for (let at = 0; at + 4 <= bytes.length && index * perSector + at / 4 < sectors; at += 4) {
      next[index * perSector + at / 4] = bytes.readUInt32LE(at)
    }
  }
  return { source, header, sectorSize, next }
}

/** Neighbouring sectors of a chain in one go: the first, and how many. Cyclic chains are damage. */
function* runs({ next }: Layout, start: number): Generator<[number, number], void> {
  let first = start
  let length = 0
  let seen = 0
  while (first < MARKS) {
    if (first + length >= next.length || seen++ > next.length) throw refuse.damaged()
    const following = next[first + length]!
    length += 1
    if (following === first + length) continue
    yield [first, length]
    first = following
    length = 0
  }
}

/** The bytes `from` up to `to` of a chain, which must be there; with null what there is of it, within bounds. */
async function* readChain(
  layout: Layout,
  start: number,
  from: number,
  to: number | null,
): AsyncGenerator<Buffer, void> {
  const { source, sectorSize } = layout
  const end = to ?? DIRECTORY_BYTES
  let at = 0
  for (const [first, length] of runs(layout, start)) {
    if (at >= end) break
    const begin = (first + 1) * sectorSize
    const want = [Math.max(from - at, 0), Math.min(length * sectorSize, end - at)] as const
    at += length * sectorSize
    if (want[0] >= want[1]) continue
    let missing = want[1] - want[0]
    for await (const piece of source.open(begin + want[0], begin + want[1])) {
      missing -= (piece as Buffer).length
      yield piece as Buffer
    }
    if (to !== null && missing > 0) throw refuse.damaged()
  }
  if (to !== null && at < end) throw refuse.damaged()
}

/** The bytes of a small stream; the stream that holds all of them begins in the root entry. */
async function* readSmall(
  layout: Layout,
  root: Buffer,
  start: number,
  from: number,
  size: number,
): AsyncGenerator<Buffer, void> {
  const part = (chain: number, at: number, length: number) =>
    collect(readChain(layout, chain, at, at + length))
  const pieces: Buffer[] = []
  let sector = start
  for (let at = 0; at < size; at += SMALL_SECTOR) {
    if (sector >= MARKS) throw refuse.damaged()
    pieces.push(await part(root.readUInt32LE(116), sector * SMALL_SECTOR, Math.min(SMALL_SECTOR, size - at)))
    sector = (await part(layout.header.readUInt32LE(60), sector * 4, 4)).readUInt32LE(0)
  }
  yield Buffer.concat(pieces).subarray(from)
}

/** The entries directly below the root, by their names in lower case: what's further down is embedded. */
function rootEntries(directory: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>()
  if (directory.length < ENTRY) throw refuse.damaged()
  const seen = new Set<number>()
  const waiting = [directory.readUInt32LE(76)]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (index === NOBODY || seen.has(index)) continue
    seen.add(index)
    const entry = directory.subarray(index * ENTRY, (index + 1) * ENTRY)
    if (entry.length < ENTRY) throw refuse.damaged()
    const length = Math.max(entry.readUInt16LE(64) - 2, 0)
    entries.set(entry.toString('utf16le', 0, Math.min(length, SMALL_SECTOR)).toLowerCase(), entry)
    waiting.push(entry.readUInt32LE(68), entry.readUInt32LE(72))
  }
  return entries
}

async function collect(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
