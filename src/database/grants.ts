import pg from 'pg'
import { APPEND_ONLY_TABLES } from './append-only.ts'
import type { Log } from './log.ts'

/**
 * Gives the application's role what it needs and no more: it reads and writes all tables, but only adds to the
 * append-only ones, and doesn't touch the record of migrations. Changes nothing the second time.
 *
 * @param pool connections of the role that owns the tables
 */
export async function grantApplication(pool: pg.Pool, applicationRole: string, log: Log): Promise<void> {
  const { rows } = await pool.query<{ owner: string; database: string; tables: string[] }>(
    `SELECT current_user AS owner, current_database() AS database,
       (SELECT coalesce(array_agg(tablename::text), '{}') FROM pg_tables WHERE schemaname = 'public') AS tables`,
  )
  const [here] = rows
  if (!here) throw new Error('The database does not say who we are.')
  if (here.owner === applicationRole) {
    log.warn(
      'DATABASE_URL is the role that owns the tables: only triggers protect history and ledger. ' +
        'Set DATABASE_OWNER_URL to the owner and DATABASE_URL to a role of its own.',
    )
    return
  }
  const role = pg.escapeIdentifier(applicationRole)
  const existing = (names: readonly string[]): string[] => names.filter((name) => here.tables.includes(name))
  const statements = [
    'BEGIN',
    // The job runner keeps its tables in a schema of its own, which it makes and changes itself.
    `GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${pg.escapeIdentifier(here.database)} TO ${role}`,
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${role}`,
    ...existing(APPEND_ONLY_TABLES).map(
      (table) => `REVOKE UPDATE, DELETE, TRUNCATE ON "${table}" FROM ${role}`,
    ),
    ...existing(['_prisma_migrations']).map(
      (table) => `REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "${table}" FROM ${role}`,
    ),
    'COMMIT',
  ]
  await pool.query(statements.join(';\n'))
}
