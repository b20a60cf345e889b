import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { copyFile, link, mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from '../database/lock.ts'
import { placeIn } from '../storage/files.ts'
import type { FileEntry } from './manifest.ts'

/** What a file system says that knows no second name for a file, or not here. */
const NO_LINKS = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES', 'EINVAL']

/**
 * Gives a stored file a second name: no bytes are copied, and none are lost when the first name goes. Stored files are never
 * written to again. Where the file system can't do that it's a copy.
 */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (!NO_LINKS.some((code) => hasCode(error, code))) throw error
    await copyFile(from, to, constants.COPYFILE_EXCL)
  }
}

/**
 * Takes stored files from one folder into another, both laid out as the storage is.
 * @returns content hashes of those that weren't there, or not whole
 */
export async function takeFiles(
  files: readonly FileEntry[],
  from: string,
  to: string,
  take: (from: string, to: string) => Promise<void> = linkOrCopy,
): Promise<string[]> {
  const lost: string[] = []
  for (const { sha256, size } of files) {
    const source = placeIn(from, sha256)
    const found = await stat(source).catch(() => undefined)
    if (found?.size !== size) {
      lost.push(sha256)
      continue
    }
    const target = placeIn(to, sha256)
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    await take(source, target)
  }
  return lost
}

/** The SHA-256 of a file's bytes; undefined when it isn't there. */
export async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
  return hash.digest('hex')
}
