import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { exclusively } from '../../../../src/backups/exclusively.ts'
import type { Installation } from '../../../../src/backups/installation.ts'
import { installation, setInstallation } from '../../../../src/backups/installation.ts'
import { backupsFolder } from '../../../../src/backups/place.ts'
import { db } from '../../../../src/database/client.ts'
import { backUpDaily, runBackup, startBackup } from '../../../../src/features/people/backups/actions.ts'
import { expireOld } from '../../../../src/features/people/backups/actions/keep.ts'
import { lastProof } from '../../../../src/features/people/backups/queries.ts'
import type { Backup } from '../../../../src/generated/prisma/client.ts'
import { DAY_MS, moment, now, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { setQueue } from '../../../../src/work/jobs.ts'
import { backUp } from '../../../backups/place.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase, testServer } from '../../../setup/database.ts'

const act = (at = now()): Act => ({ actor: system('back-up'), at })
let usual: Installation
/** What was put into the queue. */
let asked: number[]

beforeEach(async () => {
  await freshDatabase()
  await castIn()
  usual = installation()
  for (const folder of ['backups', 'second'])
    rmSync(path.join(usual.dataDir, folder), { recursive: true, force: true })
  asked = []
  setQueue((_name, id) => Promise.resolve(void asked.push(id)))
})

afterEach(() => {
  setInstallation(usual)
  setQueue(undefined)
})

/** Asks for a backup and makes it. */
async function done(): Promise<Backup> {
  const { id } = await startBackup(act())
  await runBackup(act(), id)
  return db.backup.findUniqueOrThrow({ where: { id } })
}

const openItems = (): Promise<string[]> =>
  db.workItem
    .findMany({ where: { noun: 'people/backups', closedAt: null }, orderBy: { id: 'asc' } })
    .then((items) => items.map(({ duty, title }) => `${duty} ${title}`))

const demandTheImpossible = (): Promise<unknown> =>
  db.parameter.create({ data: { key: 'people.backup-free-gigabytes', value: 1000 } })

describe('a backup', () => {
  it('is made, proven by restoring it, and told of', async () => {
    const row = await done()
    expect(row).toMatchObject({
      state: 'PROVEN',
      unproven: null,
      failure: null,
      copiedAt: null,
      lostFiles: 0,
    })
    expect(row.rows).toBeGreaterThan(20)
    expect(readdirSync(backupsFolder(usual.dataDir))).toEqual([row.name])
    expect(await lastProof(act().actor)).toEqual(row.provenAt)
    const history = await db.historyEntry.findMany({
      where: { noun: 'people/backups' },
      orderBy: { id: 'asc' },
    })
    expect(history.map(({ deed }) => deed)).toEqual(['create', 'finish', 'prove'])
    await runBackup(act(), row.id)
    expect(await db.historyEntry.count({ where: { noun: 'people/backups' } })).toBe(3)
  })

  it('fails before it begins when the disk is low, the owner hears of it, and the next good one settles it', async () => {
    await demandTheImpossible()
    const failed = await done()
    expect(failed).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining('磁盘空间不足') as string,
    })
    expect(readdirSync(backupsFolder(usual.dataDir))).toEqual([])
    expect(await openItems()).toEqual([
      expect.stringMatching(/^OWNER 处理失败的备份：BF\d{8}-0001（磁盘空间不足/),
    ])
    await db.parameter.deleteMany()
    await done()
    expect(await db.backup.findUniqueOrThrow({ where: { id: failed.id } })).toMatchObject({
      state: 'SETTLED',
    })
    expect(await openItems()).toEqual([])
  })

  it('fails with what went wrong when it is our mistake, and the log hears of it', async () => {
    const { id } = await startBackup(act())
    setInstallation({ ...usual, dataDir: '/dev/null/nowhere' })
    await expect(runBackup(act(), id)).rejects.toThrow('ENOTDIR')
    expect(await db.backup.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'FAILED' })
  })

  it('says why it was not proven where the role may not make databases', async () => {
    const { ownerUrl } = testServer()
    setInstallation({ ...usual, database: { ...usual.database, adminUrl: ownerUrl, embedded: false } })
    const row = await done()
    expect(row).toMatchObject({ state: 'MADE', unproven: expect.stringContaining('CREATEDB') as string })
  })

  it('is copied to the second place, and the owner hears when it is not', async () => {
    setInstallation({ ...usual, secondDir: '/dev/null/second' })
    const first = await done()
    expect(first).toMatchObject({ state: 'PROVEN', copiedAt: null })
    expect(first.copyFailure).toContain('ENOTDIR')
    expect(await openItems()).toEqual([expect.stringContaining('备份没有复制到第二位置')])
    const secondDir = path.join(usual.dataDir, 'second')
    setInstallation({ ...usual, secondDir })
    const second = await done()
    expect(second.copiedAt).not.toBeNull()
    expect(readdirSync(secondDir)).toEqual([second.name])
    expect(await openItems()).toEqual([])
  })

  it('goes when its time is over, and the record says so', async () => {
    const first = await done()
    await done()
    await db.parameter.create({ data: { key: 'people.backup-keep-days', value: 1 } })
    const { id } = await startBackup(act())
    await runBackup(act(), id)
    expect(await db.backup.count({ where: { removedAt: null } })).toBe(3)
    const future = { actor: system('back-up'), at: plus(now(), 3 * DAY_MS) }
    await expireOld(future)
    expect(await db.backup.findUniqueOrThrow({ where: { id: first.id } })).toMatchObject({
      removedAt: future.at,
    })
    expect(await db.backup.count({ where: { removedAt: null } })).toBe(1)
    expect(readdirSync(backupsFolder(usual.dataDir))).toHaveLength(1)
  }, 60_000)
})

describe('every hour', () => {
  it('one is asked for when its hour has come, once a day, also when that hour was missed', async () => {
    await db.parameter.create({ data: { key: 'people.backup-hour', value: 3 } })
    const numbers = async (at: Date): Promise<number> => {
      await backUpDaily(act(at))
      return db.backup.count()
    }
    expect(await numbers(moment('2027-03-01', 2 * 60 + 59))).toBe(1)
    expect(await numbers(moment('2027-03-01', 3 * 60))).toBe(2)
    expect(await numbers(moment('2027-03-01', 23 * 60))).toBe(2)
    expect(await numbers(moment('2027-03-02', 2 * 60))).toBe(2)
    expect(await numbers(moment('2027-03-02', 9 * 60))).toBe(3)
    expect(asked.length).toBeGreaterThan(3)
  })

  it('one that is just being made is not taken for one without a record', async () => {
    await backUp({ suffix: '-before-restore' })
    await exclusively(testServer().url, async () => {
      expect(await backUpDaily(act())).toMatchObject({ adopted: 0 })
    })
    expect(await backUpDaily(act())).toMatchObject({ adopted: 1 })
  })

  it('those that lie there without a record are taken up, and proven', async () => {
    await db.backup.create({ data: { number: 'BF-TODAY', state: 'SETTLED', startedAt: now() } })
    const kept = await backUp({ suffix: '-before-restore' })
    expect(await backUpDaily(act())).toMatchObject({ adopted: 1, unfinished: 1 })
    const row = await db.backup.findUniqueOrThrow({ where: { name: kept.name } })
    expect(row.state).toBe('MADE')
    await runBackup(act(), row.id)
    expect(await db.backup.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({ state: 'PROVEN' })
    expect(await backUpDaily(act())).toMatchObject({ adopted: 0 })
  })
})
