import { describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../../src/database/open.ts'
import type { Log } from '../../src/database/log.ts'
import { query, withScratch } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { testServer } from '../setup/database.ts'

/** An address like another, for another database or password. */
function changed(address: string, changes: { database?: string; password?: string }): string {
  const url = new URL(address)
  if (changes.database !== undefined) url.pathname = `/${changes.database}`
  if (changes.password !== undefined) url.password = changes.password
  return url.href
}

const nowhere = '/nowhere/at/all'

describe('an external database', () => {
  it('is migrated as its owner and left to the role of the application', () =>
    withScratch(async (ownerUrl) => {
      const databaseUrl = changed(testServer().url, { database: new URL(ownerUrl).pathname.slice(1) })
      const database = await openDatabase({ databaseUrl, ownerUrl, dataDir: nowhere, log: silent })
      expect(database).toMatchObject({ url: databaseUrl, ownerUrl, embedded: false })
      expect(await query(database.url, 'SELECT count(*)::int AS n FROM history')).toEqual([{ n: 0 }])
      await expect(query(database.url, 'DELETE FROM history')).rejects.toThrow('permission denied')
      expect(
        await query(
          inject('server').superuserUrl,
          `SELECT FROM pg_stat_activity WHERE datname = $1 AND usename = 'house_owner'`,
          [new URL(ownerUrl).pathname.slice(1)],
        ),
      ).toEqual([])
      await database.close()
    }))

  it('may have one role for both, protected by triggers, and the log says so', () =>
    withScratch(async (ownerUrl) => {
      const warnings: unknown[] = []
      const log: Log = { ...silent, warn: (sentence: unknown) => void warnings.push(sentence) }
      const database = await openDatabase({ databaseUrl: ownerUrl, dataDir: nowhere, log })
      await expect(query(database.url, 'DELETE FROM history')).rejects.toThrow('history is append-only')
      expect(warnings).toEqual([expect.stringContaining('Set DATABASE_OWNER_URL')])
    }))

  it('that cannot be reached is named without its password', async () => {
    const databaseUrl = 'postgresql://house_app:hidden@127.0.0.1:1/house'
    const attempt = openDatabase({ databaseUrl, dataDir: nowhere, log: silent })
    await expect(attempt).rejects.toThrow(
      "The database at postgresql://house_app@127.0.0.1:1/house can't be used: connect ECONNREFUSED 127.0.0.1:1.",
    )
  })

  it('with a wrong password says so', async () => {
    const databaseUrl = changed(testServer().url, { password: 'wrong' })
    await expect(openDatabase({ databaseUrl, dataDir: nowhere, log: silent })).rejects.toThrow(
      'password authentication failed',
    )
  })

  it('of another encoding is refused', async () => {
    const superuser = inject('server').superuserUrl
    await query(
      superuser,
      `CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`,
    )
    try {
      const databaseUrl = changed(superuser, { database: 'latin' })
      await expect(openDatabase({ databaseUrl, dataDir: nowhere, log: silent })).rejects.toThrow(
        'its encoding is LATIN1; UTF8 is needed',
      )
    } finally {
      await query(superuser, 'DROP DATABASE latin WITH (FORCE)')
    }
  })
})
