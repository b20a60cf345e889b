import { rm } from 'node:fs/promises'
import type pg from 'pg'
import { LOCKS } from '../database/advisory.ts'
import { db, pool } from '../database/client.ts'
import { hasCode } from '../database/lock.ts'
import { filesRoot, placeIn } from './files.ts'

/** PostgreSQL's codes for a row that others refer to: up to version 17, and from 18 on. */
const STILL_REFERRED_TO = ['23503', '23001']

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
      if (rowCount) await rm(placeIn(filesRoot(), file.sha256), { force: true })
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
    // The same lock as keeping takes, but held past the commit of a DELETE, until the file is gone as well.
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [sha256])
    return await work(client)
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').finally(() => client.release())
  }
}
