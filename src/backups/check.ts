import path from 'node:path'
import { filesFolder, placeIn } from '../storage/files.ts'
import { hashOf } from './files.ts'
import { damaged } from './manifest.ts'
import type { Kept } from './place.ts'
import { fileOf } from './tables.ts'

/**
 * Reads every byte of a backup and compares it with what was written.
 * @throws BackupRefused naming the first file that is missing or damaged
 */
export async function checkBackup({ folder, manifest }: Kept): Promise<void> {
  for (const { name, sha256 } of manifest.tables) {
    if ((await hashOf(path.join(folder, fileOf(name)))) !== sha256) throw damaged(folder, fileOf(name))
  }
  for (const { sha256 } of manifest.files) {
    const place = placeIn(filesFolder(folder), sha256)
    if ((await hashOf(place)) !== sha256) throw damaged(folder, path.relative(folder, place))
  }
}
