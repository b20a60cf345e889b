import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open as openFile, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import type pg from 'pg'
import { LOCKS } from '../database/advisory.ts'
import { db, pool, type Tx } from '../database/client.ts'
import { hasCode } from '../database/lock.ts'
import { DAY_MS, now } from '../lib/dates.ts'

/** PostgreSQL's codes for a row that others refer to: up to version 17, and from 18 on. */
const STILL_REFERRED_TO = ['23503', '23001']

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
  const arrived = await receive(content)
  try {
    const keep = (tx: Tx): Promise<number> => settle(tx, arrived, mediaType, at)
    return await (tx ? keep(tx) : db.$transaction(keep))
  } finally {
    await rm(arrived.file, { force: true })
  }
}

/** A file to keep. */
export interface Incoming {
  readonly content: Readable | Buffer
  readonly mediaType: string
}

/**
 * Keeps several files, each as `store` does. They are locked in the order of their content, so that of two who bring the
 * same ones in another sequence neither waits for the other crosswise.
 *
 * @returns ids, in the order of `files`
 */
export async function storeAll(files: Iterable<Incoming>, at: Date, tx: Tx): Promise<number[]> {
  const arrived: (Arrived & { mediaType: string })[] = []
  try {
    for (const { content, mediaType } of files) arrived.push({ ...(await receive(content)), mediaType })
    const ids = new Map<string, number>()
    for (const one of arrived.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1)))
      ids.set(one.sha256, await settle(tx, one, one.mediaType, at))
    return arrived.map(({ sha256 }) => ids.get(sha256) as number)
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

/**
 * Erases a stored file that nothing refers to any more.
 *
 * @returns whether it's gone; false while a record still refers to it
 */
export async function erase(id: number): Promise<boolean> {
  const file = await db.storedFile.findUnique({ where: { id }, select: { sha256: true } })
  if (!file) return true
  try {
    return await erasing(file.sha256, async (client) => {
      const { rowCount } = await client.query('DELETE FROM stored_files WHERE id = $1', [id])
      // Erased by another meanwhile: what lies there now may be the same content, kept again under a new row.
      if (rowCount) await rm(placeOf(file.sha256), { force: true })
      return true
    })
  } catch (error) {
    if (STILL_REFERRED_TO.some((code) => hasCode(error, code))) return false
    throw error
  }
}

/** Does what may remove a file, while nobody keeps the same content and no backup looks at what is there. */
export async function erasing<T>(sha256: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [LOCKS.erasing])
    // The same lock as in `settle`, but held past the commit of a DELETE, until the file is gone as well.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [sha256])
    return await work(client)
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').finally(() => client.release())
  }
}

interface Arrived {
  readonly file: string
  readonly sha256: string
  readonly size: number
}

/** Writes content beside its place and makes sure that the disk has it. */
async function receive(content: Readable | Buffer): Promise<Arrived> {
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
  return { file, sha256: hash.digest('hex'), size }
}

/** Moves an arrived file to its place and writes its row; both under a lock, because another may erase it just now. */
async function settle(tx: Tx, { file, sha256, size }: Arrived, mediaType: string, at: Date): Promise<number> {
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
