import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { APPEND_ONLY_TABLES, appendOnlyTrigger } from '../../src/database/append-only.ts'
import { PRISMA_FOLDER } from '../../src/database/schema-engine.ts'
import { testServer } from '../setup/database.ts'
import { query } from '../setup/scratch.ts'

describe.each(APPEND_ONLY_TABLES)('%s', (table) => {
  // What a closed month froze is known by its month.
  const column = table.startsWith('stock_month_') ? 'month_id' : 'id'
  const changes = [`UPDATE ${table} SET ${column} = ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]

  it.each(changes)("is closed to the application's role: %s", async (sql) => {
    await expect(query(testServer().url, sql)).rejects.toThrow(`permission denied for table ${table}`)
  })

  it.each(changes)('is closed to its owner by a trigger: %s', async (sql) => {
    await expect(query(testServer().ownerUrl, sql)).rejects.toThrow(`${table} is append-only`)
  })

  it.each(changes)('is closed to a superuser by a trigger: %s', async (sql) => {
    await expect(query(testServer().superuserUrl, sql)).rejects.toThrow(`${table} is append-only`)
  })

  it("does not let the application's role switch the trigger off", async () => {
    await expect(query(testServer().url, `ALTER TABLE ${table} DISABLE TRIGGER ALL`)).rejects.toThrow('owner')
    await expect(query(testServer().url, `SET session_replication_role = replica`)).rejects.toThrow(
      'permission',
    )
  })

  it('has its trigger in the list of what is written by hand', () => {
    const byHand = readFileSync(path.join(PRISMA_FOLDER, 'by-hand.sql'), 'utf8')
    expect(byHand).toContain(appendOnlyTrigger(table))
  })
})

describe('the list of append-only tables', () => {
  it('names every table that has the trigger', async () => {
    const rows = await query<{ name: string }>(
      testServer().ownerUrl,
      `SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgfoid = 'forbid_change'::regproc ORDER BY 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([...APPEND_ONLY_TABLES].sort())
  })
})
