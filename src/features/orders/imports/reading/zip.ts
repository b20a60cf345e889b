import type { Readable } from 'node:stream'
import { type Entry, RandomAccessReader, type ZipFile, fromRandomAccessReaderPromise } from 'yauzl'
import type { Limits } from './limits.ts'
import { asRefusal, refuse } from './refusals.ts'
import type { Source } from './source.ts'
import { nameOf } from './zip-name.ts'

/** From this size on the ratio of inflated to packed size is looked at; small files may pack very well. */
const SUSPICIOUS_BYTES = 32 * 1024 ** 2
const MAX_ENTRIES = 10_000
/** Names, comments and extra fields of all of them, which are held in memory. */
const DIRECTORY_BYTES = 2 * 1024 ** 2

export interface ArchivedFile {
  readonly name: string
  /** Inflated, as declared. */
  readonly size: number
}

/** The parts of a ZIP file, and how to read one; upper and lower case of names don't matter. */
export interface Archive {
  /** In the order of the directory, folders included: their names end with a slash. */
  readonly files: readonly ArchivedFile[]
  has(name: string): boolean
  /** The inflated bytes of a part; the stream fails when there are more than the archive declared. */
  open(name: string): Promise<Readable>
}

class SourceReader extends RandomAccessReader {
  readonly source: Source
  constructor(source: Source) {
    super()
    this.source = source
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return this.source.open(start, end)
  }
}

/**
 * Opens a ZIP file by its directory, without inflating anything. Throws `Refused` when it's broken, encrypted, or
 * declares more than the limits allow; that no part holds more than declared is checked while it's read.
 */
export async function openArchive(source: Source, limits: Limits): Promise<Archive> {
  // Names are decoded here: those that don't say how they are encoded aren't what the standard says.
  const options = { autoClose: false, validateEntrySizes: true, decodeStrings: false }
  const zip = await damageAsRefusal(
    fromRandomAccessReaderPromise(new SourceReader(source), source.size, options),
  )
  const entries = await damageAsRefusal(entriesOf(zip, source, limits))
  return {
    files: [...entries.values()].map((entry) => ({ name: nameOf(entry), size: entry.uncompressedSize })),
    has: (name) => entries.has(name.toLowerCase()),
    async open(name) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) throw refuse.damaged()
      return damageAsRefusal(zip.openReadStreamPromise(entry))
    },
  }
}

async function entriesOf(zip: ZipFile, source: Source, limits: Limits): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw refuse.bomb()
  const entries = new Map<string, Entry>()
  let inflated = 0
  let described = 0
  for await (const entry of zip.eachEntry()) {
    inflated += entry.uncompressedSize
    const swollen = inflated > SUSPICIOUS_BYTES && inflated > source.size * limits.inflation
    described += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
    if (swollen || inflated > limits.inflatedBytes || described > DIRECTORY_BYTES) throw refuse.bomb()
    if (entry.isEncrypted()) throw refuse.packedPassword()
    entries.set(nameOf(entry).toLowerCase(), entry)
  }
  return entries
}

async function damageAsRefusal<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw asRefusal(error)
  }
}
