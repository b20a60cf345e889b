import pg from 'pg'
import { inject } from 'vitest'
import { OWNER_ROLE } from '../../src/database/roles.ts'
import { testServer } from './database.ts'

/**
 * Gives `work` an empty database that belongs to the role of the owner, and removes it afterwards. For tests of
 * migrations; all others use the clone that every test file has.
 */
export async function withScratch<T>(work: (ownerUrl: string) => Promise<T>): Promise<T> {
  scratches += 1
  const name = `scratch_${process.pid}_${scratches}`
  const superuser = inject('server').superuserUrl
  await query(superuser, `CREATE DATABASE ${name} TEMPLATE template0 OWNER ${OWNER_ROLE}`)
  try {
    return await work(testServer(name).ownerUrl)
  } finally {
    await query(superuser, `DROP DATABASE ${name} WITH (FORCE)`)
  }
}

let scratches = 0

/** The rows of a query on a connection of its own. */
export function query<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return withClient(url, async (client) => (await client.query<Row>(sql, values)).rows)
}

/** Gives `work` a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
