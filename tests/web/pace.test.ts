import { Writable } from 'node:stream'
import { load } from 'cheerio'
import type { Application } from 'express'
import request from 'supertest'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { db } from '../../src/database/client.ts'
import { DAY_MS, inputMinute, now, plus } from '../../src/lib/dates.ts'
import { readSettings } from '../../src/settings.ts'
import { assetUrls } from '../../src/web/assets.ts'
import { createLog } from '../../src/web/log.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { Gun, badgeFor, terminal } from '../setup/terminal.ts'
import { Visitor, testApp, visit } from '../setup/web.ts'

/** Enough for the sign-ins of a test, which are asked by nobody yet. */
const REQUESTS = 12
const WRITES = 4

let app: Application
let cast: Cast
let badge: string

beforeAll(async () => {
  cast = await castIn()
  badge = await badgeFor(cast, 'warehouse-clerk')
})
beforeEach(() => {
  // The steady clock only: nothing else waits for it.
  vi.useFakeTimers({ toFake: ['performance'] })
  app = testApp({ requestsPerMinute: REQUESTS })
})
afterEach(() => vi.useRealTimers())

const aMinuteLater = (): void => void vi.advanceTimersByTime(60_000)

/** How often each status came. */
async function statuses(times: number, ask: () => PromiseLike<request.Response>): Promise<object> {
  const counts: Record<number, number> = {}
  for (let i = 0; i < times; i += 1) {
    const { status } = await ask()
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

describe('requests are counted', () => {
  it('by person, whatever the session, and nobody else behind the address is disturbed', async () => {
    const here = await visit(app, 'designer')
    const there = await visit(app, 'designer')
    const other = await visit(app, 'hr')
    expect(await statuses(8, () => here.get('/people/tasks'))).toEqual({ 200: 8 })
    expect(await statuses(8, () => there.get('/people/tasks'))).toEqual({ 200: 4, 429: 4 })
    expect((await here.get('/people/tasks')).status).toBe(429)
    expect(await statuses(REQUESTS, () => other.get('/people/tasks'))).toEqual({ 200: REQUESTS })
    expect((await request(app).get('/login')).status).toBe(200)
  })

  it('by address where nobody is signed in, as far as proxies are believed', async () => {
    expect(await statuses(15, () => request(app).get('/login'))).toEqual({ 200: 12, 429: 3 })
    const forged = await request(app).get('/login').set('X-Forwarded-For', '203.0.113.9')
    expect(forged.status).toBe(429)
    const behind = testApp({ requestsPerMinute: REQUESTS, trustProxy: 1 })
    const from = (address: string) => () => request(behind).get('/login').set('X-Forwarded-For', address)
    expect(await statuses(13, from('203.0.113.1'))).toEqual({ 200: 12, 429: 1 })
    expect(await statuses(13, from('203.0.113.2'))).toEqual({ 200: 12, 429: 1 })
    expect(await statuses(12, from('2001:db8:1:2::1'))).toEqual({ 200: 12 })
    expect((await from('2001:db8:1:2:ffff::9')()).status).toBe(429)
    expect((await from('2001:db8:1:3::1')()).status).toBe(200)
  })

  it('by terminal, and what only says to be one by its address', async () => {
    const guns = await Promise.all(
      ['一', '二'].map(async (name) => new Gun(app, (await terminal(name)).secret)),
    )
    const [first, second] = guns as [Gun, Gun]
    expect(await statuses(13, () => first.open())).toEqual({ 200: 12, 429: 1 })
    expect(await statuses(12, () => second.open())).toEqual({ 200: 12 })
    let made = 0
    const stranger = () => new Gun(app, String((made += 1)).padStart(43, 'x')).open()
    expect(await statuses(13, stranger)).toEqual({ 403: 12, 429: 1 })
  })

  it('not for files, health and live numbers', async () => {
    const paths = [
      assetUrls.tabler,
      `${assetUrls.own}js/house.js`,
      '/healthz',
      '/readyz',
      '/metrics',
      '/live',
    ]
    for (const path of paths) {
      const answers = await statuses(REQUESTS + 1, () => request(app).get(path))
      expect(answers, path).toEqual({ [path === '/live' ? 303 : 200]: REQUESTS + 1 })
    }
    expect((await request(app).get('/login')).status).toBe(200)
  })

  it('anew every minute', async () => {
    const visitor = await visit(app, 'designer')
    expect(await statuses(14, () => visitor.get('/'))).toEqual({ 200: 12, 429: 2 })
    vi.advanceTimersByTime(59_000)
    expect((await visitor.get('/')).headers['retry-after']).toBe('1')
    vi.advanceTimersByTime(1000)
    expect(await statuses(12, () => visitor.get('/'))).toEqual({ 200: 12 })
  })

  it('apart for what isn’t only reading', async () => {
    app = testApp({ writesPerMinute: WRITES })
    const visitor = await visit(app, 'designer')
    const write = () => visitor.post('/theme', { theme: 'dark', from: '/' })
    expect(await statuses(6, write)).toEqual({ 303: 4, 429: 2 })
    expect(await statuses(20, () => visitor.get('/'))).toEqual({ 200: 20 })
    // A method that no door knows is no way around.
    expect((await visitor.agent.put('/')).status).toBe(429)
    aMinuteLater()
    expect((await write()).status).toBe(303)
  })
})

describe('who asked too much', () => {
  it('reads when to go on, keeps what was typed, and sends it again then', async () => {
    app = testApp({ writesPerMinute: WRITES })
    const lead = await visit(app, 'operations-lead')
    const fields = {
      kind: 'DESIGN_BRIEF',
      title: '双12主图 <第二版>',
      description: '三款主图\n白底',
      acceptanceCriteria: '800×800',
      dueAt: inputMinute(plus(now(), 2 * DAY_MS)),
      assigneeId: String(cast.ids.designer),
      duty: '',
      shopId: '',
    }
    await statuses(WRITES, () => lead.post('/theme'))
    vi.advanceTimersByTime(18_000)
    const answer = await lead.post('/people/tasks', fields)
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '42'])
    const $ = load(answer.text)
    expect($('h1').text()).toBe('操作太频繁')
    expect($('.ho-fault-text').text()).toContain('请在 42 秒后继续')
    expect($('.ho-fault-id').text()).toContain(String(answer.headers['x-request-id']))
    expect(answer.text).toContain('没有丢失')
    const form = $('.ho-fault-again')
    expect(form.attr('action')).toBe('/people/tasks')
    const sent = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
    expect(sent).toMatchObject({ ...fields, description: expect.stringMatching(/^三款主图\r?\n白底$/) })
    expect(await db.task.count({ where: { title: fields.title } })).toBe(0)
    aMinuteLater()
    expect((await lead.post('/people/tasks', sent)).status).toBe(303)
    expect(await db.task.count({ where: { title: fields.title } })).toBe(1)
  })

  it('never gets a password back', async () => {
    app = testApp({ writesPerMinute: 1 })
    const visitor = new Visitor(app)
    const typed = { employeeNumber: 'nobody', password: 'a-secret-that-was-typed' }
    await visitor.post('/login', typed)
    const answer = await visitor.post('/login', typed)
    expect(answer.status).toBe(429)
    expect(answer.text).not.toContain(typed.password)
    expect(load(answer.text)('.ho-fault-again').length).toBe(0)
  })

  it('is told in JSON where JSON was asked for, and a terminal’s scan counts when it comes again', async () => {
    app = testApp({ writesPerMinute: WRITES })
    const gun = new Gun(app, (await terminal()).secret)
    await gun.signIn({ badge }, true)
    await statuses(WRITES - 1, () => gun.post('touch'))
    const scan = gun.sent('6901234567892')
    const answer = await gun.post('scans', scan)
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60'])
    expect(answer.body).toEqual({
      error: '一分钟内打开和提交的次数超过了上限，请在 60 秒后继续。',
      requestId: answer.headers['x-request-id'],
    })
    aMinuteLater()
    expect(await db.scan.count()).toBe(0)
    expect((await gun.post('scans', scan)).body).toMatchObject({ judged: true })
    expect(await db.scan.count()).toBe(1)
  })

  it('stands in the log once a minute, by person and without where he sits', async () => {
    const lines: string[] = []
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString())
        done()
      },
    })
    app = testApp({ requestsPerMinute: REQUESTS, log: createLog('warn', destination) })
    const visitor = await visit(app, 'designer')
    await statuses(REQUESTS + 5, () => visitor.get('/'))
    await statuses(REQUESTS + 5, () => request(app).get('/login'))
    aMinuteLater()
    await statuses(REQUESTS + 5, () => visitor.get('/'))
    const personId = cast.ids.designer
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        level: 'warn',
        msg: 'too many requests in a minute',
        personId,
        limit: REQUESTS,
      }),
      expect.objectContaining({ level: 'warn', msg: 'too many requests in a minute', limit: REQUESTS }),
      expect.objectContaining({
        level: 'warn',
        msg: 'too many requests in a minute',
        personId,
        limit: REQUESTS,
      }),
    ])
    expect(lines.join('')).not.toContain('127.0.0.1')
  })
})

describe('at the limits as they are set by default', () => {
  it('nobody who works fast is refused: five pages a second, and twenty scans in between', async () => {
    const { REQUESTS_PER_MINUTE: requestsPerMinute, WRITES_PER_MINUTE: writesPerMinute } = readSettings({})
    app = testApp({ requestsPerMinute, writesPerMinute })
    const visitor = await visit(app, 'operations-lead')
    const gun = new Gun(app, (await terminal()).secret)
    await gun.signIn({ badge }, true)
    const pages = statuses(40, () => {
      vi.advanceTimersByTime(200)
      return visitor.get('/people/tasks')
    })
    expect(await pages).toEqual({ 200: 40 })
    expect(await statuses(20, () => gun.post('scans', gun.sent('X')))).toEqual({ 200: 20 })
  })
})
