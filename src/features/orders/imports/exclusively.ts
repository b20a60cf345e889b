import { LOCKS } from '../../../database/advisory.ts'
import { pool } from '../../../database/client.ts'

/** How long somebody else may still be at it before we leave it to them, in milliseconds. */
const PATIENCE_MS = 10_000
const LOCK_TIMEOUT = '55P03'

/**
 * Works on an import as the only one of all processes. The lock is a connection's, so that it ends with the process,
 * however that ends.
 * @returns whether it was done; false when another process has been at it for longer than our patience
 */
export async function exclusively(importId: number, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect()
  let broken = false
  try {
    try {
      await client.query(`SELECT set_config('lock_timeout', $1, FALSE)`, [String(PATIENCE_MS)])
      await client.query('SELECT pg_advisory_lock($1, $2)', [LOCKS.importWork, importId])
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === LOCK_TIMEOUT) return false
      throw error
    }
    await work()
    return true
  } catch (error) {
    broken = true
    throw error
  } finally {
    if (!broken) await client.query('SELECT pg_advisory_unlock_all()').catch(() => (broken = true))
    client.release(broken)
  }
}
