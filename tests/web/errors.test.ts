import { Writable } from 'node:stream'
import { load } from 'cheerio'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { db, pool } from '../../src/database/client.ts'
import { createLog } from '../../src/web/log.ts'
import { openUploads } from '../../src/web/uploads.ts'
import type { Cast } from '../setup/cast.ts'
import { CAST, castIn } from '../setup/cast.ts'
import { freshDatabase } from '../setup/database.ts'
import { SETUP_TOKEN, Visitor, testApp, visit } from '../setup/web.ts'

beforeEach(freshDatabase)

describe('an error that nobody expected', () => {
  it('is logged under the number that the page and the header give, and tells nothing of itself', async () => {
    const lines: string[] = []
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString())
        done()
      },
    })
    const app = testApp({
      log: createLog('error', destination),
      loadDemo: () => Promise.reject(new Error('the disk of db-7 is full')),
    })
    const visitor = new Visitor(app)
    await visitor.get(`/setup?token=${SETUP_TOKEN}`)
    const answer = await visitor.post('/setup/demo', { setupToken: SETUP_TOKEN })
    expect(answer.status).toBe(500)
    const id = answer.headers['x-request-id'] as string
    expect(id).toMatch(/^[\da-f-]{36}$/)
    expect(load(answer.text)('.ho-fault-id .ho-mono').text()).toBe(id)
    expect(answer.text).not.toMatch(/db-7|Error|\bat .+:\d+/)
    const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', requestId: id, path: '/setup/demo' }),
    )
    expect(lines.join('')).toContain('the disk of db-7 is full')
  })
})

describe('when all connections to the database are taken', () => {
  it('says that it takes too long and when to come again, and keeps what was typed', async () => {
    await castIn()
    const visitor = await visit(testApp(), 'designer')
    await visitor.token()
    const taken = await Promise.all(Array.from({ length: 10 }, () => pool.connect()))
    const answer = await visitor.post('/people/tasks', { title: '写了很久' })
    for (const client of taken) client.release()
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.text).toContain('写了很久')
  }, 60_000)
})

describe('readiness', () => {
  it('is denied while starting or stopping, though the process lives', async () => {
    const visitor = new Visitor(testApp({ isReady: () => false }))
    expect((await visitor.get('/readyz')).status).toBe(503)
    expect((await visitor.get('/healthz')).status).toBe(200)
  })
})

describe('with the cast', () => {
  let cast: Cast
  beforeEach(async () => {
    cast = await castIn()
  })

  it('a page that isn’t one’s own says who may open it, by position and by name', async () => {
    const answer = await (await visit(testApp(), 'operations-specialist')).get('/people/staff/new')
    expect(answer.status).toBe(403)
    const $ = load(answer.text)
    expect($('.ho-fault-facts').text()).toContain('店铺负责人')
    expect($('.ho-fault-facts').text()).toContain(CAST.owner.name)
  })

  it('a file over the limit is refused as too large, with the way on, and nothing is kept', async () => {
    await openUploads(inject('server').folder, 1)
    const specialist = await visit(testApp(), 'operations-specialist')
    const answer = await specialist.agent
      .post('/orders/imports')
      .field('_csrf', await specialist.token())
      .field('shopId', String(cast.shopId))
      .attach('files', Buffer.alloc(1024 * 1024 + 1, 'a'), 'orders.csv')
    expect(answer.status).toBe(413)
    expect(load(answer.text)('h1').text()).not.toBe('')
    expect(await db.import.count()).toBe(0)
  })

  it.each([
    ['../../../../etc/passwd.csv', 'passwd.csv'],
    ['<img src=x onerror=alert(1)>.csv', null],
    ['订单📦\u202Efdp.csv', null],
    [`${'长'.repeat(80)}.csv`, null],
    ["'; DROP TABLE imports; --.csv", null],
  ])('a file called %j is taken in under its name, as text', async (name, kept) => {
    await openUploads(inject('server').folder, 50)
    const specialist = await visit(testApp(), 'operations-specialist')
    const table =
      '订单编号,买家应付货款,订单状态,订单创建时间\n3300000000000000101,1.00,交易成功,2026-01-02 03:04:05\n'
    const answer = await specialist.agent
      .post('/orders/imports')
      .field('_csrf', await specialist.token())
      .field('shopId', String(cast.shopId))
      .attach('files', Buffer.from(table), name)
    expect(answer.status).toBe(303)
    const row = await db.import.findFirstOrThrow()
    expect(row.fileName).toBe(kept ?? name)
    const page = load((await specialist.get(`/orders/imports/${row.id}`)).text)
    expect(page('h1').text()).toContain(row.fileName)
    expect(page('img[src="x"]').length).toBe(0)
  })
})
