import { randomUUID } from 'node:crypto'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { PASSWORD } from '../setup/cast.ts'
import { freshDatabase } from '../setup/database.ts'
import { OpenHouse } from '../setup/open-house.ts'
import type { PrintedForm } from '../setup/printed-forms.ts'
import { printedForms } from '../setup/printed-forms.ts'
import { enrolled } from '../setup/second-factor.ts'
import { SETUP_TOKEN, Visitor, testApp } from '../setup/web.ts'
import { Watch, effect } from '../setup/watch.ts'
import { hostileFor, queries, unspeakable } from './values.ts'

/** The forms beside the nouns: signing in, the password, the look, the first start. */
let watch: Watch
/** Failures to sign in are remembered. */
const KEPT = /^history /

beforeAll(async () => {
  watch = await Watch.begin()
}, 60_000)

afterAll(() => watch.end())

async function send(
  visitor: Visitor,
  form: PrintedForm,
  instead: Record<string, string> = {},
): Promise<Response> {
  // A thousand guesses in a row would be slowed down, and prove less.
  await db.lockout.deleteMany()
  const fields = Object.fromEntries(form.fields.map(({ name }) => [name, encodeURIComponent('x')]))
  const all = { ...form.hidden, _token: randomUUID() }
  const hidden = Object.entries(all).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const shown = Object.entries(fields).flatMap(([name, value]) =>
    name in instead ? [] : [`${name}=${value}`],
  )
  const body = [
    ...hidden.filter((pair) => !((pair.split('=')[0] ?? '') in instead)),
    ...shown,
    ...Object.values(instead),
  ]
  return visitor.agent.post(form.action).type('form').send(body.join('&'))
}

async function expectHarmless(visitor: Visitor, form: PrintedForm): Promise<void> {
  const hidden = Object.keys(form.hidden).filter((name) => !['_csrf', '_token', '_version'].includes(name))
  const fields = [
    ...form.fields,
    ...hidden.map((name) => ({
      name,
      type: 'hidden',
      values: [],
      options: [],
      required: false,
      numeric: false,
    })),
  ]
  const before = await watch.look()
  const harmless = (answer: Response, what: string): void => {
    expect(answer.status, what).toBeLessThan(500)
    expect(answer.text, what).not.toMatch(/<script>hostile/)
    expect(answer.headers['location'] ?? '/', what).toMatch(/^\/(?![/\\])/)
  }
  for (const field of fields) {
    for (const { what, pairs } of hostileFor(field)) {
      harmless(
        await send(visitor, form, { [field.name]: pairs(field.name, ['x']) }),
        `${field.name}: ${what}`,
      )
    }
  }
  for (const [what, value] of unspeakable) {
    const all = Object.fromEntries(fields.map(({ name }) => [name, value]))
    harmless(await visitor.agent.post(form.action).send({ ...form.hidden, ...all }), `JSON, ${what}`)
  }
  const forged = await visitor.agent.post(form.action).type('form').send('_csrf=forged')
  expect(forged.status, 'forged').toBe(403)
  expect(effect(before, await watch.look()).filter((line) => !KEPT.test(line))).toEqual([])
}

async function formsAt(visitor: Visitor, path: string): Promise<PrintedForm[]> {
  return printedForms((await visitor.get(path)).text)
}

describe('the first start', () => {
  it('makes nothing of hostile values', async () => {
    const visitor = new Visitor(testApp())
    const forms = await formsAt(visitor, `/setup?token=${SETUP_TOKEN}`)
    expect(forms.map(({ action }) => action)).toEqual(['/setup', '/setup/demo'])
    for (const form of forms) await expectHarmless(visitor, form)
    expect(await db.person.count()).toBe(0)
  }, 60_000)
})

describe('the entrance', () => {
  let house: OpenHouse
  beforeAll(async () => {
    await freshDatabase()
    house = await OpenHouse.open()
  }, 60_000)

  it('lets no hostile number or password in', async () => {
    const visitor = new Visitor(house.app)
    const [form] = await formsAt(visitor, '/login')
    if (!form) throw new Error('no form to sign in with')
    await expectHarmless(visitor, form)
    expect((await visitor.get('/')).status).toBe(303)
  }, 60_000)

  it('takes no hostile code for the second step, and sets nothing up by hostile values', async () => {
    const { visitor } = await enrolled(house.app, 'hr')
    const guest = new Visitor(house.app)
    await guest.post('/login', { employeeNumber: 'hr', password: PASSWORD })
    const [form] = await formsAt(guest, '/login/code')
    if (!form) throw new Error('no form to prove a second factor with')
    await expectHarmless(guest, form)
    expect((await guest.get('/')).status).toBe(303)
    const forms = await formsAt(visitor, '/second-factor')
    const own = forms.filter(({ action }) => action.startsWith('/second-factor'))
    expect(own.map(({ action }) => action)).toEqual(['/second-factor/codes', '/second-factor'])
    for (const one of own) await expectHarmless(visitor, one)
  }, 120_000)

  it('survives bodies that are no forms', async () => {
    const visitor = await house.as('designer')
    const post = () => visitor.agent.post('/people/notices/read')
    const bodies = [
      post().type('form').send('%'),
      post().type('form').send('&'.repeat(10_000)),
      post().type('form').send('a='.padEnd(1_100_000, 'x')),
      post().type('json').send('{'),
      post().type('json').send('[['.repeat(10_000)),
      post().type('text').send('x'),
      post().type('multipart/form-data').send('x'),
      post().set('Content-Encoding', 'gzip').type('form').send('x'),
      post().set('Content-Type', 'application/x-www-form-urlencoded; charset=x').send('x'),
    ]
    for (const [i, body] of bodies.entries()) {
      const { status } = await body
      expect([400, 403, 413, 415], `body ${i}: ${status}`).toContain(status)
    }
  })

  it('leads to pages of ours only', async () => {
    for (const next of queries) {
      const answer = await new Visitor(house.app).get(`/login?next=${next}`)
      expect(answer.status, next).toBeLessThan(500)
      expect(answer.text).not.toMatch(/<script>hostile/)
    }
  })

  it('changes no password and no look by hostile values', async () => {
    const visitor = await house.as('designer')
    const forms = await formsAt(visitor, '/password')
    expect(forms.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['/theme', '/logout', '/password', '/password/sessions']),
    )
    for (const form of forms.filter(({ action }) => action !== '/logout')) await expectHarmless(visitor, form)
    expect((await visitor.get('/')).status).toBe(200)
  }, 60_000)
})
