import { load } from 'cheerio'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { hashSecret } from '../../src/lib/passwords.ts'
import { PASSWORD } from '../setup/cast.ts'
import { filled } from '../setup/client.ts'
import { BadHouse } from './bad-house.ts'

let house: BadHouse

beforeAll(async () => {
  house = await BadHouse.open({ TRUST_PROXY: '1', ANSWER_SECONDS: '15', ARRIVAL_SECONDS: '20' })
  // As dear as in earnest: the cast's own are cheap.
  await db.account.updateMany({ data: { passwordHash: await hashSecret(PASSWORD) } })
}, 240_000)
afterAll(() => house.close(), 60_000)

/** Everybody from an address of his own, so that nothing but the crowd is in the way. */
function browser(i: number): (path: string, body?: URLSearchParams) => Promise<Response> {
  const headers: Record<string, string> = {
    'X-Forwarded-For': `10.0.${i >> 8}.${i & 255}`,
    'X-Forwarded-Proto': 'https',
  }
  return async (path, body) => {
    const answer = await house.program.fetch(path, { headers, ...(body && { method: 'POST', body }) })
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie) headers['cookie'] = cookie
    return answer
  }
}

const CROWD = 400

it('very many sign-ins at once leave pages their time, and nobody who was sent away has failed', async () => {
  const browsers = Array.from({ length: CROWD }, (_, i) => browser(i))
  const forms: URLSearchParams[] = []
  for (const [i, go] of browsers.entries()) {
    const fields = { employeeNumber: `nobody-${i}`, password: PASSWORD }
    forms.push(filled(await (await go('/login')).text(), '/login', fields) as URLSearchParams)
  }
  const answering = browsers.map((go, i) => go('/login', forms[i]))
  let isOver = false
  const whole = Promise.all(answering).finally(() => (isOver = true))
  let looked = 0
  for (; !isOver; looked++) expect((await house.program.fetch('/login')).status).toBe(200)
  expect(looked).toBeGreaterThan(5)
  const answers = await whole
  const checked = answers.filter(({ status }) => status === 422)
  const sentAway = answers.filter(({ status }) => status === 503)
  expect(checked.length + sentAway.length).toBe(CROWD)
  expect(Math.min(checked.length, sentAway.length)).toBeGreaterThan(0)
  for (const answer of sentAway) {
    expect(answer.headers.get('retry-after')).toBe('5')
    const html = await answer.text()
    expect(load(html)('h1').text()).toBe('同时登录的人太多')
    expect(html).not.toContain(PASSWORD)
  }
  expect(await db.historyEntry.count({ where: { deed: 'sign-in-failed' } })).toBe(checked.length)
  expect(await db.lockout.count({ where: { key: { startsWith: 'login:' }, failures: { gt: 0 } } })).toBe(
    checked.length,
  )
  const form = filled((await (await browsers[0]?.('/login'))?.text()) ?? '', '/login', {
    employeeNumber: 'hr',
    password: PASSWORD,
  }) as URLSearchParams
  expect((await browsers[0]?.('/login', form))?.status).toBe(303)
}, 240_000)
