import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient, type Prisma } from '../generated/prisma/client.ts'
import { HurriedPool, USUAL_LIMIT_MS } from './hurry.ts'
import type { Log } from './log.ts'
import { preparedName } from './prepared.ts'
import { readFromPool } from './raw-reads.ts'
import { RecordingClient } from './statements.ts'

/** The client for writes and simple reads; lists and sums use its `$queryRaw` with `Prisma.sql`. */
export type Database = PrismaClient

/** The same inside an interactive transaction. */
export type Tx = Prisma.TransactionClient

export interface ConnectOptions {
  /** Address for the application's role. */
  readonly url: string
  /** Connections at most, over all of Prisma and `pool`; each process beside this one has as many. */
  readonly max?: number
  /** Is told of connections that broke while idle; the pool replaces them by itself. */
  readonly log?: Pick<Log, 'warn'>
}

/** One database per process: there from `connect` to `disconnect`. */
export let db: Database

/** The connections under `db`; for what Prisma can't do: `COPY`, `LISTEN`, advisory locks of a session. */
export let pool: pg.Pool

/** How long the application is willing to wait for a connection, a statement, a lock, and itself, in milliseconds. */
const LIMITS = {
  connectionTimeoutMillis: 10_000,
  statement_timeout: USUAL_LIMIT_MS,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
} as const

/**
 * Connects this process and makes the first call, which costs Prisma 100 ms, before anybody waits for it.
 *
 * @throws when the database isn't reachable or isn't migrated
 */
export async function connect({ url, max = 20, log }: ConnectOptions): Promise<void> {
  pool = new HurriedPool({
    connectionString: url,
    max,
    Client: RecordingClient,
    // Prisma reads every timestamp as UTC, whatever its offset says.
    options: '-c timezone=UTC',
    application_name: 'storefront-house',
    ...LIMITS,
  })
  pool.on('error', (error) => log?.warn({ err: error }, 'a database connection broke'))
  // A connection that breaks while somebody has it tells him by his statement; nobody hears what it says besides, and
  // what nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  db = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => preparedName(sql) }),
  })
  readFromPool(db, pool)
  await db.storedFile.findFirst({ select: { id: true } })
}

/** Lets running statements end and closes all connections. */
export async function disconnect(): Promise<void> {
  await db.$disconnect()
  await pool.end()
}
