import { randomUUID } from 'node:crypto'
import type { Response } from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { now } from '../../src/lib/dates.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { beside, untilWaiting } from '../setup/locks.ts'
import { testApp, visit } from '../setup/web.ts'

let app: ReturnType<typeof testApp>
let cast: Cast

beforeAll(async () => {
  app = testApp()
  cast = await castIn()
})

describe('a form sent twice, the second arriving while the first is being done', () => {
  it('leads where the first led, though nothing is left to claim when it looks', async () => {
    const item = {
      noun: 'people/tasks',
      subjectId: 1,
      kind: 'TRY',
      title: '试',
      duty: 'DESIGNER' as const,
      shopId: cast.shopId,
    }
    const { id } = await db.workItem.create({ data: { ...item, openedAt: now() } })
    const [first, second] = await sentDuring(`/people/work-items/${id}/claim`)
    expect(first.status).toBe(303)
    expect([second.status, second.headers['location']]).toEqual([303, first.headers['location']])
    expect(await db.historyEntry.count({ where: { deed: 'claim' } })).toBe(1)
  })
})

/**
 * Sends a form of the designer twice with one token: the first is held at the item that it changes, the second where it
 * looks for the item, until the first is done.
 */
async function sentDuring(path: string): Promise<[Response, Response]> {
  const visitor = await visit(app, 'designer')
  await visitor.token()
  const form = { _token: randomUUID() }
  const [row, table, observer] = await Promise.all([beside(), beside(), beside()])
  try {
    await row.query('BEGIN; SELECT FROM work_items FOR UPDATE')
    const first = visitor.post(path, form)
    await untilWaiting(observer, 1)
    // Whoever asks for the table now stands behind this one.
    const locked = table.query('BEGIN; LOCK TABLE work_items')
    await untilWaiting(observer, 2)
    const second = visitor.post(path, form)
    await untilWaiting(observer, 3)
    await row.query('COMMIT')
    const answer = await first
    await locked
    await table.query('COMMIT')
    return [answer, await second]
  } finally {
    await Promise.all([row, table, observer].map((client) => client.end()))
  }
}
