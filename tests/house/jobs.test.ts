import { afterEach, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { jobs } from '../../src/house/jobs.ts'
import { HOUR_MS, MINUTE_MS, now, plus } from '../../src/lib/dates.ts'
import type { RunningJobs } from '../../src/work/jobs.ts'
import { startJobs } from '../../src/work/jobs.ts'
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
      ['catch-up-shipments', '*/5 * * * *'],
      ['sweep', '20 3 * * *'],
      ['ask-for-holidays', '40 3 * * *'],
    ])
  })

  it('happens from the schedule to the inbox', { timeout: 150_000 }, async () => {
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
    running = await startJobs(testServer().url, jobs, silent)
    const told = () => db.notice.findMany({ orderBy: { recipientId: 'asc' } })
    await expect.poll(async () => (await told()).length, { timeout: 120_000, interval: 500 }).toBe(2)
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
