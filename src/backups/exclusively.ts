import { connected } from './connection.ts'

/** Any number, as long as nobody else uses it: the lock of whoever makes or proves backups of a database. */
const BACKUP_LOCK = 8_262_518_404

/**
 * Works on the backups of a database as the only one of all processes.
 * @returns what came of it; undefined when another is at it
 */
export async function exclusively<T>(url: string, work: () => Promise<T>): Promise<T | undefined> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      BACKUP_LOCK,
    ])
    return rows[0]?.taken ? work() : undefined
  })
}
