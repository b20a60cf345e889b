import type { Readable } from 'node:stream'
import { type Entry, RandomAccessReader, type ZipFile, fromRandomAccessReaderPromise } from 'yauzl'
import type { Limits } from './limits.ts'
import { asRefusal, refuse } from './refusals.ts'
import type { Source } from './source.ts'

/** From this size on the ratio of inflated to packed size is looked at; small files may pack very well. */
const SUSPICIOUS_BYTES = 32 * 1024 ** 2
const MAX_ENTRIES = 10_000

/** The parts of a ZIP file by their names in lower case, and how to read one. */
export interface Archive {
  readonly names: readonly string[]
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
  const options = { autoClose: false, validateEntrySizes: true }
  const zip = await damageAsRefusal(
    fromRandomAccessReaderPromise(new SourceReader(source), source.size, options),
  )
  const entries = await damageAsRefusal(entriesOf(zip, source, limits))
  return {
    names: [...entries.keys()],
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
  for await (const entry of zip.eachEntry()) {
    inflated += entry.uncompressedSize
    const swollen = inflated > SUSPICIOUS_BYTES && inflated > source.size * limits.inflation
    if (swollen || inflated > limits.inflatedBytes) throw refuse.bomb()
    if (entry.isEncrypted()) throw refuse.password()
    entries.set(entry.fileName.toLowerCase(), entry)
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
