import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { installation } from '../../src/backups/installation.ts'
import { findKeys, ownKeys } from '../../src/backups/keys.ts'
import type { Kept } from '../../src/backups/place.ts'
import { openBackup } from '../../src/backups/place.ts'
import type { RestoreOptions } from '../../src/backups/restore.ts'
import { restoreBackup } from '../../src/backups/restore.ts'
import { GIGABYTE } from '../../src/backups/space.ts'
import { db } from '../../src/database/client.ts'
import type { OpenDatabase } from '../../src/database/open.ts'
import { APPLICATION_ROLE } from '../../src/database/roles.ts'
import { now } from '../../src/lib/dates.ts'
import { filesFolder, placeIn, store } from '../../src/storage/files.ts'
import { CAST, castIn } from '../setup/cast.ts'
import { cloneDatabase, dropDatabase, testServer } from '../setup/database.ts'
import { query, withClient } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { backUp, beside } from './place.ts'

const TARGET = `target_${process.env.VITEST_POOL_ID}`
let kept: Kept
let dataDir: string

beforeAll(async () => {
  await castIn()
  await store(Buffer.from('原文件'), 'text/plain', now())
  kept = await backUp()
})

beforeEach(async () => {
  await cloneDatabase(TARGET)
  dataDir = beside('target')
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir)
})

afterAll(() => dropDatabase(TARGET))

function target(embedded = true): OpenDatabase {
  const { url, ownerUrl, superuserUrl: adminUrl } = testServer(TARGET)
  return {
    url,
    applicationRole: APPLICATION_ROLE,
    ownerUrl,
    adminUrl,
    embedded,
    close: () => Promise.resolve(),
  }
}

function restore(
  options: Partial<RestoreOptions> = {},
  database = target(),
  from = kept,
): Promise<Kept | undefined> {
  const own = ownKeys(installation().dataDir)
  return restoreBackup(from, database, {
    dataDir,
    keys: own,
    replace: false,
    reserve: 1,
    log: silent,
    ...options,
  })
}

const peopleThere = async (): Promise<number> =>
  (await query<{ n: number }>(testServer(TARGET).url, 'SELECT count(*)::int AS n FROM people'))[0]?.n ?? 0

/** Somebody who works in the target. */
const hire = (): Promise<unknown> =>
  query(
    testServer(TARGET).ownerUrl,
    `INSERT INTO people (employee_number, name, pinyin, hired_on, created_at) VALUES ('x', 'x', 'x', '2026-01-05', $1)`,
    [now()],
  )

describe('restoring', () => {
  it('fills an empty database and folder, and gives the application its rights and no more', async () => {
    expect(await restore()).toBeUndefined()
    expect(await peopleThere()).toBe(Object.keys(CAST).length)
    expect(ownKeys(dataDir)).toEqual(ownKeys(installation().dataDir))
    const [file] = kept.manifest.files
    expect(readFileSync(placeIn(filesFolder(dataDir), file?.sha256 ?? ''), 'utf8')).toBe('原文件')
    await expect(query(testServer(TARGET).url, 'DELETE FROM history')).rejects.toThrow('permission denied')
    await query(testServer(TARGET).url, 'DELETE FROM sessions')
  })

  it('replaces nothing unless told to', async () => {
    await hire()
    await expect(restore()).rejects.toThrow('add --replace')
    expect(await peopleThere()).toBe(1)
  })

  it('makes a safety backup before it replaces something, and that can be restored too', async () => {
    await hire()
    writeFileSync(
      path.join(dataDir, 'secrets.json'),
      JSON.stringify({ buyerKey: 'old', accountKey: 'older', sessionSecret: 's' }),
    )
    const safety = await restore({ replace: true })
    expect(await peopleThere()).toBe(Object.keys(CAST).length)
    expect(safety?.name).toMatch(/-before-restore$/)
    expect(JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'))).toEqual({
      ...ownKeys(installation().dataDir),
      sessionSecret: 's',
    })
    if (!safety) throw new Error('no safety backup')
    const secretsFile = path.join(dataDir, `secrets-${safety.name}.json`)
    const keys = findKeys(safety.manifest.keys, { dataDir, secretsFile })
    await restore({ replace: true, keys }, target(), await openBackup(safety.folder))
    expect(await peopleThere()).toBe(1)
    expect(ownKeys(dataDir)).toEqual({ buyerKey: 'old', accountKey: 'older' })
  })

  it('refuses while the program is connected', async () => {
    const running = `${testServer(TARGET).url}&application_name=storefront-house`
    await withClient(running, async () => {
      await expect(restore({}, target(false))).rejects.toThrow('The program is running on this database')
    })
    expect(await restore({}, target(false))).toBeUndefined()
  })

  it('refuses when the disk is too small, before anything is touched', async () => {
    await hire()
    await expect(restore({ replace: true, reserve: 1_000_000 * GIGABYTE })).rejects.toThrow('is too small')
    expect(await peopleThere()).toBe(1)
    expect(existsSync(path.join(dataDir, 'backups'))).toBe(false)
  })

  it('names the safety backup when loading fails', async () => {
    await hire()
    const tables = kept.manifest.tables.map((table) => ({ ...table, rows: table.rows + 1 }))
    const wrong = { ...kept, manifest: { ...kept.manifest, tables } }
    await expect(restore({ replace: true }, target(), wrong)).rejects.toThrow(
      /is damaged: table \w+[^]*Nothing was restored[^]*npm run restore -- \S+-before-restore --replace/,
    )
  })

  it('says how far it came when the files can’t be put back', async () => {
    await hire()
    const [file] = kept.manifest.files
    const gone = {
      ...kept.manifest,
      files: [{ ...file, sha256: 'a'.repeat(64) }] as typeof kept.manifest.files,
    }
    await expect(restore({ replace: true }, target(), { ...kept, manifest: gone })).rejects.toThrow(
      /The database was restored, its files and keys were not[^]*npm run restore -- \S+-before-restore --replace/,
    )
  })

  it('leaves the queue of the job runner to be made anew', async () => {
    await query(testServer(TARGET).url, 'CREATE SCHEMA jobs CREATE TABLE job (id int)')
    await hire()
    await restore({ replace: true })
    expect(await query(testServer(TARGET).url, `SELECT to_regnamespace('jobs') AS there`)).toEqual([
      { there: null },
    ])
    expect(await db.person.count()).toBe(await peopleThere())
  })
})
