import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { isAway } from '../database/away.ts'

/** A database as the job runner wants it. */
export interface PatientDatabase {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
  close(): Promise<void>
}

/** How long a statement waits for a database that is away, and between two tries, in milliseconds. */
const PATIENCE_MS = 120_000
const RETRY_MS = 250

/**
 * Connections whose statements wait while the database is away, a restart for example. The job runner doesn't await what it
 * notes about jobs that have ended, so that a refusal there would end the process. A statement that broke off may have been
 * done: the runner's all may be done twice.
 */
export function patientDatabase(url: string, onError: (error: Error) => void): PatientDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 3, application_name: 'storefront-house-jobs' })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', () => undefined))
  let closed = false
  return {
    async executeSql(text, values) {
      for (const began = performance.now(); ; await pause(RETRY_MS)) {
        if (closed) return { rows: [] }
        try {
          return await pool.query(text, values)
        } catch (error) {
          if (closed) return { rows: [] }
          if (!isAway(error) || performance.now() - began > PATIENCE_MS) throw error
        }
      }
    },
    async close() {
      closed = true
      await pool.end()
    },
  }
}
