import { constants } from 'node:fs'
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { filesFolder, placeIn } from '../storage/files.ts'
import { checkBackup } from './check.ts'
import { takeFiles } from './files.ts'
import type { Kept } from './place.ts'
import { PARTIAL, keptIn, openBackup, removePartial } from './place.ts'
import { BackupRefused } from './refusal.ts'
import { demandSpace } from './space.ts'
import { fileOf } from './tables.ts'

/** Small files of a backup; the last may be missing. */
const PAPERS = ['manifest.json', 'manifest.sha256', 'proof.json']

/**
 * Copies a backup to a second place and reads there what was written. A stored file that an earlier backup has brought
 * there isn't copied again.
 * @param reserve bytes that shall stay free there
 * @throws BackupRefused when another installation keeps its backups there, when the place is too small or what arrived
 *   isn't what was sent
 */
export async function copyToSecondPlace(kept: Kept, root: string, reserve: number): Promise<void> {
  const target = path.join(root, kept.name)
  await mkdir(root, { recursive: true, mode: 0o700 })
  const there = await keptIn(root)
  demandOwn(there, kept, root)
  await removePartial(root)
  if (await stat(target).catch(() => undefined)) return
  const known = there.at(-1)
  await demandSpace(root, bytesToCopy(kept, known), reserve)
  const draft = target + PARTIAL
  try {
    await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 })
    for (const { name } of kept.manifest.tables) {
      await copyFile(path.join(kept.folder, fileOf(name)), path.join(draft, fileOf(name)))
    }
    await takeFiles(kept.manifest.files, filesFolder(kept.folder), filesFolder(draft), (from, to) =>
      bring(from, to, known && placeIn(filesFolder(known.folder), hashIn(to))),
    )
    for (const paper of PAPERS) {
      await copyFile(path.join(kept.folder, paper), path.join(draft, paper)).catch((error: unknown) => {
        if (paper !== 'proof.json') throw error
      })
    }
    await checkBackup({ ...(await openBackup(draft)), folder: draft })
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

/** Names are moments: two installations that begin at the same hour would take each other's for their own. */
function demandOwn(there: readonly Kept[], kept: Kept, root: string): void {
  const { fingerprint } = kept.manifest.keys
  if (there.every(({ manifest }) => manifest.keys.fingerprint === fingerprint)) return
  throw new BackupRefused(
    `Another installation keeps its backups in ${root}. Give each a folder of its own.`,
    '第二位置里有另一套系统的备份，请给每套系统各设一个文件夹。',
  )
}

/** A second name for what is there already, else a copy. */
async function bring(from: string, to: string, there: string | undefined): Promise<void> {
  try {
    if (there !== undefined) return await link(there, to)
  } catch {
    // Not brought before, or a file system without links.
  }
  await copyFile(from, to, constants.COPYFILE_EXCL)
}

/** The content hash that a stored file's place spells. */
function hashIn(place: string): string {
  return path.basename(path.dirname(place)) + path.basename(place)
}

function bytesToCopy({ manifest }: Kept, known: Kept | undefined): number {
  const there = new Set(known?.manifest.files.map(({ sha256 }) => sha256))
  const files = manifest.files.filter(({ sha256 }) => !there.has(sha256))
  return [...manifest.tables.map(({ bytes }) => bytes), ...files.map(({ size }) => size)].reduce(
    (sum, bytes) => sum + bytes,
    0,
  )
}
