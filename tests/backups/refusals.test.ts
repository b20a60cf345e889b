import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkBackup } from '../../src/backups/check.ts'
import { exclusively } from '../../src/backups/exclusively.ts'
import { findKeys, ownKeys } from '../../src/backups/keys.ts'
import type { Kept } from '../../src/backups/place.ts'
import { backupsFolder, expire, keptIn, openBackup, rememberProof } from '../../src/backups/place.ts'
import { proveBackup } from '../../src/backups/prove.ts'
import { copyToSecondPlace } from '../../src/backups/second-place.ts'
import { GIGABYTE } from '../../src/backups/space.ts'
import { installation } from '../../src/backups/installation.ts'
import { secret } from '../../src/database/secrets.ts'
import { DAY_MS, now, plus } from '../../src/lib/dates.ts'
import { filesFolder, placeIn, store } from '../../src/storage/files.ts'
import { castIn } from '../setup/cast.ts'
import { testServer } from '../setup/database.ts'
import { query } from '../setup/scratch.ts'
import { silent } from '../setup/silent.ts'
import { backUp, beside } from './place.ts'

const CONTENT = Buffer.from('原文件')
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
const PASSPHRASE = 'a passphrase of the tests'

beforeAll(async () => {
  await castIn()
  await store(CONTENT, 'text/plain', now())
})

/** Writes a manifest as another version would have. */
function rewrite({ folder }: Kept, change: (manifest: Record<string, unknown>) => object): void {
  const file = path.join(folder, 'manifest.json')
  const text = JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>))
  writeFileSync(file, text)
  writeFileSync(path.join(folder, 'manifest.sha256'), createHash('sha256').update(text).digest('hex'))
}

describe('a damaged backup', () => {
  it.each([
    ['tables/people.copy.gz', 'a byte changed'],
    [path.relative('/', placeIn('/files', SHA256)), 'a byte changed'],
    ['tables/people.copy.gz', 'missing'],
  ])('is refused for %s: %s', async (name, what) => {
    const kept = await backUp()
    const file = path.join(kept.folder, name)
    const bytes = readFileSync(file)
    rmSync(file)
    if (what !== 'missing') {
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      writeFileSync(file, bytes)
    }
    await expect(checkBackup(kept)).rejects.toThrow(`is damaged: ${name}`)
    rmSync(kept.folder, { recursive: true })
  })

  it('is refused for its manifest, and for having none', async () => {
    const kept = await backUp()
    writeFileSync(path.join(kept.folder, 'manifest.json'), '{}')
    await expect(openBackup(kept.folder)).rejects.toThrow('is damaged: manifest.json')
    await expect(openBackup(beside('nowhere'))).rejects.toThrow('holds no backup')
    expect((await keptIn(backupsFolder(installation().dataDir))).map(({ name }) => name)).not.toContain(
      kept.name,
    )
    rmSync(kept.folder, { recursive: true })
  })
})

describe('a backup of a newer version', () => {
  it('is refused by its layout, and by its migration', async () => {
    const kept = await backUp()
    rewrite(kept, (manifest) => ({ ...manifest, format: 2, application: '9.0.0' }))
    await expect(openBackup(kept.folder)).rejects.toThrow(
      'was made by a newer version of the application (9.0.0)',
    )
    const migration = { name: '9999_later', checksum: 'x' }
    rewrite(kept, (manifest) => ({ ...manifest, format: 1, migration }))
    await expect(openBackup(kept.folder)).rejects.toThrow('was made by a newer version')
    rewrite(kept, (manifest) => ({ ...manifest, migration: { name: '0001_house', checksum: 'x' } }))
    await expect(openBackup(kept.folder)).rejects.toThrow('another development')
    rmSync(kept.folder, { recursive: true })
  })
})

describe('a backup that can not be made', () => {
  it('is refused before it begins when the disk would become too full, and leaves nothing', async () => {
    const attempt = backUp({ reserve: 1_000_000 * GIGABYTE })
    await expect(attempt).rejects.toThrow('1000000.0 GB shall stay free')
    await expect(attempt).rejects.toMatchObject({ words: expect.stringContaining('磁盘空间不足') as string })
  })

  it('is broken off when told to, and leaves nothing', async () => {
    const stop = AbortSignal.abort(new Error('stopping'))
    await expect(backUp({ signal: stop })).rejects.toThrow()
    expect(
      readdirSync(backupsFolder(installation().dataDir)).filter((name) => name.includes('partial')),
    ).toEqual([])
  })

  it('waits for no other: one process at a time', async () => {
    const { url } = testServer()
    const inside = exclusively(url, async () => exclusively(url, () => Promise.resolve('twice')))
    expect(await inside).toBeUndefined()
    expect(await exclusively(url, () => Promise.resolve('afterwards'))).toBe('afterwards')
  })

  it('names files that are gone from the disk, and holds the others', async () => {
    const lost = Buffer.from('丢失的文件')
    await store(lost, 'text/plain', now())
    const sha256 = createHash('sha256').update(lost).digest('hex')
    rmSync(placeIn(filesFolder(installation().dataDir), sha256))
    const kept = await backUp()
    expect(kept.manifest.lost).toEqual([sha256])
    expect(kept.manifest.files.map((file) => file.sha256)).toEqual([SHA256])
    await checkBackup(kept)
    await store(lost, 'text/plain', now())
  })
})

describe('the keys of the data', () => {
  it('are not in a backup without a passphrase, and found in the file that was kept apart', async () => {
    const kept = await backUp()
    const { dataDir } = installation()
    const keys = ownKeys(dataDir)
    for (const name of ['manifest.json', 'manifest.sha256']) {
      expect(readFileSync(path.join(kept.folder, name), 'utf8')).not.toContain(keys.buyerKey)
    }
    const secretsFile = path.join(dataDir, 'secrets.json')
    const elsewhere = beside('elsewhere')
    secret(dataDir, 'sessionSecret')
    expect(findKeys(kept.manifest.keys, { dataDir: elsewhere, secretsFile })).toEqual(keys)
    expect(findKeys(kept.manifest.keys, { dataDir })).toEqual(keys)
    expect(() => findKeys(kept.manifest.keys, { dataDir: elsewhere })).toThrow('--secrets <file>')
    writeFileSync(beside('other.json'), JSON.stringify({ ...keys, buyerKey: 'another' }))
    expect(() => findKeys(kept.manifest.keys, { dataDir, secretsFile: beside('other.json') })).toThrow(
      "doesn't hold the keys of this backup",
    )
  })

  it('are sealed into it with a passphrase, and open with no other', async () => {
    const kept = await backUp({ passphrase: PASSPHRASE })
    const keys = ownKeys(installation().dataDir)
    expect(readFileSync(path.join(kept.folder, 'manifest.json'), 'utf8')).not.toContain(keys.buyerKey)
    const dataDir = beside('elsewhere')
    expect(findKeys(kept.manifest.keys, { dataDir, passphrase: PASSPHRASE })).toEqual(keys)
    expect(() => findKeys(kept.manifest.keys, { dataDir, passphrase: `${PASSPHRASE}!` })).toThrow(
      'is not the passphrase',
    )
    expect(() => findKeys(kept.manifest.keys, { dataDir })).toThrow('Set BACKUP_PASSPHRASE')
  })
})

describe('what is kept', () => {
  it('is proven by restoring it, and the scratch database is gone afterwards', async () => {
    const { ownerUrl, superuserUrl: adminUrl } = testServer()
    const proven = await proveBackup(await backUp(), { ownerUrl, adminUrl, log: silent })
    expect(proven).toMatchObject({ provenAt: expect.any(Date) as Date })
    expect(await query(adminUrl, `SELECT datname FROM pg_database WHERE datname LIKE '%_proof'`)).toEqual([])
    const untried = await proveBackup(await backUp(), { ownerUrl, adminUrl: ownerUrl, log: silent })
    expect(untried).toContain('CREATEDB')
  })

  it('goes when its time is over, except the last proven one and the last of all', async () => {
    const root = backupsFolder(installation().dataDir)
    rmSync(root, { recursive: true })
    const [first, second, third, fourth] = [await backUp(), await backUp(), await backUp(), await backUp()]
    await rememberProof(first, now())
    await rememberProof(second, now())
    expect(await expire(root, plus(now(), -DAY_MS))).toEqual([])
    expect(await expire(root, plus(now(), DAY_MS))).toEqual([first.name, third.name])
    expect(readdirSync(root).sort()).toEqual([second.name, fourth.name])
  })

  it('is copied to a second place, where a stored file lies once however many backups speak of it', async () => {
    const second = beside('second')
    const [one, two] = [await backUp(), await backUp()]
    for (const kept of [one, two, two]) await copyToSecondPlace(kept, second, 1)
    expect((await keptIn(second)).map(({ name }) => name)).toEqual([one.name, two.name])
    const there = placeIn(filesFolder(path.join(second, two.name)), SHA256)
    expect(statSync(there).nlink).toBe(2)
    await expect(copyToSecondPlace(await backUp(), second, 1_000_000 * GIGABYTE)).rejects.toThrow('too small')
    const bad = await backUp()
    writeFileSync(path.join(bad.folder, 'tables/people.copy.gz'), 'x')
    await expect(copyToSecondPlace(bad, second, 1)).rejects.toThrow('is damaged')
    expect(existsSync(path.join(second, bad.name))).toBe(false)
  })

  it('is not copied to where another installation keeps its own, and none of those goes in its time', async () => {
    const second = beside('shared')
    const own = await backUp()
    const keys = { ...own.manifest.keys, fingerprint: 'of another installation' }
    const foreign = { ...own, manifest: { ...own.manifest, keys } }
    await copyToSecondPlace(own, second, 1)
    await expect(copyToSecondPlace(foreign, second, 1)).rejects.toThrow('Another installation')
    await copyToSecondPlace(await backUp(), second, 1)
    expect(await expire(second, plus(now(), DAY_MS), keys.fingerprint)).toEqual([])
    expect(await expire(second, plus(now(), DAY_MS), own.manifest.keys.fingerprint)).toEqual([own.name])
  })
})
