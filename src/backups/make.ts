import { readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type pg from 'pg'
import { LOCKS } from '../database/advisory.ts'
import type { Migration } from '../database/migrate.ts'
import { now } from '../lib/dates.ts'
import { filesFolder } from '../storage/files.ts'
import type { Table } from './catalog.ts'
import { sequencesOf, sizesOf, tablesOf } from './catalog.ts'
import { connected } from './connection.ts'
import { takeFiles } from './files.ts'
import { describeKeys, ownKeys } from './keys.ts'
import type { FileEntry, Manifest, TableEntry } from './manifest.ts'
import { FORMAT, writeManifest } from './manifest.ts'
import type { Kept } from './place.ts'
import { PARTIAL, backupsFolder, freeName, openBackup, removePartial } from './place.ts'
import { BackupRefused } from './refusal.ts'
import { demandSpace } from './space.ts'
import { writeTable } from './tables.ts'

export interface MakeOptions {
  /** Address for a role that may read all tables; the application's may. */
  readonly url: string
  readonly dataDir: string
  /** Seals the keys of the data into the backup; without, it holds none. */
  readonly passphrase?: string
  /** Bytes that shall be free on the disk afterwards. */
  readonly reserve: number
  /** Whether the disk must also have room for the scratch database of the proof. */
  readonly proofHere: boolean
  /** End of the name, with a dash, for backups made for a reason. */
  readonly suffix?: string
  readonly signal?: AbortSignal
}

/**
 * Makes a backup of the database and all stored files as they are at one moment. Nobody who writes is held up: the tables
 * are read in one snapshot. Only erasing files waits, while they are given their second names.
 * @throws BackupRefused when the disk is too small or there is nothing to back up
 */
export async function makeBackup(options: MakeOptions): Promise<Kept> {
  const root = backupsFolder(options.dataDir)
  await mkdir(root, { recursive: true, mode: 0o700 })
  await removePartial(root)
  return connected(options.url, async (client) => {
    const { tables, leftOut } = await tablesOf(client)
    if (tables.length === 0) throw new BackupRefused('The database is empty.', '数据库是空的。')
    const sizes = await sizesOf(client, tables)
    await demandSpace(root, sizes.tables + (options.proofHere ? sizes.database : 0), options.reserve)
    const moment = now()
    const name = freeName(root, moment, options.suffix)
    const draft = path.join(root, name + PARTIAL)
    try {
      await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 })
      const taken = await snapshot(client, tables, draft, options)
      await writeManifest(draft, {
        format: FORMAT,
        application: applicationVersion(),
        at: moment.toISOString(),
        ...taken,
        leftOut,
        keys: describeKeys(ownKeys(options.dataDir), options.passphrase),
      })
      await rename(draft, path.join(root, name))
    } catch (error) {
      await rm(draft, { recursive: true, force: true })
      throw error
    }
    return openBackup(path.join(root, name))
  })
}

type Taken = Pick<Manifest, 'migration' | 'tables' | 'sequences' | 'files' | 'lost'>

/** Takes everything that must be of one moment. */
async function snapshot(
  client: pg.ClientBase,
  tables: readonly Table[],
  folder: string,
  { dataDir, signal }: MakeOptions,
): Promise<Taken> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCKS.erasing])
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // The first statement after BEGIN fixes the moment.
  const { rows: files } = await client.query<FileEntry>(
    'SELECT id, sha256, size FROM stored_files ORDER BY id',
  )
  const lost = await takeFiles(files, filesFolder(dataDir), filesFolder(folder))
  await client.query('SELECT pg_advisory_unlock($1)', [LOCKS.erasing])
  const written: TableEntry[] = []
  for (const table of tables) written.push(await writeTable(client, table, folder, signal))
  const taken = {
    migration: await newestMigration(client),
    tables: written,
    sequences: await sequencesOf(client),
    files: files.filter(({ sha256 }) => !lost.includes(sha256)),
    lost,
  }
  await client.query('COMMIT')
  return taken
}

async function newestMigration(client: pg.ClientBase): Promise<Migration> {
  const { rows } = await client.query<Migration>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1`,
  )
  if (!rows[0]) throw new BackupRefused('The database was never migrated.', '数据库还没有初始化。')
  return rows[0]
}

function applicationVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
