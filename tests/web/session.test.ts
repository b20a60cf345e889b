import { load } from 'cheerio'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS, now, plus, setClock } from '../../src/lib/dates.ts'
import { castIn } from '../setup/cast.ts'
import { beside, untilWaiting } from '../setup/locks.ts'
import { Visitor, testApp, visit } from '../setup/web.ts'

let app: ReturnType<typeof testApp>
const start = now()

/** Lets the clock stand at so many milliseconds after the start. */
function clockAt(milliseconds: number): void {
  setClock(() => plus(start, milliseconds))
}

beforeAll(async () => {
  app = testApp()
  await castIn()
})

afterEach(() => clockAt(0))

/** Where a visitor of 工作台 is sent; nowhere while the session lasts. */
async function sentTo(visitor: Visitor): Promise<string | undefined> {
  const answer = await visitor.get('/')
  return answer.headers['location']
}

describe('a sign-in', () => {
  it('lasts while it is used and ends two hours after it was', async () => {
    clockAt(0)
    const visitor = await visit(app, 'designer')
    for (const minutes of [119, 238, 357]) {
      clockAt(minutes * MINUTE_MS)
      expect(await sentTo(visitor), `${minutes} minutes`).toBeUndefined()
    }
    clockAt((357 + 121) * MINUTE_MS)
    expect(await sentTo(visitor)).toBe('/login?next=%2F')
    clockAt(357 * MINUTE_MS)
    expect(await sentTo(visitor), 'ended for good').toBe('/login?next=%2F')
  })

  it('ends twelve hours after it began, however busy', async () => {
    clockAt(0)
    const visitor = await visit(app, 'hr')
    for (let hour = 1; hour <= 12; hour += 1) {
      clockAt(hour * HOUR_MS)
      expect(await sentTo(visitor), `${hour} hours`).toBeUndefined()
    }
    clockAt(12 * HOUR_MS + MINUTE_MS)
    expect(await sentTo(visitor)).toBe('/login?next=%2F')
  })

  it('has one token for forms, also when the first pages are opened at once', async () => {
    clockAt(0)
    const visitor = await visit(app, 'designer')
    const pages = await Promise.all(
      ['/', '/people/tasks/new', '/people/notices'].map((path) => visitor.get(path)),
    )
    const tokens = pages.map(({ text }) => load(text)('input[name="_csrf"]').first().attr('value'))
    expect(new Set(tokens).size).toBe(1)
  })

  it('that has ended does nothing any more, not even with a form that was open', async () => {
    clockAt(0)
    const visitor = await visit(app, 'designer')
    await visitor.token()
    clockAt(3 * HOUR_MS)
    const answer = await visitor.post('/people/notices/read')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/login'])
  })

  it('is kept in a cookie that scripts and other sites don’t get, over https only behind a proxy', async () => {
    const plain = await new Visitor(app).get('/login')
    expect(plain.headers['set-cookie']).toEqual([
      expect.stringMatching(/^house=.*; Path=\/; .*HttpOnly; SameSite=Lax$/),
    ])
    const behind = await new Visitor(testApp({ trustProxy: 1 }))
      .get('/login')
      .set('X-Forwarded-Proto', 'https')
    expect(behind.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-house=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/),
    ])
  })
})

describe('who has signed out', () => {
  it('is not signed in again by a request that was still under way', async () => {
    clockAt(0)
    const visitor = await visit(app, 'designer')
    await visitor.token()
    const blocker = await beside()
    await blocker.query('BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE')
    // Late enough that the session's last use would be noted at the end of the request.
    clockAt(2 * MINUTE_MS)
    const slow = visitor.get('/people/tasks').then(({ status }) => status)
    await untilWaiting(blocker, 2)
    expect((await visitor.post('/logout')).status).toBe(303)
    await blocker.query('COMMIT')
    await blocker.end()
    expect(await slow).toBe(200)
    expect(await sentTo(visitor)).toBe('/login?next=%2F')
  })
})

describe('guessing a password', () => {
  it('is slowed down from the fifth failure on, also for who then knows it, and longer each time', async () => {
    clockAt(0)
    const guesser = new Visitor(app)
    const guess = (password: string): Promise<{ status: number; text: string }> =>
      guesser.post('/login', { employeeNumber: 'data-analyst', password })
    for (let i = 1; i <= 5; i += 1) expect((await guess(`wrong ${i}`)).text).toContain('工号或密码不正确')
    const known = await guess('correct-horse-battery')
    expect([known.status, /请在 30 秒后再试/.test(known.text)]).toEqual([422, true])
    clockAt(31_000)
    expect((await guess('wrong again')).text).toContain('工号或密码不正确')
    clockAt(32_000)
    expect((await guess('correct-horse-battery')).text).toContain('请在 59 秒后再试')
    // Another process asks the same database.
    const elsewhere = new Visitor(testApp())
    const fields = { employeeNumber: 'data-analyst', password: 'correct-horse-battery' }
    expect((await elsewhere.post('/login', fields)).status).toBe(422)
    clockAt(31_000 + 61_000)
    expect((await elsewhere.post('/login', fields)).status).toBe(303)
    expect((await guess('correct-horse-battery')).status, 'forgiven').toBe(303)
  })
})
