import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { runningServer, startEmbedded } from './embedded.ts'
import type { Log } from './log.ts'
import { migrate } from './migrate.ts'
import { APPLICATION_ROLE } from './roles.ts'

const OLDEST_VERSION = 15
const CONNECT_TIMEOUT_MS = 10_000

export interface OpenOptions {
  /** Address of an external PostgreSQL for the application's role; without, the embedded one is started. */
  readonly databaseUrl?: string
  /** Address of the same database for the role that owns the tables; by default `databaseUrl`. */
  readonly ownerUrl?: string
  /** Folder of the embedded server's files. */
  readonly dataDir: string
  readonly log: Log
  /** The embedded server had died and runs again at the same address. */
  readonly onRestart?: () => void
  /** The embedded server has died for good. */
  readonly onLost?: (error: Error) => void
}

export interface OpenDatabase {
  /** Address for the application's role. */
  readonly url: string
  readonly applicationRole: string
  /** Address for the role that owns the tables. */
  readonly ownerUrl: string
  /** Address for the role most likely to be allowed to make a database: the embedded server's superuser, or the owner. */
  readonly adminUrl: string
  /** Whether the server is our own and ends with `close`. */
  readonly embedded: boolean
  close(): Promise<void>
}

/**
 * Makes the database ready: starts the embedded server or looks at the external one, and migrates. Nothing stays
 * connected as the owner.
 *
 * @throws with a sentence for the person who starts the application: data folder in use, server not reachable, older
 *   than 15 or not UTF-8, migration refused
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const server = await openServer(options)
  const { ownerUrl, applicationRole } = server
  try {
    await migrate({ ownerUrl, applicationRole, log: options.log })
    return server
  } catch (error) {
    await server.close()
    throw error
  }
}

/** The same without migrating: whatever is in the database stays as it is. @throws like `openDatabase` */
export async function openServer(options: OpenOptions): Promise<OpenDatabase> {
  const { databaseUrl } = options
  if (databaseUrl !== undefined) {
    const ownerUrl = options.ownerUrl ?? databaseUrl
    const applicationRole = await inspect(databaseUrl)
    if (ownerUrl !== databaseUrl) await inspect(ownerUrl)
    const close = (): Promise<void> => Promise.resolve()
    return { url: databaseUrl, applicationRole, ownerUrl, adminUrl: ownerUrl, embedded: false, close }
  }
  const { url, ownerUrl, superuserUrl: adminUrl, stop } = await startEmbedded(options)
  return { url, applicationRole: APPLICATION_ROLE, ownerUrl, adminUrl, embedded: true, close: () => stop() }
}

/**
 * The database of a program that may be running, for looking at what is in it: its own server where one runs, else as
 * `openServer`.
 * @throws like `openDatabase`, and when there is no database yet
 */
export async function joinServer(options: OpenOptions): Promise<OpenDatabase> {
  if (options.databaseUrl !== undefined) return openServer(options)
  const running = runningServer(options.dataDir)
  if (!running) {
    if (!existsSync(path.join(options.dataDir, 'postgres'))) {
      throw new Error(`${options.dataDir} holds no database. Set DATA_DIR to the folder of the program.`)
    }
    return openServer(options)
  }
  const { superuserUrl: adminUrl, ...addresses } = running
  const close = (): Promise<void> => Promise.resolve()
  return { ...addresses, applicationRole: APPLICATION_ROLE, adminUrl, embedded: true, close }
}

/** Looks whether we can work with a server; returns the role we have there. */
async function inspect(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    const { rows } = await client.query<{ role: string; version: string; number: number; encoding: string }>(
      `SELECT current_user AS role, current_setting('server_version') AS version,
         current_setting('server_version_num')::int AS number, current_setting('server_encoding') AS encoding`,
    )
    const [found] = rows
    if (!found) throw new Error('it gave no answer')
    if (found.number < OLDEST_VERSION * 10_000) {
      throw new Error(`it is PostgreSQL ${found.version}; ${OLDEST_VERSION} or newer is needed`)
    }
    if (found.encoding !== 'UTF8') throw new Error(`its encoding is ${found.encoding}; UTF8 is needed`)
    return found.role
  } catch (error) {
    throw new Error(`The database at ${withoutPassword(url)} can't be used: ${reason(error)}.`, {
      cause: error,
    })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** A refused connection may come as a bundle of errors, one per address, without a message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ')
  return error instanceof Error ? error.message : String(error)
}

function withoutPassword(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url)
    return `${protocol}//${username ? `${username}@` : ''}${host}${pathname}`
  } catch {
    return 'DATABASE_URL'
  }
}
