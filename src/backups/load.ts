import type pg from 'pg'
import type { Log } from '../database/log.ts'
import { migrate } from '../database/migrate.ts'
import { foreignKeysOf, nameOf, tablesOf } from './catalog.ts'
import { connected } from './connection.ts'
import { damaged } from './manifest.ts'
import type { Kept } from './place.ts'
import { countAndSum, readTable } from './tables.ts'

/** An empty database to load a backup into. */
export interface EmptyDatabase {
  /** Address for the role that owns, or will own, the tables. */
  readonly ownerUrl: string
  readonly log: Log
}

/**
 * Brings an empty database to the migration of a backup and loads it, all tables in one transaction. The foreign keys are
 * made anew over what was loaded, so that the database itself has looked at every reference; rows and sums are compared with
 * those of the moment of the backup.
 * @throws BackupRefused when what was loaded isn't what was backed up; nothing of it is left then
 */
export async function loadBackup(kept: Kept, { ownerUrl, log }: EmptyDatabase): Promise<void> {
  await migrate({ ownerUrl, log, upTo: kept.manifest.migration.name })
  await connected(ownerUrl, async (client) => {
    await client.query('BEGIN')
    const keys = await foreignKeysOf(client)
    for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
    // What was backed up has passed the triggers once; loaded in another order, it might not pass them again.
    await setTriggers(client, kept, 'DISABLE')
    await loadTables(client, kept)
    await setTriggers(client, kept, 'ENABLE')
    for (const { table, name, definition } of keys) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
    }
    await client.query('COMMIT')
    await client.query('ANALYZE')
  })
}

async function setTriggers(client: pg.ClientBase, { manifest }: Kept, word: 'DISABLE' | 'ENABLE'): Promise<void> {
  for (const { name } of manifest.tables) await client.query(`ALTER TABLE ${nameOf(client, name)} ${word} TRIGGER USER`)
}

async function loadTables(client: pg.ClientBase, { folder, manifest }: Kept): Promise<void> {
  const { tables } = await tablesOf(client)
  const names = (list: readonly { name: string }[]): string => list.map(({ name }) => name).join()
  if (names(tables) !== names(manifest.tables)) throw damaged(folder, 'the list of tables')
  for (const table of manifest.tables) {
    await readTable(client, table, folder)
    const { rows, sum } = await countAndSum(client, table.name)
    if (rows !== table.rows || sum !== table.sum) throw damaged(folder, `table ${table.name}`)
  }
  for (const { name, last, called } of manifest.sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [nameOf(client, name), last, called])
  }
}
