import { randomUUID } from 'node:crypto'
import request from 'supertest'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deviceCsrf } from '../../src/web/device-cookie.ts'
import { OpenHouse } from '../setup/open-house.ts'
import { Gun, badgeFor, terminal } from '../setup/terminal.ts'
import { Watch, effect } from '../setup/watch.ts'
import { texts } from './values.ts'

/** The shared terminal speaks JSON and has no forms: what a gun or a forged page may send it. */
let house: OpenHouse
let watch: Watch
let gun: Gun

beforeAll(async () => {
  house = await OpenHouse.open()
  watch = await Watch.begin()
  gun = new Gun(house.app, (await terminal()).secret)
  const badge = await badgeFor(house.cast, 'warehouse-clerk')
  expect(await gun.signIn({ badge })).toMatchObject({ ok: true })
}, 60_000)

afterAll(() => watch.end())

function send(to: string, body: object | string, csrf = deviceCsrf(gun.secret)): request.Test {
  return request(house.app)
    .post(`/warehouse/terminal/${to}`)
    .set('Cookie', `terminal=${gun.secret}`)
    .set('X-CSRF-Token', csrf)
    .type('json')
    .send(body)
}

function expectHarmless(answer: Response, what: string): void {
  expect(answer.status, `${what}: ${answer.status} ${answer.text.slice(0, 200)}`).toBeLessThan(500)
  const { page } = answer.body as { page?: { html: string } | null }
  expect(page?.html ?? '', what).not.toMatch(/<script>hostile/)
}

describe('a scan', () => {
  const codes = [
    ...texts.flatMap(({ what, text }) => (text === null ? [] : [[what, text] as const])),
    ['half of a surrogate pair', 'a\ud800b'] as const,
    ['nothing', ''] as const,
    ['line ends of a gun', 'X\r\n\t'] as const,
    ['full-width digits', '１２３４５６７８９０１２'] as const,
    ['a number beyond the database', '9'.repeat(200)] as const,
  ]

  it.each(codes)('with %s is answered', async (what, code) => {
    expectHarmless(await send('scans', gun.sent(code)), what)
  })

  const parts: Record<string, unknown[]> = {
    id: ['', 'x', 1, null, {}],
    session: [0, -1, 1.5, 2_147_483_648, '1', null, 999_999],
    screen: ['__proto__', 'constructor', '', 1, null],
    subject: [0, -1, 2_147_483_648, 'x', {}],
    follows: ['x', 1, randomUUID()],
    scannedAt: ['x', 0, '2026-02-30T00:00:00Z', '9999-12-31T23:59:59Z', '+275760-09-13T00:00:00Z', null],
  }

  it.each(Object.entries(parts))(
    'with a hostile %s is answered, and refused ones leave nothing',
    async (name, values) => {
      for (const value of values) {
        const before = await watch.look()
        const answer = await send('scans', gun.sent('X', { [name]: value }))
        expectHarmless(answer, `${name} ${JSON.stringify(value)}`)
        if (answer.status >= 400) expect(effect(before, await watch.look()), name).toEqual([])
      }
    },
  )

  it('counts once, sent again or twice at once', async () => {
    const one = gun.sent('确认')
    const before = await watch.look()
    const [first, second] = await Promise.all([send('scans', one), send('scans', one)])
    const third = await send('scans', one)
    expect(first.status).toBe(200)
    expect(second.body.outcome).toEqual(first.body.outcome)
    expect(third.body.outcome).toEqual(first.body.outcome)
    expect(effect(before, await watch.look())).toContain('scans +1')
  })
})

describe('every door of the terminal', () => {
  const doors = ['sign-in', 'scans', 'touch', 'lock', 'sign-out']

  it.each(doors)('%s survives any body, and believes no forged page', async (to) => {
    for (const body of ['{', '[]', '{}', '"x"', '{"personId":1e400}', '{"__proto__":{"pin":"1"}}', '']) {
      if (to === 'sign-in' || to === 'scans') expectHarmless(await send(to, body), body)
    }
    const before = await watch.look()
    for (const csrf of ['', 'forged', 'x'.repeat(10_000)]) {
      expect((await send(to, gun.sent('X'), csrf)).status, csrf.slice(0, 10)).toBe(403)
    }
    const stranger = await request(house.app).post(`/warehouse/terminal/${to}`).send(gun.sent('X'))
    expect(stranger.body).toEqual({ judged: false, why: 'revoked' })
    expect(effect(before, await watch.look())).toEqual([])
  })

  it('sign-in takes no hostile name, badge or PIN', async () => {
    for (const { text } of texts) {
      if (text === null) continue
      expectHarmless(await send('sign-in', { badge: text }), text.slice(0, 40))
      expectHarmless(await send('sign-in', { personId: 1, pin: text }), text.slice(0, 40))
    }
  })
})
