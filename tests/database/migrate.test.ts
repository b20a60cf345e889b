import { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../src/database/migrate.ts'
import { APPLICATION_ROLE } from '../../src/database/roles.ts'
import { query, withScratch } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { testFolder } from '../setup/test-folder.ts'

const home = testFolder()
const folder = path.join(home.path, 'migrations')

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  add('0001_goods', 'CREATE TABLE goods (id int PRIMARY KEY);')
})

afterAll(() => home.remove())

function add(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true })
  writeFileSync(path.join(folder, name, 'migration.sql'), sql)
}

function run(ownerUrl: string): Promise<string[]> {
  return migrate({ ownerUrl, applicationRole: APPLICATION_ROLE, log: silent, folder })
}

async function tables(url: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    url,
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

describe('migrating', () => {
  it("applies what is missing, in order, into Prisma's own table, and nothing the second time", () =>
    withScratch(async (url) => {
      expect(await run(url)).toEqual(['0001_goods'])
      add('0002_prices', 'ALTER TABLE goods ADD price int;')
      add('0003_notes', `CREATE TABLE notes (t text DEFAULT ';');`)
      expect(await run(url)).toEqual(['0002_prices', '0003_notes'])
      expect(await run(url)).toEqual([])
      expect(await tables(url)).toEqual(['goods', 'notes'])
      const record = await query(
        url,
        `SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY started_at`,
      )
      expect(record).toEqual([
        { migration_name: '0001_goods', finished: true },
        { migration_name: '0002_prices', finished: true },
        { migration_name: '0003_notes', finished: true },
      ])
    }))

  it('stops where it is told to, and goes on from there', () =>
    withScratch(async (url) => {
      add('0002_notes', 'CREATE TABLE notes (t text);')
      expect(await migrate({ ownerUrl: url, log: silent, folder, upTo: '0001_goods' })).toEqual([
        '0001_goods',
      ])
      expect(await tables(url)).toEqual(['goods'])
      expect(await run(url)).toEqual(['0002_notes'])
    }))

  it('takes scripts as they are: function bodies and texts may hold semicolons', () =>
    withScratch(async (url) => {
      add(
        '0002_function',
        `CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$; -- done;`,
      )
      await run(url)
      expect(await query(url, 'SELECT two()')).toEqual([{ two: 2 }])
    }))

  it('lets several processes that start at once take turns', () =>
    withScratch(async (url) => {
      add('0002_slow', 'SELECT pg_sleep(0.2); CREATE TABLE slow (id int);')
      const results = await Promise.all([run(url), run(url), run(url)])
      expect(results.flat().sort()).toEqual(['0001_goods', '0002_slow'])
      expect(await tables(url)).toEqual(['goods', 'slow'])
    }))

  it('takes a failed migration back as a whole, says why, and applies the repaired one', () =>
    withScratch(async (url) => {
      add('0002_half', 'CREATE TABLE half (id int); SELECT 1 / 0;')
      await expect(run(url)).rejects.toThrow(
        'Migration 0002_half failed and was taken back: division by zero',
      )
      expect(await tables(url)).toEqual(['goods'])
      add('0002_half', 'CREATE TABLE whole (id int);')
      expect(await run(url)).toEqual(['0002_half'])
    }))

  it('refuses a migration that was edited after it had been applied', () =>
    withScratch(async (url) => {
      await run(url)
      appendFileSync(path.join(folder, '0001_goods', 'migration.sql'), '\nALTER TABLE goods ADD late int;')
      await expect(run(url)).rejects.toThrow(
        'Migration 0001_goods was changed after this database had applied it',
      )
    }))

  it('refuses a database that a newer version has written', () =>
    withScratch(async (url) => {
      cpSync(path.join(folder, '0001_goods'), path.join(folder, '0002_future'), { recursive: true })
      add('0002_future', 'SELECT 1')
      await run(url)
      rmSync(path.join(folder, '0002_future'), { recursive: true })
      await expect(run(url)).rejects.toThrow("doesn't know (0002_future)")
    }))

  it("gives the application's role its rights, on tables of later migrations too, but none on the record", () =>
    withScratch(async (url) => {
      const can = async (right: string, table: string): Promise<unknown> =>
        (
          await query(url, 'SELECT has_table_privilege($1, $2, $3) AS can', [APPLICATION_ROLE, table, right])
        )[0]
      add('0002_ledger', 'CREATE TABLE stock_movements (id int);')
      await run(url)
      add('0003_later', 'CREATE TABLE later (id serial);')
      await run(url)
      expect(await can('DELETE', 'later')).toEqual({ can: true })
      expect(await can('INSERT', 'stock_movements')).toEqual({ can: true })
      expect(await can('UPDATE', 'stock_movements')).toEqual({ can: false })
      expect(await can('SELECT', '_prisma_migrations')).toEqual({ can: true })
      expect(await can('INSERT', '_prisma_migrations')).toEqual({ can: false })
    }))
})
