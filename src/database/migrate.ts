import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { isDriverAdapterError, type SqlDriverAdapter, type SqlQuery } from '@prisma/driver-adapter-utils'
import type {
  MigrationDirectory,
  MigrationList,
  SchemaEngine,
} from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { LOCKS } from './advisory.ts'
import { grantApplication } from './grants.ts'
import type { Log } from './log.ts'
import { NO_FILTERS, PRISMA_FOLDER, schemaEngine } from './schema-engine.ts'

export interface MigrateOptions {
  /** Address for the role that owns the tables. */
  readonly ownerUrl: string
  /** The role that the application works with; without, or when it is the owner itself, no rights are set. */
  readonly applicationRole?: string
  readonly log: Log
  /** Folder of the migrations; by default those of this installation. */
  readonly folder?: string
  /** Name of the migration to stop at, for what an older version wrote; by default the newest. */
  readonly upTo?: string
}

const MIGRATIONS = path.join(PRISMA_FOLDER, 'migrations')

/** A migration by its name and the checksum of its text, as Prisma reckons it. */
export interface Migration {
  readonly name: string
  readonly checksum: string
}

/** The migrations that this installation knows, oldest first. */
export function knownMigrations(): Migration[] {
  return directories(MIGRATIONS).map((one) => ({ name: one.path, checksum: checksumOf(one) }))
}

/**
 * Brings a database to the newest migration (or `upTo`), each in a transaction of its own, and sets the rights of the
 * application's role. Prisma's table `_prisma_migrations` keeps the record. Processes that start at once take
 * turns, and the later ones find nothing left to do.
 *
 * @returns names of the migrations that were applied
 * @throws when the database is newer than this installation, when an applied migration was edited, or when one
 *   fails; the failed one has left nothing behind
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const { ownerUrl, applicationRole, log, folder = MIGRATIONS, upTo } = options
  const wanted = directories(folder).filter((one) => upTo === undefined || one.path <= upTo)
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, options: '-c timezone=UTC' })
  pool.on('error', (error) => log.error({ err: error }, 'a connection of the migrations broke'))
  try {
    // The lock belongs to this connection, so nothing else happens on it: the pool closes one whose statement failed.
    const guard = await pool.connect()
    try {
      await guard.query('SELECT pg_advisory_lock($1)', [LOCKS.migration])
      const applied = await applyAll(pool, wanted, log)
      if (applicationRole !== undefined) await grantApplication(pool, applicationRole, log)
      return applied
    } finally {
      guard.release(true)
    }
  } finally {
    await pool.end()
  }
}

async function applyAll(pool: pg.Pool, all: MigrationDirectory[], log: Log): Promise<string[]> {
  if (await isCurrent(pool, all)) return []
  const database = await new PrismaPg(pool).connect()
  const pending = await pendingOf(await schemaEngine(database), all)
  for (const name of pending) {
    const upTo = all.findIndex((migration) => migration.path === name) + 1
    await apply(database, list(all.slice(0, upTo)), name)
    log.info({ migration: name }, 'migration applied')
  }
  return pending
}

/**
 * Whether just these migrations have been applied, by Prisma's own table: then its engine isn't asked, which costs half a
 * second and memory that never comes back.
 */
async function isCurrent(pool: pg.Pool, all: MigrationDirectory[]): Promise<boolean> {
  const { rows: tables } = await pool.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  if (!tables[0]?.there) return false
  const { rows } = await pool.query<{ name: string; checksum: string; done: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AND rolled_back_at IS NULL AS done
     FROM _prisma_migrations ORDER BY migration_name`,
  )
  return (
    rows.length === all.length &&
    rows.every(
      ({ name, checksum, done }, i) => done && name === all[i]?.path && checksum === checksumOf(all[i]),
    )
  )
}

function checksumOf({ migrationFile: { content } }: MigrationDirectory): string {
  return content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : ''
}

/** Applies one migration and the record of it together, or neither. */
async function apply(database: SqlDriverAdapter, migrationsList: MigrationList, name: string): Promise<void> {
  const transaction = await database.startTransaction()
  let refusal: unknown
  const adapter: SqlDriverAdapter = {
    provider: database.provider,
    adapterName: database.adapterName,
    queryRaw: (query) => transaction.queryRaw(query),
    executeRaw: (query) => transaction.executeRaw(query),
    // Prisma's own cuts a script at every semicolon, also inside a function; PostgreSQL reads whole scripts itself.
    async executeScript(script) {
      try {
        await transaction.executeRaw(statement(script))
      } catch (error) {
        refusal = error
        throw error
      }
    },
    startTransaction: () => Promise.reject(new Error('There is a transaction already.')),
    getConnectionInfo: () => database.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => Promise.resolve(),
  }
  try {
    const engine = await schemaEngine(adapter)
    await engine.applyMigrations({ migrationsList, filters: NO_FILTERS })
    await transaction.executeRaw(statement('COMMIT'))
    await transaction.commit()
  } catch (error) {
    // A broken connection has rolled back by itself, and the reason is the one worth telling.
    await transaction.executeRaw(statement('ROLLBACK')).catch(() => undefined)
    await transaction.rollback()
    throw new Error(`Migration ${name} failed and was taken back: ${sentence(refusal ?? error)}`, {
      cause: error,
    })
  }
}

function statement(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] }
}

/** Migrations not yet applied, oldest first; refuses a database whose record doesn't fit this installation. */
async function pendingOf(engine: SchemaEngine, all: MigrationDirectory[]): Promise<string[]> {
  const { editedMigrationNames, failedMigrationNames, history } = await engine.diagnoseMigrationHistory({
    migrationsList: list(all),
    optInToShadowDatabase: false,
    filters: NO_FILTERS,
  })
  if (failedMigrationNames.length > 0) {
    throw new Error(
      `Migration ${failedMigrationNames.join(', ')} failed under another tool; repair it there first.`,
    )
  }
  if (editedMigrationNames.length > 0) {
    throw new Error(
      `Migration ${editedMigrationNames.join(', ')} was changed after this database had applied it. ` +
        'Applied migrations are never edited; write a new one. (In development: begin with a new data folder.)',
    )
  }
  if (history === null) return []
  if (history.diagnostic === 'databaseIsBehind') return history.unappliedMigrationNames
  throw new Error(
    `This database has migrations that this version of the application doesn't know ` +
      `(${history.unpersistedMigrationNames.join(', ')}). Start the version that wrote it, or a newer one.`,
  )
}

function directories(folder: string): MigrationDirectory[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') },
      },
    }))
}

function list(migrationDirectories: MigrationDirectory[]): MigrationList {
  const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"' }
  return { baseDir: PRISMA_FOLDER, lockfile, shadowDbInitScript: '', migrationDirectories }
}

/** What PostgreSQL said; Prisma wraps it, and its engine knows only that something was refused. */
function sentence(error: unknown): string {
  if (isDriverAdapterError(error)) return error.cause.originalMessage ?? error.message
  return error instanceof Error ? error.message : String(error)
}
