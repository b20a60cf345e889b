import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { connect, disconnect } from '../../src/database/client.ts'
import type { OpenDatabase } from '../../src/database/open.ts'
import { openDatabase } from '../../src/database/open.ts'
import { silent } from '../setup/silent.ts'
import { percentile } from './house.ts'
import type { Result } from './main.ts'

/** An empty database of its own, to which this process is connected while `work` runs. */
export async function onDatabase<T>(max: number, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'house-bench-'))
  // The server of the database runs as another user where this one is root.
  chmodSync(folder, 0o755)
  const database = await openDatabase({ dataDir: folder, log: silent })
  try {
    await connect({ url: database.url, max })
    return await work(database)
  } finally {
    await disconnect()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

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

/** Writes a second of ours beside the floor's, by the middle of what each took. */
export function writesLine(name: string, own: readonly number[], floor: readonly number[]): Result {
  const perSecond = (taken: readonly number[]): number => Math.round(1000 / percentile(taken, 0.5))
  return {
    name,
    ours: perSecond(own),
    floor: perSecond(floor),
    ratio: Number((percentile(floor, 0.5) / percentile(own, 0.5)).toFixed(2)),
    unit: 'per s',
    p50: percentile(own, 0.5),
    p99: percentile(own, 0.99),
    remark: `floor p50 ${percentile(floor, 0.5)} p99 ${percentile(floor, 0.99)} ms`,
  }
}
