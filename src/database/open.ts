import pg from 'pg'
import { startEmbedded } from './embedded.ts'
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
  /** Address for the role that owns the tables. */
  readonly ownerUrl: string
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
  const { databaseUrl, log } = options
  if (databaseUrl !== undefined) {
    const ownerUrl = options.ownerUrl ?? databaseUrl
    const applicationRole = await inspect(databaseUrl)
    if (ownerUrl !== databaseUrl) await inspect(ownerUrl)
    await migrate({ ownerUrl, applicationRole, log })
    return { url: databaseUrl, ownerUrl, embedded: false, close: () => Promise.resolve() }
  }
  const server = await startEmbedded(options)
  try {
    await migrate({ ownerUrl: server.ownerUrl, applicationRole: APPLICATION_ROLE, log })
  } catch (error) {
    await server.stop()
    throw error
  }
  return { url: server.url, ownerUrl: server.ownerUrl, embedded: true, close: () => server.stop() }
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
