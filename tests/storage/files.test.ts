import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { at, now } from '../../src/lib/dates.ts'
import { erase } from '../../src/storage/erase.ts'
import { open, openStorage, store, storeAll } from '../../src/storage/files.ts'
import { removeStrays } from '../../src/storage/strays.ts'
import { freshDatabase } from '../setup/database.ts'
import { beside, untilWaiting } from '../setup/locks.ts'
import { testFolder } from '../setup/test-folder.ts'

const home = testFolder()
const when = at(1_790_000_000_000)
let dataDir: string
let count = 0

beforeEach(async () => {
  await freshDatabase()
  count += 1
  dataDir = path.join(home.path, String(count))
  await openStorage(dataDir)
})

afterAll(() => home.remove())

/** Paths of all files there are, without the folder. */
function filesThere(): string[] {
  return readdirSync(path.join(dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(dataDir, 'files'), path.join(entry.parentPath, entry.name)))
}

async function referTo(fileId: number): Promise<void> {
  const shop = await db.shop.create({ data: { name: '甲店', platform: 'TAOBAO', createdAt: when } })
  await db.shipSheet.create({ data: { number: 'FH1', shopId: shop.id, fileId, createdAt: when } })
}

describe('storing', () => {
  it('keeps content by its hash and gives it back with size and media type', async () => {
    const content = randomBytes(300_000)
    const id = await store(Readable.from([content.subarray(0, 7), content.subarray(7)]), 'image/png', when)
    const hash = createHash('sha256').update(content).digest('hex')
    expect(filesThere()).toEqual([path.join(hash.slice(0, 2), hash.slice(2))])
    const { stream, size, mediaType } = await open(id)
    expect({ size, mediaType }).toEqual({ size: content.length, mediaType: 'image/png' })
    expect((await buffer(stream)).equals(content)).toBe(true)
    expect(await db.storedFile.findUniqueOrThrow({ where: { id } })).toMatchObject({
      sha256: hash,
      createdAt: when,
    })
  })

  it('keeps several without waiting crosswise for another who brings the same ones in another sequence', async () => {
    const files = ['a', 'b', 'c'].map((text) => ({ content: Buffer.from(text), mediaType: 'text/plain' }))
    const sha256 = createHash('sha256').update('b').digest('hex')
    const observer = await beside()
    await observer.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [sha256])
    const both = Promise.all(
      [files, files.toReversed()].map((some) => db.$transaction((tx) => storeAll(some, when, tx))),
    )
    await untilWaiting(observer, 2)
    await observer.end()
    const [ids, reversed] = (await both).map((kept) => kept.map(({ id }) => id))
    expect(new Set(ids).size).toBe(3)
    expect(reversed).toEqual(ids?.toReversed())
  })

  it('keeps the same content once, whoever brings it, also at the same moment', async () => {
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => store(Buffer.from('同样的内容'), 'text/plain', when)),
    )
    expect(new Set(ids).size).toBe(1)
    expect(filesThere()).toHaveLength(1)
    expect(await db.storedFile.count()).toBe(1)
  })

  it('keeps an empty file', async () => {
    const { stream } = await open(await store(Readable.from([]), 'text/csv', when))
    expect(await buffer(stream)).toHaveLength(0)
  })

  it('keeps nothing of an upload that breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half')
        throw new Error('the line went dead')
      })(),
    )
    await expect(store(broken, 'text/plain', when)).rejects.toThrow('the line went dead')
    expect(filesThere()).toEqual([])
    expect(await db.storedFile.count()).toBe(0)
  })

  it('replaces what a power cut or a hand has damaged', async () => {
    const id = await store(Buffer.from('whole'), 'text/plain', when)
    const [place] = filesThere()
    writeFileSync(path.join(dataDir, 'files', place ?? ''), 'wh')
    expect(await store(Buffer.from('whole'), 'text/plain', when)).toBe(id)
    expect(readFileSync(path.join(dataDir, 'files', place ?? ''), 'utf8')).toBe('whole')
  })

  it('forgets the row with the transaction it belongs to', async () => {
    const attempt = db.$transaction(async (tx) => {
      await store(Buffer.from('x'), 'text/plain', when, tx)
      throw new Error('refused')
    })
    await expect(attempt).rejects.toThrow('refused')
    expect(await db.storedFile.count()).toBe(0)
  })
})

describe('erasing', () => {
  it('removes row and file', async () => {
    const id = await store(Buffer.from('x'), 'text/plain', when)
    expect(await erase(id)).toBe(true)
    expect(filesThere()).toEqual([])
    await expect(open(id)).rejects.toThrow()
    expect(await erase(id)).toBe(true)
  })

  it('leaves a file that a record refers to', async () => {
    const id = await store(Buffer.from('x'), 'text/plain', when)
    await referTo(id)
    expect(await erase(id)).toBe(false)
    expect(await buffer((await open(id)).stream)).toHaveLength(1)
  })

  it('never leaves a row without its file, whatever happens at the same moment', async () => {
    for (let round = 0; round < 40; round += 1) {
      const id = await store(Buffer.from('x'), 'text/plain', when)
      await Promise.all([erase(id), store(Buffer.from('x'), 'text/plain', when), erase(id)])
      expect(await db.storedFile.count()).toBe(filesThere().length)
    }
  })
})

describe('a file that no row speaks of', () => {
  /** The row is taken back, the file has its place already. */
  const stray = async (content: string): Promise<void> => {
    const broken = db.$transaction(async (tx) => {
      await store(Buffer.from(content), 'text/plain', when, tx)
      throw new Error('rolled back')
    })
    await expect(broken).rejects.toThrow('rolled back')
  }
  const age = (hours: number): void => {
    for (const name of filesThere()) {
      const then = now().getTime() / 1000 - hours * 3600
      utimesSync(path.join(dataDir, 'files', name), then, then)
    }
  }

  it('goes after a day, and nothing else does', async () => {
    const kept = await store(Buffer.from('kept'), 'text/plain', when)
    await stray('stray')
    age(23)
    expect(await removeStrays()).toBe(0)
    expect(filesThere()).toHaveLength(2)
    age(25)
    expect(await removeStrays()).toBe(1)
    expect(filesThere()).toHaveLength(1)
    expect(await buffer((await open(kept)).stream)).toHaveLength(4)
  })

  it('stays when it is kept after all at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      await stray(`content ${round}`)
      age(25)
      const [id] = await Promise.all([
        store(Buffer.from(`content ${round}`), 'text/plain', when),
        removeStrays(),
      ])
      expect((await buffer((await open(id)).stream)).toString()).toBe(`content ${round}`)
    }
  })
})

describe('opening the storage', () => {
  it('removes uploads that broke off long ago and leaves those that go on', async () => {
    const old = path.join(dataDir, 'files', 'incoming', 'old')
    writeFileSync(old, 'half')
    const yesterday = now().getTime() / 1000 - 25 * 3600
    utimesSync(old, yesterday, yesterday)
    writeFileSync(path.join(dataDir, 'files', 'incoming', 'new'), 'half')
    await openStorage(dataDir)
    expect(filesThere()).toEqual([path.join('incoming', 'new')])
  })
})
