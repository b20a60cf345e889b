import type { Tx } from '../../../database/client.ts'
import { pool } from '../../../database/client.ts'
import type { ImportState } from '../../../generated/prisma/enums.ts'
import { now } from '../../../lib/dates.ts'
import type { Phase } from './phases.ts'

/** How often others are told how far we are, and we hear whether to stop, in milliseconds. */
const RHYTHM_MS = 500

/** The work was told to stop: somebody has withdrawn the import, or the program ends. */
export class Stopped extends Error {}

/** What those who work on an import tell about it, and by what they are told to stop. */
export interface Watch {
  /** @param percent of the whole work, null while nobody can know */
  tell(phase: Phase, percent: number | null, rows?: number): void
  /** Must be asked now and then by work that isn't in the database. */
  goOn(): void
  /** Does a part of the work in a transaction, whose statement is cancelled when there is to be a stop. */
  within<T>(tx: Tx, part: () => Promise<T>): Promise<T>
}

/**
 * Does work on an import while others can see how far it is, and stops it as soon as the import isn't in its state any
 * more or `signal` says so. The telling has a connection of its own, so it's seen at once.
 * @throws Stopped
 */
export async function watched<T>(
  importId: number,
  state: ImportState,
  signal: AbortSignal | undefined,
  work: (watch: Watch) => Promise<T>,
): Promise<T> {
  let told: { phase: Phase; percent: number | null; rows: number } | undefined
  let backend: number | undefined
  let isStopped = false
  let beat: Promise<void> | undefined

  const pulse = async (): Promise<void> => {
    const current = await pool.query<{ state: ImportState }>(PULSE, [
      importId,
      told?.phase ?? null,
      told?.percent ?? null,
      told?.rows ?? 0,
      now(),
    ])
    if (current.rows[0]?.state !== state || signal?.aborted) isStopped = true
    if (isStopped && backend !== undefined) await pool.query('SELECT pg_cancel_backend($1)', [backend])
  }
  const timer = setInterval(() => {
    // A database that doesn't answer stops the work by itself.
    beat ??= pulse()
      .catch(() => undefined)
      .finally(() => (beat = undefined))
  }, RHYTHM_MS)
  try {
    return await work({
      tell: (phase, percent, rows = told?.rows ?? 0) =>
        (told = { phase, percent: percent === null ? null : Math.floor(percent), rows }),
      goOn: () => {
        if (isStopped) throw new Stopped()
      },
      within: async (tx, part) => {
        const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
        backend = own?.pid
        try {
          return await part()
        } finally {
          // Before the connection is anybody else's, nobody may be about to cancel what is on it.
          backend = undefined
          await beat
        }
      },
    })
  } catch (error) {
    throw isStopped ? new Stopped('', { cause: error }) : error
  } finally {
    clearInterval(timer)
    await beat
    await pool.query('DELETE FROM import_progress WHERE import_id = $1', [importId]).catch(() => undefined)
  }
}

const PULSE = `
  WITH told AS (
    INSERT INTO import_progress (import_id, phase, percent, rows, at)
    SELECT $1::int, $2::text, $3::int, $4::int, $5::timestamptz WHERE $2 IS NOT NULL
    ON CONFLICT (import_id) DO UPDATE SET phase = EXCLUDED.phase, percent = EXCLUDED.percent, rows = EXCLUDED.rows,
      at = EXCLUDED.at)
  SELECT state FROM imports WHERE id = $1`
