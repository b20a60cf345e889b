import { load } from 'cheerio'
import type { Application } from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { safePath } from '../../../../src/features/people/entrance/forms.ts'
import { moment, now, plus, setClock } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { PASSWORD, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { SETUP_TOKEN, Visitor, testApp, visit } from '../../../setup/web.ts'

const NEXT = 'quite another phrase'
let app: Application
let cast: Cast

beforeEach(async () => {
  await freshDatabase()
  app = testApp()
})
afterEach(() => setClock())

const textOf = (html: string): string => load(html)('main').text().replace(/\s+/g, ' ')

describe('the address to go to after signing in', () => {
  it.each(['/', '/people/tasks/3?x=1', '/warehouse/terminal', '/people/tasks#top', '/loginx'])(
    'may be %j',
    (path) => {
      expect(safePath(path)).toBe(path)
    },
  )

  it.each([
    undefined,
    ['/a', '/b'],
    '',
    'people',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    '/login?next=/login',
    '/logout',
    '/setup',
    `/${'x'.repeat(3000)}`,
  ])('is the home page instead of %j', (path) => {
    expect(safePath(path)).toBe('/')
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    cast = await castIn()
  })

  it('leads to where one wanted to go, with a new session', async () => {
    const visitor = new Visitor(app)
    const asked = await visitor.get('/people/tasks?part=open')
    expect([asked.status, asked.headers['location']]).toEqual([
      303,
      '/login?next=%2Fpeople%2Ftasks%3Fpart%3Dopen',
    ])
    const page = await visitor.get(asked.headers['location'] as string)
    const before = page.headers['set-cookie']
    const answer = await visitor.post('/login', {
      employeeNumber: 'designer',
      password: PASSWORD,
      next: load(page.text)('input[name=next]').attr('value') ?? '',
    })
    expect([answer.status, answer.headers['location']]).toEqual([303, '/people/tasks?part=open'])
    expect(String(answer.headers['set-cookie'])).not.toBe(String(before))
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly/)
    expect((await visitor.get('/people/tasks')).status).toBe(200)
  })

  it('shows the same page with the number, never the password, when something is wrong', async () => {
    const answer = await new Visitor(app).post('/login', { employeeNumber: 'designer', password: 'my guess' })
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('input[name=employeeNumber]').attr('value')).toBe('designer')
    expect(page('input[name=password]').attr('value')).toBeUndefined()
    expect(page('input[name=password]').attr('type')).toBe('password')
    expect(page('input[name=password]').attr('autocomplete')).toBe('current-password')
    expect(answer.text).toContain('工号或密码不正确。')
    expect(answer.text).not.toContain('my guess')
  })

  it.each([
    [{}, '请填写'],
    [{ employeeNumber: ['a', 'b'], password: 'x' }, '工号'],
    [{ employeeNumber: 'x'.repeat(5000), password: 'x' }, '工号'],
    [{ employeeNumber: "' OR 1=1 --", password: "' OR 1=1 --" }, '不正确'],
    [{ employeeNumber: 'a\0b', password: 'x' }, '无法保存'],
    [{ employeeNumber: 'designer', password: 'x'.repeat(5000) }, '密码'],
  ])('answers %j with a sentence', async (fields, words) => {
    const answer = await new Visitor(app).post('/login', fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
  })

  it('is refused without the form’s token', async () => {
    const answer = await new Visitor(app).post('/login', {
      employeeNumber: 'designer',
      password: PASSWORD,
      _csrf: 'x',
    })
    expect(answer.status).toBe(403)
  })

  it('from one address is slowed down after fifty failures, whatever the numbers', async () => {
    const then = moment('2026-11-23', 600)
    setClock(() => then)
    const visitor = new Visitor(app)
    for (let i = 0; i < 50; i += 1) {
      expect((await visitor.post('/login', { employeeNumber: `n${i}`, password: 'x' })).status).toBe(422)
    }
    const refused = await visitor.post('/login', { employeeNumber: 'designer', password: PASSWORD })
    expect(refused.status).toBe(429)
    expect(refused.text).toContain('请在 30 秒后再试')
    setClock(() => plus(then, 31_000))
    expect((await visitor.post('/login', { employeeNumber: 'designer', password: PASSWORD })).status).toBe(
      303,
    )
  }, 60_000)

  it('ends by signing out: the old session is worth nothing any more', async () => {
    const visitor = await visit(app, 'designer')
    const before = await db.session.count()
    expect((await visitor.post('/logout')).headers['location']).toBe('/login')
    expect(await db.session.count()).toBeLessThan(before)
    expect((await visitor.get('/people/tasks')).status).toBe(303)
  })
})

describe('the password page', () => {
  beforeEach(async () => {
    cast = await castIn()
  })
  const passwords = (next = NEXT) => ({ current: PASSWORD, next, repeat: next })

  it('keeps this session and ends all others', async () => {
    const [here, there] = [await visit(app, 'designer'), await visit(app, 'designer')]
    const page = await here.get('/password')
    expect(load(page.text)('#sessions tbody tr')).toHaveLength(2)
    const answer = await here.post('/password', passwords())
    expect([answer.status, answer.headers['location']]).toEqual([303, '/'])
    expect((await here.get('/')).text).toContain('密码已修改')
    expect((await there.get('/')).headers['location']).toMatch(/^\/login/)
  })

  it.each([
    [{ current: 'wrong' }, '密码不正确'],
    [{ repeat: 'something else' }, '不一致'],
    [{ next: 'short', repeat: 'short' }, '至少要 8 个字符'],
    [{ next: 'woaini1314', repeat: 'woaini1314' }, '太常见'],
    [{ next: 'x'.repeat(129), repeat: 'x'.repeat(129) }, '不能超过 128'],
  ])('refuses %j at the field and changes nothing', async (wrong, words) => {
    const visitor = await visit(app, 'designer')
    const answer = await visitor.post('/password', { ...passwords(), ...wrong })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(await db.account.findUnique({ where: { personId: cast.ids.designer } })).toMatchObject({
      sessionEpoch: 1,
    })
  })

  it('ends the other sessions on request, for those who know the password', async () => {
    const [here, there] = [await visit(app, 'designer'), await visit(app, 'designer')]
    expect((await here.post('/password/sessions', { current: 'wrong' })).status).toBe(422)
    expect((await there.get('/')).status).toBe(200)
    const answer = await here.post('/password/sessions', { current: PASSWORD })
    expect(answer.headers['location']).toBe('/password')
    expect(load((await here.get('/password')).text)('#sessions tbody tr')).toHaveLength(1)
    expect((await there.get('/')).status).toBe(303)
  })

  it('is the only page for somebody with a first password, until it is changed', async () => {
    await db.account.update({
      where: { personId: cast.ids.designer },
      data: { mustChangePassword: true, passwordChangedAt: now() },
    })
    const visitor = await visit(app, 'designer')
    for (const path of ['/', '/people/tasks', '/people/staff']) {
      expect((await visitor.get(path)).headers['location'], path).toBe('/password')
    }
    expect((await visitor.post('/people/tasks', {})).headers['location']).toBe('/password')
    const page = await visitor.get('/password')
    expect(textOf(page.text)).toContain('请先修改密码')
    expect(page.text).toContain('action="/logout"')
    expect((await visitor.post('/password', passwords())).headers['location']).toBe('/')
    expect((await visitor.get('/people/tasks')).status).toBe(200)
  })

  it('is closed to those who are signed out', async () => {
    expect((await new Visitor(app).get('/password')).headers['location']).toBe('/login?next=%2Fpassword')
    expect((await new Visitor(app).post('/password', passwords())).headers['location']).toBe('/login')
  })
})

describe('the first start', () => {
  const owner = {
    setupToken: SETUP_TOKEN,
    shopName: '示例旗舰店',
    platform: 'TMALL',
    name: '沈知远',
    employeeNumber: 'E001',
    password: NEXT,
    repeat: NEXT,
  }
  // A visitor finds the token for forms on the setup page as well as on the login page.
  const visitor = () => new Visitor(app)

  it('makes the owner and the first shop with the token, signs in, and is closed for ever after', async () => {
    const guest = visitor()
    const page = await guest.get(`/setup?token=${SETUP_TOKEN}`)
    expect(load(page.text)('input[name=setupToken]').first().attr('value')).toBe(SETUP_TOKEN)
    const answer = await guest.post('/setup', owner)
    expect([answer.status, answer.headers['location']]).toEqual([303, '/'])
    expect((await guest.get('/people/staff')).text).toContain('沈知远')
    expect(
      await db.historyEntry.findMany({ where: { deed: 'create' }, orderBy: { id: 'asc' } }),
    ).toMatchObject([
      { noun: 'people/shops', systemName: 'setup' },
      { noun: 'people/staff', systemName: 'setup' },
    ])
    for (const path of ['/setup', `/setup?token=${SETUP_TOKEN}`]) {
      expect((await visitor().get(path)).status).toBe(404)
    }
    expect((await visitor().post('/setup', owner)).status).toBe(404)
    expect((await visitor().post('/setup/demo', { setupToken: SETUP_TOKEN })).status).toBe(404)
  })

  it.each([
    [{ setupToken: 'wrong' }, '启动口令不正确'],
    [{ password: 'password1', repeat: 'password1' }, '太常见'],
    [{ repeat: 'different phrase' }, '不一致'],
    [{ employeeNumber: '工号' }, '只能用字母'],
    [{ shopName: '' }, '请填写店铺名称'],
    [{ platform: 'EBAY' }, '请选择平台'],
  ])('refuses %j and keeps what was typed', async (wrong, words) => {
    const answer = await visitor().post('/setup', { ...owner, ...wrong })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
    expect(load(answer.text)('input[name=name]').attr('value')).toBe('沈知远')
    expect(await db.person.count()).toBe(0)
    expect(await db.shop.count()).toBe(0)
  })

  it('slows down guessing the token', async () => {
    const guest = visitor()
    for (let i = 0; i < 5; i += 1) await guest.post('/setup', { ...owner, setupToken: `guess ${i}` })
    const answer = await guest.post('/setup', owner)
    expect(answer.text).toContain('尝试次数过多')
    expect(await db.person.count()).toBe(0)
  })

  it('twice at once makes one owner', async () => {
    const answers = await Promise.all([
      visitor().post('/setup', owner),
      visitor().post('/setup', { ...owner, employeeNumber: 'E002' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await db.person.count()).toBe(1)
  })

  it('loads the demo team once with one click and shows each sign-in once', async () => {
    let loads = 0
    app = testApp({
      loadDemo: () => {
        loads += 1
        return Promise.resolve([{ position: 'OWNER', employeeNumber: 'owner', password: 'abcd-efgh' }])
      },
    })
    const guest = visitor()
    expect((await guest.post('/setup/demo', { setupToken: 'wrong' })).status).toBe(422)
    const form = { setupToken: SETUP_TOKEN, _token: '00000000-0000-4000-8000-000000000001' }
    const [first, second] = await Promise.all([
      guest.post('/setup/demo', form),
      guest.post('/setup/demo', form),
    ])
    const shown = [first, second].filter(({ text }) => text.includes('abcd-efgh'))
    expect(shown).toHaveLength(1)
    expect([first.status, second.status].sort()).toEqual([200, 409])
    expect(loads).toBe(1)
    expect(textOf(shown[0]?.text ?? '')).toContain('店铺负责人')
  })
})
