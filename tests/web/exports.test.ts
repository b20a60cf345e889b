import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { load } from 'cheerio'
import express from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { DAY_MS, now, plus } from '../../src/lib/dates.ts'
import { EXPORT_LIMIT, sendRows } from '../../src/web/exports.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { serve } from '../setup/serve.ts'
import type { Visitor } from '../setup/web.ts'
import { testApp, visit } from '../setup/web.ts'
import { download } from '../setup/workbook.ts'

let cast: Cast
let lead: Visitor

beforeAll(async () => {
  cast = await castIn()
  lead = await visit(testApp(), 'operations-lead')
})

async function ask(titles: readonly string[]): Promise<void> {
  const known = await db.task.count()
  await db.task.createMany({
    data: titles.map((title, i) => ({
      number: `RW20260101-${known + i + 1}`,
      kind: 'ERRAND' as const,
      title,
      description: '-',
      acceptanceCriteria: '-',
      requesterId: cast.ids['operations-lead'],
      assigneeId: cast.ids.designer,
      dueAt: plus(now(), DAY_MS),
      createdAt: now(),
    })),
  })
}

const exported = (): Promise<number> => db.historyEntry.count({ where: { deed: 'export' } })

describe('a list taken along', () => {
  it('has the rows of the filter and the columns that were chosen, those that name the record included', async () => {
    await ask(['盘点 A 区', '盘点 B 区', '换主图'])
    const rows = await download(
      lead,
      '/people/tasks?part=requested&q=盘点&columns=title&columns=progress&export=xlsx',
    )
    expect(rows).toEqual([
      ['编号', '标题', '进度（%）'],
      ['RW20260101-2', '盘点 B 区', 0],
      ['RW20260101-1', '盘点 A 区', 0],
    ])
  })

  it('has what looks like a formula as text, and long numbers with every digit', async () => {
    const texts = ['=HYPERLINK("https://example.com")', '+1', '@SUM(A1)', '-2', '202611200000000001']
    await ask(texts.map((text) => `算式 ${text}`))
    await db.task.updateMany({ where: { title: { startsWith: '算式' } }, data: { kind: 'DATA_REQUEST' } })
    for (const text of texts)
      await db.task.updateMany({ where: { title: `算式 ${text}` }, data: { title: text } })
    const rows = await download(
      lead,
      '/people/tasks?part=requested&kind=DATA_REQUEST&columns=title&export=xlsx',
    )
    expect(rows.slice(1).map(([, title]) => title)).toEqual([...texts].reverse())
  })

  it('is more than one page, and stands in history with how much it was', async () => {
    await ask(Array.from({ length: 1100 }, (_, i) => `很多 ${i}`))
    const rows = await download(lead, '/people/tasks?part=requested&q=很多&columns=title&export=xlsx')
    expect(new Set(rows.map(([number]) => number)).size).toBe(1101)
    expect(
      await db.historyEntry.findFirst({ where: { deed: 'export' }, orderBy: { id: 'desc' } }),
    ).toMatchObject({ noun: 'people/tasks', personId: cast.ids['operations-lead'], remark: '任务 1100 行' })
  })

  it('is refused, not cut, when it is too long', { timeout: 60_000 }, async () => {
    await db.$executeRaw`
      INSERT INTO tasks (number, kind, title, description, acceptance_criteria, requester_id, assignee_id, due_at,
        created_at)
      SELECT 'RW20260102-' || i, 'ERRAND', '太多', '-', '-', ${cast.ids['operations-lead']}, ${cast.ids.designer},
        ${now()}, ${now()}
      FROM generate_series(1, ${EXPORT_LIMIT + 1}::int) AS i`
    const before = await exported()
    const answer = await lead.get('/people/tasks?part=requested&q=太多&export=xlsx')
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('main').text()).toContain('一次最多导出 20,000 行')
    expect(page('main a:contains("回到列表")').attr('href')).toBe(
      `/people/tasks?part=requested&q=${encodeURIComponent('太多')}`,
    )
    expect(await exported()).toBe(before)
  })
})

describe('a reader who takes nothing', () => {
  it(
    'makes a long table wait instead of filling the memory, and ends it when he goes',
    { timeout: 60_000 },
    async () => {
      let [sent, ended] = [0, false]
      async function* rows(): AsyncGenerator<string[]> {
        try {
          for (; sent < 1_000_000; sent++) {
            if (sent % 100 === 0) await new Promise(setImmediate)
            yield [randomBytes(300).toString('base64'), String(sent)]
          }
        } finally {
          ended = true
        }
      }
      const app = express()
      app.get('/', (_request, response) => sendRows(response, '很长', ['一', '二'], rows()))
      const served = await serve(app)
      const reader = connect(Number(new URL(served.url).port), '127.0.0.1')
      reader.pause()
      reader.on('error', () => undefined)
      reader.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      const before = process.memoryUsage().rss
      let last = -1
      await expect
        .poll(
          () => {
            const stands = sent > 0 && sent === last
            last = sent
            return stands
          },
          { timeout: 40_000, interval: 1000 },
        )
        .toBe(true)
      expect(sent).toBeLessThan(200_000)
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
      reader.destroy()
      await expect.poll(() => ended, { timeout: 10_000 }).toBe(true)
      await served.close()
    },
  )
})
