import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open as openFile, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { db, type Tx } from '../database/client.ts'
import { DAY_MS, now } from '../lib/dates.ts'

let folder: string | undefined

/** What `open` gives: the bytes and what is known of them. */
export interface OpenedFile {
  readonly stream: Readable
  /** Bytes. */
  readonly size: number
  readonly mediaType: string
}

/**
 * Says where this process keeps files: in `<dataDir>/files`, by the SHA-256 of their content, so that the same
 * content lies there once. Removes what uploads broken off more than a day ago have left.
 */
export async function openStorage(dataDir: string): Promise<void> {
  folder = filesFolder(dataDir)
  await openPassage(incoming())
}

/**
 * Makes a folder for files on their way, which nobody else on the machine may look into. Removes what was broken off
 * more than a day ago: no request and no other process is at it any more.
 */
export async function openPassage(passage: string): Promise<void> {
  await mkdir(passage, { recursive: true, mode: 0o700 })
  for (const name of await readdir(passage)) {
    const file = path.join(passage, name)
    const info = await stat(file).catch(() => undefined)
    if (info && now().getTime() - info.mtimeMs > DAY_MS) await rm(file, { force: true })
  }
}

/**
 * Keeps a file; it's on the disk before its row is in the table. The record that refers to it belongs into the same
 * transaction, else another record's `erase` of the same content may come in between.
 *
 * @param at when it came to us
 * @returns id of the stored file; the same for the same content, which keeps its first media type and time
 * @throws what the stream throws; nothing is kept then
 */
export async function store(
  content: Readable | Buffer,
  mediaType: string,
  at: Date,
  tx?: Tx,
): Promise<number> {
  const [kept] = await storeAll([{ content, mediaType }], at, tx)
  return (kept as Kept).id
}

/** A file to keep. */
export interface Incoming {
  readonly content: Readable | Buffer
  readonly mediaType: string
}

/** A file that is kept. */
export interface Kept {
  readonly id: number
  readonly sha256: string
}

/**
 * Keeps several files, each as `store` does. They are locked in the order of their content, so that of two who bring the
 * same ones in another sequence neither waits for the other crosswise.
 *
 * @returns in the order of `files`
 */
export async function storeAll(files: Iterable<Incoming>, at: Date, tx?: Tx): Promise<Kept[]> {
  const arrived: Arrived[] = []
  try {
    for (const file of files) arrived.push(await receive(file))
    const keep = (tx: Tx): Promise<Kept[]> => settleAll(tx, arrived, at)
    return await (tx ? keep(tx) : db.$transaction(keep))
  } finally {
    await Promise.all(arrived.map(({ file }) => rm(file, { force: true })))
  }
}

/**
 * Opens a stored file for reading. Whoever calls has asked whether the actor may see the record it belongs to.
 *
 * @throws when there is no such file
 */
export async function open(id: number): Promise<OpenedFile> {
  const { sha256, size, mediaType } = await db.storedFile.findUniqueOrThrow({ where: { id } })
  const handle = await openFile(placeOf(sha256), 'r')
  return { stream: handle.createReadStream(), size, mediaType }
}

/**
 * Where a stored file lies, for readers that jump about in it (workbooks). Nobody writes there.
 *
 * @throws when there is no such file
 */
export async function pathOf(id: number): Promise<string> {
  const { sha256 } = await db.storedFile.findUniqueOrThrow({ where: { id }, select: { sha256: true } })
  return placeOf(sha256)
}

interface Arrived {
  readonly sha256: string
  readonly file: string
  readonly size: number
  readonly mediaType: string
}

/** Writes content beside its place and makes sure that the disk has it. */
async function receive({ content, mediaType }: Incoming): Promise<Arrived> {
  const file = path.join(incoming(), randomUUID())
  const hash = createHash('sha256')
  let size = 0
  const handle = await openFile(file, 'wx', 0o600)
  try {
    for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array | string)
      hash.update(bytes)
      size += bytes.length
      await writeAll(handle, bytes)
    }
    await handle.sync()
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  return { file, sha256: hash.digest('hex'), size, mediaType }
}

async function settleAll(tx: Tx, arrived: readonly Arrived[], at: Date): Promise<Kept[]> {
  const ids = new Map<string, number>()
  for (const one of arrived.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)))
    ids.set(one.sha256, await settle(tx, one, at))
  return arrived.map(({ sha256 }) => ({ sha256, id: ids.get(sha256) as number }))
}

/** Moves an arrived file to its place and writes its row; both under a lock, because another may erase it just now. */
async function settle(tx: Tx, { file, sha256, size, mediaType }: Arrived, at: Date): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`
  const place = placeOf(sha256)
  const there = await stat(place).catch(() => undefined)
  if (there?.size !== size) {
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
    await rename(file, place)
    await syncFolder(path.dirname(place))
  }
  const { id } = await tx.storedFile.upsert({
    where: { sha256 },
    create: { sha256, size, mediaType, createdAt: at },
    update: {},
    select: { id: true },
  })
  return id
}

function incoming(): string {
  return path.join(filesRoot(), 'incoming')
}

function placeOf(sha256: string): string {
  return placeIn(filesRoot(), sha256)
}

/** Where a file lies in a folder of files by their content: `ab/cd…`, so that no folder grows large. */
export function placeIn(folder: string, sha256: string): string {
  return path.join(folder, sha256.slice(0, 2), sha256.slice(2))
}

/** The folder of a data folder's files. */
export function filesFolder(dataDir: string): string {
  return path.join(dataDir, 'files')
}

/** Where this process keeps files. @throws before the storage is open */
export function filesRoot(): string {
  if (folder === undefined) throw new Error('The storage is not open.')
  return folder
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written)).bytesWritten
  }
}

/** Makes a rename survive a power cut; Windows has no such thing for folders. */
async function syncFolder(name: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await openFile(name, 'r')
  await handle.sync()
  await handle.close()
}
