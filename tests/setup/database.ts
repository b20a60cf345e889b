import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { setInstallation } from '../../src/backups/installation.ts'
import { connect, disconnect } from '../../src/database/client.ts'
import { APPLICATION_ROLE, DATABASE, OWNER_ROLE } from '../../src/database/roles.ts'
import { openStorage } from '../../src/storage/files.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { setAccountKey } from '../../src/features/people/staff/seal.ts'
import { openUploads } from '../../src/web/uploads.ts'
import type { TestServer } from './server.ts'
import { silent } from './silent.ts'

/**
 * Every test file of the project `house` begins with a clean database of its own, a clone of the migrated template
 * (about 70 ms), and `src/database/client.ts` connected to it as the application's role: `db` and `pool` just work,
 * and so do storage, uploads and the keys of what is sealed. A file whose tests must each begin clean says
 * `beforeEach(freshDatabase)` (about 5 ms).
 */
const name = `worker_${process.env.VITEST_POOL_ID ?? '0'}`

beforeAll(async () => {
  await cloneDatabase(name)
  await connect({ url: testServer().url, max: 10 })
  const folder = path.join(inject('server').folder, name)
  await openStorage(folder)
  await openUploads(folder, 50)
  setBuyerKey(Buffer.alloc(32, 7))
  setAccountKey(Buffer.alloc(32, 8))
  const { url, ownerUrl, superuserUrl: adminUrl } = testServer()
  setInstallation({ database: { url, ownerUrl, adminUrl, embedded: true }, dataDir: folder, log: silent })
})

afterAll(() => disconnect())

/** Addresses of this worker's database, for tests that need another role or a connection of their own. */
export function testServer(database = name): TestServer {
  const { url, ownerUrl, superuserUrl, folder } = inject('server')
  const to = (address: string): string => {
    const changed = new URL(address)
    changed.pathname = `/${database}`
    return changed.href
  }
  return { url: to(url), ownerUrl: to(ownerUrl), superuserUrl: to(superuserUrl), folder }
}

/** Makes a database as a clone of the migrated template, or anew when it exists. */
export async function cloneDatabase(database: string): Promise<void> {
  await asSuperuser(async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
    await client.query(
      `CREATE DATABASE ${database} TEMPLATE ${DATABASE} OWNER ${OWNER_ROLE} STRATEGY FILE_COPY`,
    )
    // A clone has everything but the rights on the database itself.
    await client.query(`GRANT CREATE ON DATABASE ${database} TO ${APPLICATION_ROLE}`)
  })
}

/** Removes a database that a test has made. */
export async function dropDatabase(database: string): Promise<void> {
  await asSuperuser((client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`))
}

/** Empties all tables and begins all ids at 1 again, append-only tables included. Migrations bring no rows. */
export async function freshDatabase(): Promise<void> {
  await asSuperuser((client) => client.query(EMPTY), testServer().superuserUrl)
}

const EMPTY = `
  SET session_replication_role = replica;
  DO $$
  DECLARE
    found name;
  BEGIN
    FOR found IN
      SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'
    LOOP
      EXECUTE format('DELETE FROM %I', found);
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
  END $$`

async function asSuperuser(
  work: (client: pg.Client) => Promise<unknown>,
  connectionString = inject('server').superuserUrl,
): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
