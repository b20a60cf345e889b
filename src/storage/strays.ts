import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { db } from '../database/client.ts'
import { DAY_MS, now } from '../lib/dates.ts'
import { erasing } from './erase.ts'
import { filesRoot, placeIn } from './files.ts'

/**
 * Removes stored files that no row speaks of and that are older than a day: those of transactions that were rolled back
 * after the file had come into its place.
 * @returns how many
 */
export async function removeStrays(): Promise<number> {
  const root = filesRoot()
  let removed = 0
  for (const prefix of await readdir(root)) {
    if (!/^[0-9a-f]{2}$/.test(prefix)) continue
    const found = (await readdir(path.join(root, prefix))).map((rest) => prefix + rest)
    const rows = await db.storedFile.findMany({ where: { sha256: { in: found } }, select: { sha256: true } })
    const known = new Set(rows.map(({ sha256 }) => sha256))
    for (const sha256 of found) if (!known.has(sha256) && (await removeStray(root, sha256))) removed += 1
  }
  return removed
}

/** Looks once more where nobody can keep the same content meanwhile. */
function removeStray(root: string, sha256: string): Promise<boolean> {
  const place = placeIn(root, sha256)
  return erasing(sha256, async (client) => {
    const { rowCount } = await client.query('SELECT FROM stored_files WHERE sha256 = $1', [sha256])
    const info = await stat(place).catch(() => undefined)
    const isStray = rowCount === 0 && info !== undefined && now().getTime() - info.mtimeMs > DAY_MS
    if (isStray) await rm(place, { force: true })
    return isStray
  })
}
