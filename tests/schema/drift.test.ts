import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { PRISMA_FOLDER, datamodel, difference } from '../../src/database/schema-engine.ts'
import { testServer } from '../setup/database.ts'
import { query, withClient, withScratch } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { catalogOf } from './catalog.ts'

const byHand = readFileSync(path.join(PRISMA_FOLDER, 'by-hand.sql'), 'utf8')

/** The database as `prisma/schema` describes it, with what it can't say from `prisma/by-hand.sql`. */
function describedCatalog(): Promise<Record<string, string>> {
  return withScratch(async (url) => {
    await query(url, await difference(null, datamodel()))
    await query(url, byHand)
    return withClient(url, catalogOf)
  })
}

describe('the migrations', () => {
  it('lead to the database that prisma/schema and prisma/by-hand.sql describe, in every detail', async () => {
    const migrated = await withScratch(async (url) => {
      await migrate({ ownerUrl: url, log: silent })
      return withClient(url, catalogOf)
    })
    expect(Object.keys(migrated).length).toBeGreaterThan(100)
    expect(migrated).toEqual(await describedCatalog())
  })

  it('end with the schema that the next one will start from (npm run migration writes both)', async () => {
    const file = path.join(PRISMA_FOLDER, 'migrations', 'schema.prisma')
    const snapshot = [{ path: 'schema.prisma', content: readFileSync(file, 'utf8') }]
    expect(await difference(snapshot, datamodel())).toBe('')
  })
})

describe('the comparison', () => {
  it.each([
    'ALTER TABLE stored_files ALTER media_type DROP NOT NULL',
    'ALTER TABLE stored_files ALTER size TYPE bigint',
    'ALTER TABLE stored_files ALTER size SET DEFAULT 0',
    'ALTER TABLE stored_files ADD extra int',
    'DROP INDEX stored_files_sha256_key',
    'ALTER TABLE notices DROP CONSTRAINT notices_recipient_id_fkey',
    'DROP TRIGGER history_is_append_only ON history',
    'ALTER TABLE stock_balances DROP CONSTRAINT stock_balances_never_negative',
    `ALTER TYPE "Position" ADD VALUE 'INTERN'`,
  ])('notices %s', async (change) => {
    await withClient(testServer().ownerUrl, async (client) => {
      const before = await catalogOf(client)
      await client.query('BEGIN')
      await client.query(change)
      expect(await catalogOf(client)).not.toEqual(before)
      await client.query('ROLLBACK')
    })
  })
})
