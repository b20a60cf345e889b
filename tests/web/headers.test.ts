import { Writable } from 'node:stream'
import type { Application } from 'express'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { assetUrls } from '../../src/web/assets.ts'
import { createLog } from '../../src/web/log.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { Visitor, testApp, visit } from '../setup/web.ts'

let app: Application
let cast: Cast
const lines: string[] = []

beforeAll(async () => {
  cast = await castIn()
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  app = testApp({ log: createLog('info', destination) })
})

/** Pages, files, errors, and what answers without a session. */
const addresses = [
  '/login',
  '/',
  '/nowhere',
  '/people/staff/999999',
  '/healthz',
  '/warehouse/terminal',
  assetUrls.tabler,
  assetUrls.iconFont,
  `${assetUrls.own}js/house.js`,
  `${assetUrls.own}img/logo.svg`,
]

describe('every answer', () => {
  it.each(addresses)('from %s says how a browser must treat it', async (address) => {
    const { headers } = await (await visit(app, 'designer')).get(address)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['x-powered-by']).toBeUndefined()
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it.each(addresses)('from %s says what it is, text with its signs', async (address) => {
    const { headers } = await (await visit(app, 'designer')).get(address)
    const type = String(headers['content-type'])
    expect(type).toMatch(/^((text\/(html|plain|css|javascript)|image\/svg\+xml); charset=utf-8|font\/woff2)$/)
  })

  it('that a person sees is kept by no browser', async () => {
    for (const address of ['/', '/people/tasks', '/nowhere', '/login']) {
      const { headers } = await (await visit(app, 'designer')).get(address)
      expect(headers['cache-control'], address).toBe('no-store')
    }
  })

  it('over https demands https for a year, subdomains included', async () => {
    const secure = await request(testApp({ trustProxy: 1 }))
      .get('/login')
      .set('X-Forwarded-Proto', 'https')
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })
})

describe('a request', () => {
  it.each(['trace', 'put', 'delete', 'patch'] as const)(
    'by %s gets nothing, least of all itself',
    async (method) => {
      const answer = await request(app)[method]('/login').set('X-Canary', 'canary')
      expect(answer.status).toBe(404)
      expect(answer.text ?? '').not.toContain('canary')
    },
  )

  /** The addresses at which failures to sign in are counted. */
  async function counted(tried: Application, proxies: string): Promise<string[]> {
    await db.lockout.deleteMany()
    const visitor = new Visitor(tried)
    const fields = { _csrf: await visitor.token(), employeeNumber: 'nobody', password: 'x' }
    await visitor.agent.post('/login').type('form').set('X-Forwarded-For', proxies).send(fields)
    const rows = await db.lockout.findMany({ where: { key: { startsWith: 'address:' } } })
    return rows.map(({ key }) => key)
  }

  it('is counted by where it comes from, not by where it says it does', async () => {
    const [key] = await counted(app, '203.0.113.1')
    expect(key).toMatch(/127\.0\.0\.1$/)
  })

  it('is logged with who asked and, once refused, as a warning; nothing of its query', async () => {
    const visitor = await visit(app, 'designer')
    lines.length = 0
    await visitor.get('/people/tasks?q=canary')
    await visitor.get('/people/staff/new')
    await visitor.agent.post('/people/notices/read').type('form').send({ _csrf: 'forged' })
    const logged = lines.map((text) => JSON.parse(text) as Record<string, unknown>)
    expect(
      logged.map(({ level, personId, res }) => [level, personId, (res as { status: number }).status]),
    ).toEqual([
      ['info', cast.ids.designer, 200],
      ['warn', cast.ids.designer, 403],
      ['warn', cast.ids.designer, 403],
    ])
    expect(logged.every(({ time }) => /Z$/.test(String(time)))).toBe(true)
    expect(lines.join('')).not.toContain('canary')
  })
})
