import pg from 'pg'

/** One statement as it was sent: text and values. */
type Statement = string | { text: string; values?: unknown[] }

/** What one transaction sent, in its order. */
export type Transaction = readonly Statement[]

/**
 * Notes what this process sends to the database while `run` works, transaction by transaction in the order of their ends.
 * Statements outside of one are transactions of their own.
 */
export async function recorded(run: () => Promise<void>): Promise<Transaction[]> {
  const ended: Transaction[] = []
  const open = new Map<pg.Client, Statement[]>()
  const prototype = pg.Client.prototype as unknown as { query(...args: unknown[]): unknown }
  const query = prototype.query
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const statement = args[0] as Statement
    const text = typeof statement === 'string' ? statement : statement.text
    const values = typeof args[1] === 'object' && Array.isArray(args[1]) ? args[1] : undefined
    const noted = typeof statement === 'string' ? (values ? { text, values } : text) : { ...statement }
    const begun = open.get(this)
    if (/^BEGIN/.test(text)) open.set(this, [noted])
    else if (begun) {
      begun.push(noted)
      if (/^(COMMIT|ROLLBACK)$/.test(text)) {
        ended.push(begun)
        open.delete(this)
      }
    } else ended.push([noted])
    return Reflect.apply(query, this, args)
  }
  try {
    await run()
  } finally {
    prototype.query = query
  }
  return ended
}

/** Sends transactions once more by plain `pg`, one after the other. @returns milliseconds of each */
export async function replay(client: pg.Client, transactions: readonly Transaction[]): Promise<number[]> {
  const taken: number[] = []
  for (const statements of transactions) {
    const begun = performance.now()
    for (const statement of statements) await client.query(statement as string)
    taken.push(performance.now() - begun)
  }
  return taken
}

/** Plain connections of their own. */
export async function clients(url: string, count: number): Promise<pg.Client[]> {
  const all = Array.from(
    { length: count },
    () => new pg.Client({ connectionString: url, options: '-c timezone=UTC' }),
  )
  for (const client of all) {
    // The server may be stopped under it.
    client.on('error', () => undefined)
    await client.connect()
  }
  return all
}
