import type { PoolClient } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db, pool } from '../../../../src/database/client.ts'
import {
  catchUpImports,
  confirmImport,
  readImport,
  receiveImports,
  runImport,
  withdrawImport,
} from '../../../../src/features/orders/imports/actions.ts'
import { exclusively } from '../../../../src/features/orders/imports/exclusively.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { progressOf } from '../../../../src/features/orders/imports/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import { setQueue } from '../../../../src/work/jobs.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { bring, sample } from '../files.ts'

const LIST = sample('ExportOrderList202611200001.csv')
const ITEMS = sample('ExportOrderDetailList202611200001.csv')

let cast: Cast
let specialist: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
})

const act = (): { actor: PersonActor; at: Date } => ({ actor: specialist, at: now() })

/** A file that was taken in and that nobody has read yet. */
async function received(file = LIST): Promise<Import> {
  const { imports } = await receiveImports(act(), cast.shopId, [file])
  return db.import.findUniqueOrThrow({ where: { id: imports[0]?.id ?? 0 } })
}

/** An import that somebody has confirmed. */
async function confirmed(file = LIST): Promise<Import> {
  const row = await bring(specialist, cast.shopId, file)
  await confirmImport(act(), row)
  return db.import.findUniqueOrThrow({ where: { id: row.id } })
}

const stateOf = async (id: number): Promise<string> =>
  (await db.import.findUniqueOrThrow({ where: { id } })).state

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50))
}

async function leftBehind(): Promise<unknown> {
  const [row] = await db.$queryRaw<unknown[]>`
    SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM import_rows) AS staged,
      (SELECT count(*)::int FROM import_progress) AS progress`
  return row
}
const NOTHING = { orders: 0, staged: 0, progress: 0 }

let blocker: PoolClient | undefined
/** Another transaction has the orders to itself, so that whatever needs them has to wait. */
async function block(): Promise<void> {
  blocker = await pool.connect()
  await blocker.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE')
}
async function unblock(): Promise<void> {
  await blocker?.query('ROLLBACK')
  blocker?.release()
  blocker = undefined
}
afterEach(unblock)

describe('an import that waits for its turn', () => {
  it('is read and done by whoever finds it, once, in the name of whoever confirmed it', async () => {
    const row = await received()
    await Promise.all([readImport(act(), row.id), readImport(act(), row.id)])
    const read = await db.import.findUniqueOrThrow({ where: { id: row.id } })
    expect(read).toMatchObject({ state: 'PREVIEW', rowCount: 10 })
    await confirmImport(act(), read)
    expect(await stateOf(row.id)).toBe('QUEUED')
    expect(await db.order.count()).toBe(0)
    const machine = { actor: { kind: 'system', name: 'jobs' }, at: now() } as const
    await Promise.all([runImport(machine, row.id), runImport(machine, row.id)])
    expect(await stateOf(row.id)).toBe('DONE')
    expect(await db.order.count()).toBe(10)
    const deeds = await db.historyEntry.findMany({
      where: { noun: 'orders/imports', subjectId: row.id },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed, personId }) => [deed, personId !== null])).toEqual([
      ['create', true],
      ['ready', false],
      ['confirm', true],
      ['start', false],
      ['finish', false],
    ])
    const of = await db.historyEntry.findFirstOrThrow({ where: { noun: 'orders/orders' } })
    expect(of.personId).toBe(specialist.personId)
  })

  it('isn’t touched by the program while it waits for a person', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    await runImport(act(), row.id)
    await readImport(act(), row.id)
    expect(await stateOf(row.id)).toBe('PREVIEW')
  })

  it('queues behind another of the same shop', async () => {
    const [list, items] = [await confirmed(LIST), await confirmed(ITEMS)]
    await Promise.all([runImport(act(), list.id), runImport(act(), items.id)])
    expect([await stateOf(list.id), await stateOf(items.id)]).toEqual(['DONE', 'DONE'])
    expect([await db.order.count(), await db.orderLine.count()]).toEqual([10, 14])
  })
})

describe('work that was cut off', () => {
  it('in the middle of reading begins anew', async () => {
    const row = await received()
    await db.$executeRaw`INSERT INTO import_rows (import_id, row_number) VALUES (${row.id}, 2), (${row.id}, 99)`
    await readImport(act(), row.id)
    expect(await stateOf(row.id)).toBe('PREVIEW')
    expect(await leftBehind()).toEqual({ orders: 0, staged: 10, progress: 0 })
  })

  it('in the middle of writing has written nothing, and is found and done again', async () => {
    const row = await confirmed()
    await block()
    const ending = new AbortController()
    const cut = runImport(act(), row.id, ending.signal)
    await until(async () => (await progressOf(row.id))?.phase === 'compare')
    ending.abort()
    await cut
    await unblock()
    expect(await stateOf(row.id)).toBe('RUNNING')
    expect(await leftBehind()).toEqual({ ...NOTHING, staged: 10 })
    const asked: [string, number][] = []
    setQueue((name, id) => Promise.resolve(void asked.push([name, id])))
    await exclusively(row.id, async () => {
      await catchUpImports()
    })
    expect(asked).toEqual([])
    await catchUpImports()
    expect(asked).toEqual([['run-import', row.id]])
    await runImport(act(), row.id)
    expect(await stateOf(row.id)).toBe('DONE')
    expect(await db.order.count()).toBe(10)
  })

  it('by a mistake of ours fails with a sentence and isn’t tried for ever', async () => {
    const row = await confirmed()
    await db.$executeRaw`UPDATE import_rows SET data = jsonb_set(data, '{paidFen}', '"many"')`
    await expect(runImport(act(), row.id)).rejects.toThrow('many')
    expect(await db.import.findUnique({ where: { id: row.id } })).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining('什么都没有写入') as string,
    })
    expect(await db.order.count()).toBe(0)
  })

  it('by the loss of what was read and of the file fails and says so', async () => {
    const row = await confirmed()
    await db.$executeRaw`DELETE FROM import_rows`
    await db.import.update({ where: { id: row.id }, data: { fileId: null } })
    await runImport(act(), row.id)
    expect(await db.import.findUnique({ where: { id: row.id } })).toMatchObject({
      state: 'FAILED',
      failure: expect.stringContaining('重新上传') as string,
    })
  })
})

describe('an import whose rows a crash of the database has taken', () => {
  it('is read again from its file, and done as it was confirmed', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    await db.$executeRaw`DELETE FROM import_rows`
    await confirmImport(act(), row)
    await runImport(act(), row.id)
    expect(await db.import.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
      state: 'DONE',
      newCount: 10,
    })
    expect(await db.order.count()).toBe(10)
  })

  it('can’t be confirmed when the file is gone as well', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    await db.$executeRaw`DELETE FROM import_rows`
    const without = await db.import.update({ where: { id: row.id }, data: { fileId: null } })
    await expect(confirmImport(act(), without)).rejects.toThrow('读好的数据已经不在了')
    expect(await stateOf(row.id)).toBe('PREVIEW')
  })
})

describe('withdrawing', () => {
  it('ends reading and leaves nothing', async () => {
    const row = await received()
    await block()
    const reading = readImport(act(), row.id)
    await until(async () => (await progressOf(row.id))?.phase === 'compare')
    await withdrawImport(act(), row, 'discard')
    await reading
    expect(await stateOf(row.id)).toBe('DISCARDED')
    await unblock()
    expect(await leftBehind()).toEqual(NOTHING)
  })

  it('ends writing and leaves nothing', async () => {
    const row = await confirmed()
    await block()
    const running = runImport(act(), row.id)
    await until(async () => (await progressOf(row.id)) !== null)
    await withdrawImport(act(), await db.import.findUniqueOrThrow({ where: { id: row.id } }), 'cancel')
    await running
    expect(await stateOf(row.id)).toBe('DISCARDED')
    await unblock()
    expect(await leftBehind()).toEqual(NOTHING)
  })
})

describe('the page', () => {
  it('shows how far it is, refreshes that part, and is fetched anew at the end', async () => {
    const app = testApp()
    const visitor = await visit(app, 'operations-specialist')
    const row = await received()
    const first = await visitor.get(`/orders/imports/${row.id}`)
    expect(first.text).toContain('排队中，马上开始')
    expect(first.text).toContain(`hx-get="/orders/imports/${row.id}/progress"`)
    await block()
    const reading = readImport(act(), row.id)
    await until(async () => (await progressOf(row.id))?.phase === 'compare')
    const part = await visitor.get(`/orders/imports/${row.id}/progress`)
    expect(part.text).toContain('和已有数据对比，10 行')
    expect(part.text).toContain('value="90"')
    expect(part.headers['hx-refresh']).toBeUndefined()
    await unblock()
    await reading
    const last = await visitor.get(`/orders/imports/${row.id}/progress`)
    expect(last.headers['hx-refresh']).toBe('true')
  })
})
