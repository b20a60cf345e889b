import pg from 'pg'

/**
 * How values are written as text, whatever the server or role is set to; and a scan begins where the table does. No limit of
 * time: a backup takes as long as it takes, and holds up nobody.
 */
const OPTIONS = [
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=postgres',
  'extra_float_digits=1',
  'bytea_output=hex',
  'synchronize_seqscans=off',
  'statement_timeout=0',
  'lock_timeout=0',
  'idle_in_transaction_session_timeout=0',
]

/** Told apart from the connections of the program itself. */
const NAME = 'house-backup'

/** Gives `work` a connection of its own, with the settings under which copies and sums compare. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: NAME,
    options: OPTIONS.map((option) => `-c ${option}`).join(' '),
  })
  // A broken connection is told by the statement that meets it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The same server's address for another database. */
export function addressOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${encodeURIComponent(database)}`
  return address.href
}
