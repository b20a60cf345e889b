import pg from 'pg'
import { expect } from 'vitest'
import { testServer } from './database.ts'

/** A connection beside the application's, that may lock what it likes and see who waits; the test ends it. */
export async function beside(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: testServer().superuserUrl })
  await client.connect()
  return client
}

/** Until so many connections to this worker's database wait for locks. */
export async function untilWaiting(observer: pg.Client, count: number): Promise<void> {
  const waiting = async (): Promise<number | undefined> => {
    const { rows } = await observer.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return rows[0]?.waiting
  }
  await expect.poll(waiting, { timeout: 8000 }).toBe(count)
}
