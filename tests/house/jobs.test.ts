import { afterEach, describe, expect, it } from 'vitest'
import { db, pool } from '../../src/database/client.ts'
import { jobs, queuedJobs } from '../../src/house/jobs.ts'
import { HOUR_MS, MINUTE_MS, now, plus } from '../../src/lib/dates.ts'
import type { RunningJobs } from '../../src/work/jobs.ts'
import { enqueue, startJobs } from '../../src/work/jobs.ts'
import { castIn } from '../setup/cast.ts'
import { testServer } from '../setup/database.ts'
import { silent } from '../setup/silent.ts'

let running: RunningJobs | undefined
afterEach(() => running?.stop())

describe('what the program does by itself', () => {
  it('is written here: what, and at which rhythm', () => {
    expect(jobs.map(({ name, cron }) => [name, cron])).toEqual([
      ['remind', '* * * * *'],
      ['escalate', '* * * * *'],
      ['catch-up-reviews', '*/5 * * * *'],
      ['catch-up-shipments', '*/5 * * * *'],
      ['catch-up-returns', '*/5 * * * *'],
      ['catch-up-imports', '* * * * *'],
      ['expire-imports', '10 4 * * *'],
      ['erase-contacts', '30 4 * * *'],
      ['prove-ledger', '40 2 * * *'],
      ['begin-stock-months', '5 0 * * *'],
      ['calculate-restocks', '30 5 * * *'],
      ['catch-up-restocks', '*/5 * * * *'],
      ['watch-listings', '*/10 * * * *'],
      ['sweep', '20 3 * * *'],
      ['ask-for-holidays', '40 3 * * *'],
      ['back-up-daily', '0 * * * *'],
    ])
    expect(queuedJobs.map(({ name }) => name)).toEqual([
      'read-import',
      'run-import',
      'run-restocks',
      'back-up',
    ])
  })

  it('stands in the schedule, and reaches the inbox', { timeout: 60_000 }, async () => {
    const cast = await castIn()
    await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'TRY',
        title: '回复评价',
        ownerId: cast.ids.designer,
        openedAt: plus(now(), -HOUR_MS),
        dueAt: plus(now(), -MINUTE_MS),
        remindAt: plus(now(), -MINUTE_MS),
      },
    })
    running = await startJobs(testServer().url, { jobs, queued: [] }, silent)
    const { rows } = await pool.query<{ name: string; cron: string; timezone: string }>(
      'SELECT name, cron, timezone FROM jobs.schedule',
    )
    expect(rows.sort((a, b) => a.name.localeCompare(b.name))).toEqual(
      jobs
        .map(({ name, cron }) => ({ name, cron, timezone: 'Asia/Shanghai' }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    )
    // What the schedule does when its minute has come.
    for (const name of ['remind', 'escalate']) await enqueue(name, 0)
    const told = () => db.notice.findMany({ orderBy: { recipientId: 'asc' } })
    await expect.poll(async () => (await told()).length, { timeout: 45_000, interval: 200 }).toBe(2)
    expect((await told()).map(({ recipientId, text }) => [recipientId, text])).toEqual(
      [
        [cast.ids['operations-lead'], '下属超时：回复评价'],
        [cast.ids.designer, '已到期：回复评价'],
      ].sort((a, b) => Number(a[0]) - Number(b[0])),
    )
    expect(await db.historyEntry.findMany({ where: { deed: 'escalate' } })).toMatchObject([
      { systemName: 'escalate' },
    ])
  })
})
