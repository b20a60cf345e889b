import { LOCKS } from '../database/advisory.ts'
import { connected } from './connection.ts'

/**
 * Works on the backups of a database as the only one of all processes.
 * @returns what came of it; undefined when another is at it
 */
export async function exclusively<T>(url: string, work: () => Promise<T>): Promise<T | undefined> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      LOCKS.backup,
    ])
    return rows[0]?.taken ? work() : undefined
  })
}
