import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { HOUR_MS, MINUTE_MS, formatMinute, now, plus } from '../../src/lib/dates.ts'
import type { Client } from '../setup/client.ts'
import { filled } from '../setup/client.ts'
import { PASSWORD } from '../setup/cast.ts'
import { BadHouse } from './bad-house.ts'

let house: BadHouse
let lead: Client

beforeAll(async () => {
  house = await BadHouse.open()
  lead = await house.signedIn()
}, 240_000)
afterAll(() => house.close(), 60_000)

/** PostgreSQL and all that belongs to it. */
function processes(): number[] {
  const main = house.postgres.pid() ?? 0
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === main
    } catch {
      return false
    }
  })
  return [main, ...children.map(Number)]
}

function signal(name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of processes()) {
    try {
      process.kill(pid, name)
    } catch {
      // One of its helpers has just ended.
    }
  }
}

const DUE = formatMinute(plus(now(), 1000 * HOUR_MS)).replace(' ', 'T')

/** Forms as they were printed while all was well. */
async function taskForm(title: string): Promise<URLSearchParams> {
  return filled(await lead.page('/people/tasks/new'), '/people/tasks', {
    kind: 'DESIGN_BRIEF',
    title,
    description: '写了很久的说明 <b>&"',
    acceptanceCriteria: '800 像素以上',
    dueAt: DUE,
    assigneeId: String(house.cast.ids.designer),
  }) as URLSearchParams
}

async function quickly<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  expect(performance.now() - began).toBeLessThan(15_000)
  return result
}

/** Lets a browser send again what the page of a failure has kept. */
async function sendAgain(html: string): Promise<Response> {
  const form = load(html)('.ho-fault-again')
  const body = new URLSearchParams()
  for (const input of form.find('input').toArray()) {
    body.append(input.attribs['name'] ?? '', input.attribs['value'] ?? '')
  }
  return lead.request(form.attr('action') ?? '', { method: 'POST', body })
}

describe.skipIf(process.platform !== 'linux')('a database that answers nobody', () => {
  let live: ReadableStreamDefaultReader<Uint8Array>
  const kept: string[] = []

  it('is told of in seconds, to those who wait and to those who come, and nothing typed is lost', async () => {
    const designer = await house.signedIn('designer')
    const stream = await designer.request('/live', { signal: AbortSignal.timeout(120_000) })
    live = (stream.body as ReadableStream<Uint8Array>).getReader()
    await live.read()
    const [first, second] = [await taskForm('第一件'), await taskForm('第二件')]
    const login = filled(await lead.page('/password'), '/password', {
      current: PASSWORD,
      next: 'a-secret-phrase-9',
      repeat: 'a-secret-phrase-9',
    }) as URLSearchParams
    signal('SIGSTOP')
    // Whoever comes at once waits with the database; whoever comes later is told right away.
    const early = await quickly(() => lead.request('/people/tasks', { method: 'POST', body: first }))
    const late = await quickly(() => lead.request('/people/tasks', { method: 'POST', body: second }))
    const page = await quickly(() => lead.request('/people/tasks'))
    for (const answer of [early, late, page]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
      const html = await answer.text()
      expect(load(html)('h1').text()).toBe('暂时连不上数据库')
      kept.push(html)
    }
    expect(load(kept[1] ?? '')('input[name="description"]').attr('value')).toBe('写了很久的说明 <b>&"')
    expect(load(kept[2] ?? '')('.ho-fault-again').length).toBe(0)
    const secret = await quickly(() => lead.request('/password', { method: 'POST', body: login }))
    expect(secret.status).toBe(503)
    expect(await secret.text()).not.toContain('a-secret-phrase-9')
    expect((await quickly(() => house.program.fetch('/readyz'))).status).toBe(503)
    expect((await quickly(() => house.program.fetch('/healthz'))).status).toBe(200)
    const script = /src="(\/public\/[^"]+)"/.exec(kept[2] ?? '')?.[1] ?? ''
    expect((await quickly(() => house.program.fetch(script))).status).toBe(200)
    await pause(4000)
  }, 60_000)

  it('is forgotten when it answers again: forms sent again count once, live pages and jobs go on', async () => {
    signal('SIGCONT')
    await house.program.answers('/readyz', 200)
    const places: string[] = []
    for (const html of [kept[0] ?? '', kept[1] ?? '', kept[1] ?? '']) {
      const answer = await sendAgain(html)
      expect(answer.status).toBe(303)
      places.push(answer.headers.get('location') ?? '')
    }
    expect(places[1]).toBe(places[2])
    const titles = (await db.task.findMany({ orderBy: { title: 'asc' } })).map(({ title }) => title)
    expect(titles.sort()).toEqual(['第一件', '第二件'].sort())
    expect(new TextDecoder().decode((await live.read()).value)).toMatch(/^(event|data|id)/)
    await live.cancel()
  }, 60_000)
})

describe('a database that has ended', () => {
  it('is told of at once, and all goes on without a restart when it’s back', async () => {
    const form = await taskForm('第三件')
    await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'TRY',
        title: '之后提醒',
        ownerId: house.cast.ids.designer,
        openedAt: plus(now(), -HOUR_MS),
        dueAt: plus(now(), -MINUTE_MS),
        remindAt: plus(now(), -MINUTE_MS),
      },
    })
    await house.endPostgres()
    const answer = await quickly(() => lead.request('/people/tasks', { method: 'POST', body: form }))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    const html = await answer.text()
    expect(load(html)('h1').text()).toBe('暂时连不上数据库')
    expect((await quickly(() => house.program.fetch('/readyz'))).status).toBe(503)
    await pause(10_000)
    await house.startPostgres()
    await house.program.answers('/readyz', 200)
    expect((await sendAgain(html)).status).toBe(303)
    expect(await db.task.count({ where: { title: '第三件' } })).toBe(1)
    await expect
      .poll(() => db.notice.count({ where: { text: { contains: '之后提醒' } } }), {
        timeout: 150_000,
        interval: 500,
      })
      .toBeGreaterThan(0)
  }, 240_000)
})
