import { copyFileSync, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Log } from '../database/log.ts'
import { migrate } from '../database/migrate.ts'
import type { OpenDatabase } from '../database/open.ts'
import { replaceSecrets } from '../database/secrets.ts'
import { filesFolder } from '../storage/files.ts'
import { nameOf, ours, tablesOf } from './catalog.ts'
import { checkBackup } from './check.ts'
import { connected } from './connection.ts'
import { damaged } from './manifest.ts'
import { takeFiles } from './files.ts'
import type { Keys } from './keys.ts'
import { loadBackup } from './load.ts'
import { makeBackup } from './make.ts'
import type { Kept } from './place.ts'
import { BackupRefused } from './refusal.ts'
import { demandSpace } from './space.ts'

export interface RestoreOptions {
  readonly dataDir: string
  /** The keys that the backup's data was made with. */
  readonly keys: Keys
  /** Whether what is in the database may be replaced; a safety backup of it is made first. */
  readonly replace: boolean
  /** Seals the keys into the safety backup. */
  readonly passphrase?: string
  /** Bytes that shall stay free on the disk. */
  readonly reserve: number
  readonly log: Log
}

/**
 * Puts a checked backup in the place of what is in a database and a data folder, and brings it to the newest migration.
 * @returns the safety backup of what was there before; undefined when nothing was
 * @throws BackupRefused when the program is running, when something is there and may not be replaced, when the disk is too
 *   small; and, after the safety backup, when loading failed: the sentence then names that backup
 */
export async function restoreBackup(
  kept: Kept,
  database: OpenDatabase,
  options: RestoreOptions,
): Promise<Kept | undefined> {
  const { dataDir, keys, replace, passphrase, reserve } = options
  await demandStopped(database)
  const occupied = await isOccupied(database)
  if (occupied && !replace) {
    throw new BackupRefused(
      'There is data here already. To replace it by the backup, add --replace; a safety backup of it is made first. ' +
        'Or set DATA_DIR to an empty folder.',
      '数据库里已经有数据。',
    )
  }
  await mkdir(dataDir, { recursive: true })
  await demandSpace(dataDir, bytesOf(kept), reserve)
  const safety = occupied
    ? await makeBackup({
        url: database.url,
        dataDir,
        passphrase,
        reserve,
        proofHere: false,
        suffix: '-before-restore',
      })
    : undefined
  // What can't be read back saves nobody.
  if (safety) await checkBackup(safety)
  let isLoaded = false
  try {
    await clear(database)
    await loadBackup(kept, { ownerUrl: database.ownerUrl, log: options.log })
    const { ownerUrl, applicationRole } = database
    await migrate({ ownerUrl, applicationRole, log: options.log })
    isLoaded = true
    await putFilesBack(kept, dataDir)
    putKeysBack(dataDir, keys, safety)
  } catch (error) {
    throw afterTheFact(error, safety, isLoaded)
  }
  return safety
}

function afterTheFact(error: unknown, safety: Kept | undefined, isLoaded: boolean): unknown {
  if (!safety) return error
  const why = error instanceof Error ? error.message : String(error)
  const soFar = isLoaded
    ? 'The database was restored, its files and keys were not: the program must not be started like this.'
    : 'Nothing was restored.'
  return new BackupRefused(
    `${why}\n${soFar} What was here before is safe in ${safety.folder}:\n` +
      `  npm run restore -- ${safety.folder} --replace`,
    '恢复失败。',
    { cause: error },
  )
}

/** An embedded server proves by its lock that nobody else is at it; at an external one we look who is connected. */
async function demandStopped({ embedded, url }: OpenDatabase): Promise<void> {
  if (embedded) return
  const running = await connected(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'storefront-house%'`,
    )
    return rows.length > 0
  })
  if (running) {
    throw new BackupRefused(
      'The program is running on this database. Stop it first, on every machine.',
      '程序正在运行，请先停止。',
    )
  }
}

async function isOccupied({ ownerUrl }: OpenDatabase): Promise<boolean> {
  return connected(ownerUrl, async (client) => {
    const { tables } = await tablesOf(client)
    for (const { name } of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${nameOf(client, name)} LIMIT 1`)
      if (rowCount !== 0) return true
    }
    return false
  })
}

/** A backup takes, unpacked and with indexes, about three times its text. */
function bytesOf({ manifest }: Kept): number {
  const text = manifest.tables.reduce((sum, { textBytes }) => sum + textBytes, 0)
  return 3 * text + manifest.files.reduce((sum, { size }) => sum + size, 0)
}

/** Drops all that migrations and the job runner have made. Extensions stay: not every owner may make them again. */
async function clear({ url, ownerUrl }: OpenDatabase): Promise<void> {
  await connected(url, (client) => client.query('DROP SCHEMA IF EXISTS jobs CASCADE'))
  await connected(ownerUrl, async (client) => {
    const { rows } = await client.query<{ statement: string }>(
      `SELECT format('DROP TABLE %s CASCADE', string_agg(oid::regclass::text, ', ')) AS statement FROM pg_class c
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND ${ours('pg_class', 'c')}
       HAVING count(*) > 0
       UNION ALL
       SELECT format('DROP TYPE %s CASCADE', string_agg(oid::regtype::text, ', ')) FROM pg_type t
       WHERE typnamespace = 'public'::regnamespace AND typtype = 'e' AND ${ours('pg_type', 't')}
       HAVING count(*) > 0
       UNION ALL
       SELECT format('DROP FUNCTION %s CASCADE', string_agg(oid::regprocedure::text, ', ')) FROM pg_proc p
       WHERE pronamespace = 'public'::regnamespace AND ${ours('pg_proc', 'p')}
       HAVING count(*) > 0`,
    )
    for (const { statement } of rows) await client.query(statement)
  })
}

/** Files that only what was replaced spoke of go; the safety backup has them. */
async function putFilesBack({ folder, manifest }: Kept, dataDir: string): Promise<void> {
  const draft = `${filesFolder(dataDir)}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const [lost] = await takeFiles(manifest.files, filesFolder(folder), draft)
  if (lost !== undefined) throw damaged(folder, `file ${lost}`)
  await rm(filesFolder(dataDir), { recursive: true, force: true })
  await rename(draft, filesFolder(dataDir))
}

/** Keys of what was replaced are needed for its safety backup, so the old file is kept beside that one's name. */
function putKeysBack(dataDir: string, keys: Keys, safety: Kept | undefined): void {
  const file = path.join(dataDir, 'secrets.json')
  if (safety && existsSync(file)) copyFileSync(file, path.join(dataDir, `secrets-${safety.name}.json`))
  replaceSecrets(dataDir, keys)
}
