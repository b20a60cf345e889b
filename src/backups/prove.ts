import type pg from 'pg'
import type { Log } from '../database/log.ts'
import { now } from '../lib/dates.ts'
import { checkBackup } from './check.ts'
import { addressOf, connected } from './connection.ts'
import { loadBackup } from './load.ts'
import type { Kept } from './place.ts'
import { rememberProof } from './place.ts'

export interface ProofOptions {
  /** Address for the role that owns the tables, at the database that was backed up. */
  readonly ownerUrl: string
  /** Address for a role that may be allowed to make databases. */
  readonly adminUrl: string
  readonly log: Log
}

/**
 * Proves a backup by restoring it into a scratch database of the same server, which is dropped again, and comparing rows and
 * sums of all tables; every stored file is read as well.
 * @returns the proven backup, or the reason in words why it couldn't be tried
 * @throws BackupRefused when the backup is damaged
 */
export async function proveBackup(
  kept: Kept,
  { ownerUrl, adminUrl, log }: ProofOptions,
): Promise<Kept | string> {
  await checkBackup(kept)
  const { role, database } = await whoAndWhere(ownerUrl)
  return connected(adminUrl, async (admin) => {
    if (!(await mayMakeDatabases(admin))) {
      return '数据库账号不能新建数据库，只核对了校验和。给 DATABASE_OWNER_URL 的账号授予 CREATEDB 后会自动试恢复。'
    }
    const scratch = `${database.slice(0, 50)}_proof`
    const name = admin.escapeIdentifier(scratch)
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await admin.query(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' OWNER ${admin.escapeIdentifier(role)}`,
    )
    try {
      await loadBackup(kept, { ownerUrl: addressOf(ownerUrl, scratch), log })
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    }
    return rememberProof(kept, now())
  })
}

function whoAndWhere(url: string): Promise<{ role: string; database: string }> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ role: string; database: string }>(
      'SELECT current_user AS role, current_database() AS database',
    )
    return rows[0] as { role: string; database: string }
  })
}

async function mayMakeDatabases(admin: pg.ClientBase): Promise<boolean> {
  const { rows } = await admin.query<{ may: boolean }>(
    'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
  )
  return rows[0]?.may === true
}
