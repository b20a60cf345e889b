import { beforeAll, describe, expect, it } from 'vitest'
import { tablesOf } from '../../src/backups/catalog.ts'
import { checkBackup } from '../../src/backups/check.ts'
import { loadBackup } from '../../src/backups/load.ts'
import type { Kept } from '../../src/backups/place.ts'
import { db } from '../../src/database/client.ts'
import { now } from '../../src/lib/dates.ts'
import { store } from '../../src/storage/files.ts'
import { castIn } from '../setup/cast.ts'
import { testServer } from '../setup/database.ts'
import { query, withClient, withScratch } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { catalogOf } from '../schema/catalog.ts'
import { HOSTILE, fillAll } from './fill.ts'
import { backUp } from './place.ts'

let kept: Kept

beforeAll(async () => {
  await castIn()
  await store(Buffer.from('原文件'), 'text/plain', now())
  expect(await fillAll(), 'tables without a row').toEqual([])
  kept = await backUp()
}, 60_000)

const namesIn = (url: string): Promise<string[]> =>
  withClient(url, async (client) => (await tablesOf(client)).tables.map(({ name }) => name))

/** Every row of every table as text. */
async function rowsIn(url: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const name of await namesIn(url)) {
    const rows = await query<{ row: string }>(url, `SELECT one::text AS row FROM "${name}" one ORDER BY 1`)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

describe('a backup', () => {
  it('takes every table of the catalog with rows, and says what it leaves out', async () => {
    const { tables, leftOut } = kept.manifest
    expect(tables.map(({ name }) => name)).toEqual(await namesIn(testServer().ownerUrl))
    expect(tables.filter(({ rows }) => rows === 0)).toEqual([])
    expect(leftOut.map(({ name }) => name)).toEqual([
      '_prisma_migrations',
      'import_progress',
      'import_rows',
      'sessions',
      'jobs.*',
    ])
    await checkBackup(kept)
  })

  it('comes back row by row, with the same schema and the next id of every table', async () => {
    await withScratch(async (ownerUrl) => {
      await loadBackup(kept, { ownerUrl, log: silent })
      const [there, here] = [await rowsIn(ownerUrl), await rowsIn(testServer().ownerUrl)]
      expect(there).toEqual(here)
      expect(JSON.stringify(there)).toContain(JSON.stringify(HOSTILE.slice(-4)).slice(1, -1))
      const schemaOf = (url: string): Promise<unknown> => withClient(url, (client) => catalogOf(client))
      expect(await schemaOf(ownerUrl)).toEqual(await schemaOf(testServer().ownerUrl))
      const last = await db.historyEntry.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
      const [row] = await query<{ next: string }>(ownerUrl, `SELECT nextval('history_id_seq')::text AS next`)
      expect(BigInt(row?.next ?? 0)).toBeGreaterThan(last?.id ?? 0n)
      await expect(query(ownerUrl, 'DELETE FROM history')).rejects.toThrow('append-only')
    })
  })

  it('is not loaded when its rows are not those of its moment, and leaves nothing', async () => {
    const tables = kept.manifest.tables.map((table) =>
      table.name === 'shops' ? { ...table, sum: '1' } : table,
    )
    await withScratch(async (ownerUrl) => {
      const attempt = loadBackup(
        { ...kept, manifest: { ...kept.manifest, tables } },
        { ownerUrl, log: silent },
      )
      await expect(attempt).rejects.toThrow('is damaged: table shops')
      expect(await query(ownerUrl, 'SELECT count(*)::int AS n FROM people')).toEqual([{ n: 0 }])
    })
  })
})
