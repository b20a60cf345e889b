import { load } from 'cheerio'
import type { Application } from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { DAY_MS, MINUTE_MS, moment, now, plus, setClock } from '../../../../src/lib/dates.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { PASSWORD, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { codeNow, enrolled, shownCodes, shownSecret } from '../../../setup/second-factor.ts'
import { Visitor, testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let clock = moment('2026-11-23', 9 * 60)
const wait = (milliseconds: number): void => {
  clock = plus(clock, milliseconds)
}

beforeEach(async () => {
  clock = moment('2026-11-23', 9 * 60)
  setClock(() => clock)
  await freshDatabase()
  cast = await castIn()
  app = testApp()
})
afterEach(() => setClock())

/** Somebody who has typed the right password and nothing else. */
const halfway = (member: Member): Promise<Visitor> => new Visitor(app).signIn(member)

describe('the second step', () => {
  it('is all that the password opens: until then nobody is signed in', async () => {
    await enrolled(app, 'designer')
    const guest = new Visitor(app)
    const fields = { employeeNumber: 'designer', password: PASSWORD, next: '/people/tasks' }
    const half = await guest.post('/login', fields)
    expect([half.status, half.headers['location']]).toEqual([303, '/login/code?next=%2Fpeople%2Ftasks'])
    const visitor = await halfway('designer')
    for (const path of ['/', '/people/tasks', '/second-factor', '/password', '/live']) {
      expect((await visitor.get(path)).headers['location'], path).toMatch(/^\/login\?next=/)
    }
    expect((await visitor.post('/second-factor', {})).headers['location']).toBe('/login')
  })

  it('leads on with a code, in a session of its own', async () => {
    const { secret } = await enrolled(app, 'designer')
    const visitor = await halfway('designer')
    const page = await visitor.get('/login/code?next=%2Fpeople%2Ftasks')
    const field = load(page.text)('input[name=proof]')
    expect([field.attr('autocomplete'), field.attr('type')]).toEqual(['one-time-code', 'text'])
    const next = load(page.text)('input[name=next]').attr('value') ?? ''
    wait(30_000)
    const answer = await visitor.post('/login/code', { proof: codeNow(secret), next })
    expect([answer.status, answer.headers['location']]).toEqual([303, '/people/tasks'])
    expect(String(answer.headers['set-cookie'])).not.toBe(String(page.headers['set-cookie']))
    expect((await visitor.get('/people/tasks')).status).toBe(200)
    expect((await visitor.get('/login/code')).headers['location']).toBe('/login')
  })

  it('leads on with a recovery code, once', async () => {
    const { codes } = await enrolled(app, 'designer')
    const [code = ''] = codes
    expect((await (await halfway('designer')).post('/login/code', { proof: code })).status).toBe(303)
    const again = await (await halfway('designer')).post('/login/code', { proof: code })
    expect([again.status, /验证码不正确或已经用过/.test(again.text)]).toEqual([422, true])
  })

  it.each([
    [{}],
    [{ proof: '' }],
    [{ proof: ['1', '2'] }],
    [{ proof: 'x'.repeat(5000) }],
    [{ proof: '000' }],
  ])('answers %j at the field and signs nobody in', async (fields) => {
    await enrolled(app, 'designer')
    const visitor = await halfway('designer')
    const answer = await visitor.post('/login/code', fields)
    expect(answer.status).toBe(422)
    expect(load(answer.text)('[name=proof]').attr('aria-invalid')).toBe('true')
    expect((await visitor.get('/')).status).toBe(303)
  })

  it('must follow within five minutes, and never without the first', async () => {
    const { secret } = await enrolled(app, 'designer')
    const visitor = await halfway('designer')
    wait(5 * MINUTE_MS + 1)
    expect((await visitor.get('/login/code')).headers['location']).toBe('/login')
    for (const late of [visitor, new Visitor(app)]) {
      const answer = await late.post('/login/code', { proof: codeNow(secret) })
      expect([answer.status, answer.headers['location']]).toEqual([303, '/login'])
      expect((await late.get('/login')).text).toContain('登录已过期')
      expect((await late.get('/')).status).toBe(303)
    }
  })

  it('leads to pages of ours only', async () => {
    const { codes } = await enrolled(app, 'designer')
    const visitor = await halfway('designer')
    const answer = await visitor.post('/login/code', { proof: codes[0] ?? '', next: '//evil.example' })
    expect(answer.headers['location']).toBe('/')
  })

  it('is refused without the form’s token', async () => {
    const { codes } = await enrolled(app, 'designer')
    const visitor = await halfway('designer')
    expect((await visitor.post('/login/code', { proof: codes[0] ?? '', _csrf: 'x' })).status).toBe(403)
  })
})

describe('the page of the second factor', () => {
  it('shows the same secret until a code proves that the app has taken it', async () => {
    const visitor = await visit(app, 'designer')
    const secret = shownSecret((await visitor.get('/second-factor')).text)
    expect(secret).toHaveLength(20)
    const wrong = await visitor.post('/second-factor', { code: '12', current: PASSWORD })
    expect(wrong.status).toBe(422)
    expect(shownSecret(wrong.text).equals(secret)).toBe(true)
    expect(wrong.text).not.toContain(PASSWORD)
    const done = await visitor.post('/second-factor', { code: codeNow(secret), current: PASSWORD })
    expect(done.status).toBe(200)
    expect(shownCodes(done.text)).toHaveLength(10)
    expect(done.headers['cache-control']).toBe('no-store')
    const after = await visitor.get('/second-factor')
    expect(shownSecret(after.text).equals(secret)).toBe(false)
    expect(load(after.text)('main').text()).toContain('10 个')
    expect(shownCodes(done.text).filter((code) => after.text.includes(code))).toEqual([])
  })

  it('ends all other sessions and begins this one anew', async () => {
    const there = await visit(app, 'designer')
    const here = await visit(app, 'designer')
    const page = await here.get('/second-factor')
    const code = codeNow(shownSecret(page.text))
    const answer = await here.post('/second-factor', { code, current: PASSWORD })
    expect(String(answer.headers['set-cookie'])).toMatch(/^house=/)
    expect((await here.get('/people/tasks')).status).toBe(200)
    expect((await there.get('/people/tasks')).headers['location']).toMatch(/^\/login/)
  })

  it('shows another secret to each session, and to each person', async () => {
    const seen = new Set<string>()
    for (const member of ['designer', 'designer', 'hr'] as const) {
      const page = await (await visit(app, member)).get('/second-factor')
      seen.add(shownSecret(page.text).toString('hex'))
    }
    expect(seen.size).toBe(3)
  })

  it('gives new recovery codes for password and code', async () => {
    const { visitor, codes } = await enrolled(app, 'designer')
    const answer = await visitor.post('/second-factor/codes', { current: PASSWORD, proof: codes[0] ?? '' })
    const fresh = shownCodes(answer.text)
    expect(fresh).toHaveLength(10)
    const old = await (await halfway('designer')).post('/login/code', { proof: codes[1] ?? '' })
    expect(old.status).toBe(422)
    const silent = await visitor.anew().post('/second-factor/codes', { current: PASSWORD })
    expect(silent.status).toBe(422)
  })
})

describe('who must have one', () => {
  it('is told on 工作台 until the day, then can do nothing else', async () => {
    const before = await (await visit(app, 'hr')).get('/')
    expect(before.text).toContain('2026-11-30 09:00 前设置')
    wait(7 * DAY_MS)
    const visitor = await visit(app, 'hr')
    for (const path of ['/', '/people/staff', '/password', '/people/notices']) {
      expect((await visitor.get(path)).headers['location'], path).toBe('/second-factor')
    }
    expect((await visitor.post('/people/notices/read')).headers['location']).toBe('/second-factor')
    expect((await visitor.post('/second-factor/codes')).headers['location']).toBe('/second-factor')
    const page = await visitor.get('/second-factor')
    expect(load(page.text)('h1').text()).toBe('请先设置二次验证')
    expect(page.text).toContain('action="/logout"')
    const code = codeNow(shownSecret(page.text))
    expect((await visitor.post('/second-factor', { code, current: PASSWORD })).status).toBe(200)
    expect((await visitor.get('/people/staff')).status).toBe(200)
    expect((await visitor.get('/')).text).not.toContain('请设置二次验证')
  })

  it('changes a first password before anything else', async () => {
    await visit(app, 'hr')
    wait(8 * DAY_MS)
    await db.account.update({
      where: { personId: cast.ids.hr },
      data: { mustChangePassword: true, passwordChangedAt: now() },
    })
    const visitor = await visit(app, 'hr')
    expect((await visitor.get('/second-factor')).headers['location']).toBe('/password')
  })

  it('is not everybody: others are asked for nothing', async () => {
    expect((await (await visit(app, 'designer')).get('/')).text).not.toContain('请设置二次验证')
    wait(30 * DAY_MS)
    expect((await (await visit(app, 'designer')).get('/')).status).toBe(200)
  })
})

describe('a new first password', () => {
  it('opens no door that a second factor closes', async () => {
    await enrolled(app, 'hr')
    const owner = await visit(app, 'owner')
    const path = `/people/staff/${cast.ids.hr}/password-reset`
    const version = load((await owner.get(path)).text)('[name=_version]').attr('value') ?? ''
    const shown = load((await owner.post(path, { _version: version, current: PASSWORD })).text)
    const password = shown('main .ho-mono').last().text().trim()
    const visitor = new Visitor(app)
    const answer = await visitor.post('/login', { employeeNumber: 'hr', password })
    expect(answer.headers['location']).toBe('/login/code?next=%2F')
    expect((await visitor.get('/password')).headers['location']).toMatch(/^\/login/)
  })
})

describe('a reset by the owner', () => {
  it('opens the door by password alone, to the set-up', async () => {
    await enrolled(app, 'hr')
    const owner = await visit(app, 'owner')
    const path = `/people/staff/${cast.ids.hr}`
    const page = load((await owner.get(path)).text)
    expect(page('main').text()).toContain('剩余恢复码 10 个')
    const reset = page(`a[href="${path}/second-factor-reset"]`).attr('href') ?? ''
    const version = load((await owner.get(reset)).text)('[name=_version]').attr('value') ?? ''
    const answer = await owner.post(reset, { _version: version, current: PASSWORD })
    expect([answer.status, answer.headers['location']]).toEqual([303, path])
    expect((await owner.get(path)).text).toContain('重置二次验证')
    const visitor = await visit(app, 'hr')
    expect((await visitor.get('/')).headers['location']).toBe('/second-factor')
  })

  it('is offered only where there is something to reset', async () => {
    const owner = await visit(app, 'owner')
    const page = await owner.get(`/people/staff/${cast.ids.designer}`)
    expect(page.text).not.toContain('second-factor-reset')
  })
})
