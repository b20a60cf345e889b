import { load } from 'cheerio'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db, pool } from '../../../../src/database/client.ts'
import type { JobWatch } from '../../../../src/house/job-watch.ts'
import { watchedJobs } from '../../../../src/house/job-watch.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, now, plus, setClock } from '../../../../src/lib/dates.ts'
import type { Job, RunningJobs } from '../../../../src/work/jobs.ts'
import { enqueue, startJobs } from '../../../../src/work/jobs.ts'
import { testServer } from '../../../setup/database.ts'
import { OpenHouse } from '../../../setup/open-house.ts'
import { silent } from '../../../setup/silent.ts'
import type { Visitor } from '../../../setup/web.ts'

let house: OpenHouse
let owner: Visitor
let watch: JobWatch
let running: RunningJobs | undefined

beforeAll(async () => {
  house = await OpenHouse.open()
  owner = await house.as('owner')
  watch = await watchedJobs(silent)
}, 60_000)
afterEach(async () => {
  await running?.stop()
  running = undefined
})
afterAll(() => watch.stop())

const recordOf = (name: string) => db.jobRecord.findUniqueOrThrow({ where: { name } })
const openItems = () =>
  db.workItem.findMany({
    where: { noun: 'people/jobs', closedAt: null },
    select: { duty: true, title: true },
  })

describe('a job that fails again and again', () => {
  it(
    'is seen by the owner, can be tried again by him, and is well again by itself',
    { timeout: 60_000 },
    async () => {
      // It counts what lies in a table that isn't there yet.
      const count: Job = {
        name: 'count-parcels',
        label: '清点包裹',
        cron: '10 4 * * *',
        run: () => pool.query('INSERT INTO counted SELECT 1'),
      }
      running = await startJobs(testServer().url, { jobs: [count], queued: [], noted: watch.noted }, silent)
      const failsOnce = async (times: number): Promise<void> => {
        await enqueue(count.name, times)
        await expect
          .poll(async () => (await db.jobRecord.findUnique({ where: { name: count.name } }))?.failures ?? 0, {
            timeout: 20_000,
          })
          .toBeGreaterThanOrEqual(times)
      }
      await failsOnce(1)
      expect(await recordOf(count.name)).toMatchObject({ state: 'WORKING' })
      expect(await openItems()).toEqual([])
      await failsOnce(2)
      await failsOnce(3)
      const failing = await recordOf(count.name)
      expect(failing).toMatchObject({ state: 'FAILING', lastDoneAt: null })
      expect(failing.lastErrorNumber).toMatch(/^[\da-f-]{36}$/)
      const [item] = await openItems()
      expect(item).toMatchObject({ duty: 'OWNER' })
      expect(item?.title).toContain('后台任务连续失败：清点包裹')
      const list = load((await owner.get('/people/jobs')).text)
      const row = list('tbody tr').first().text()
      for (const words of ['清点包裹', '每天 04:10', '连续失败', failing.lastErrorNumber ?? '']) {
        expect(row).toContain(words)
      }
      expect(row).not.toContain('counted')

      const superuser = new pg.Client({ connectionString: testServer().superuserUrl })
      await superuser.connect()
      await superuser.query('CREATE TABLE counted (one int); GRANT ALL ON counted TO PUBLIC')
      await superuser.end()
      const path = `/people/jobs/${failing.id}`
      const retried = await owner.post(`${path}/retry`, { _version: String(failing.version) })
      expect([retried.status, retried.headers['location']]).toEqual([303, path])
      await expect.poll(async () => (await recordOf(count.name)).state, { timeout: 20_000 }).toBe('WORKING')
      expect(await openItems()).toEqual([])
      const history = await db.historyEntry.findMany({
        where: { noun: 'people/jobs', subjectId: failing.id },
        orderBy: { id: 'asc' },
      })
      expect(history.map(({ deed, personId, systemName }) => [deed, personId ?? systemName])).toEqual([
        ['fail', count.name],
        ['retry', house.cast.ids.owner],
        ['recover', count.name],
      ])
      expect(load((await owner.get(path)).text)('main').text()).toContain('恢复正常')
    },
  )

  it('is one of many of which the others are well, and nobody but owner and lead sees them', async () => {
    const list = load((await owner.get('/people/jobs')).text)
    expect(list('tbody').text()).toContain('提醒到期的待办')
    expect((await (await house.as('operations-lead')).get('/people/jobs')).status).toBe(200)
    expect((await (await house.as('designer')).get('/people/jobs')).status).toBe(403)
  })
})

describe('a job that isn’t done', () => {
  afterEach(() => setClock())

  it('is noticed after its time has passed twice, and well again when it’s done', async () => {
    await db.jobRecord.updateMany({
      where: { name: { in: ['remind', 'sweep'] } },
      data: { knownAt: plus(now(), -HOUR_MS) },
    })
    await watch.look()
    expect((await recordOf('remind')).state).toBe('OVERDUE')
    expect((await recordOf('sweep')).state).toBe('WORKING')
    expect((await openItems()).map(({ title }) => title)).toEqual(['后台任务很久没有运行：提醒到期的待办'])
    await watch.noted({
      job: { name: 'remind', label: '提醒到期的待办', cron: '* * * * *' },
      number: 'x',
      endedAt: now(),
    })
    expect((await recordOf('remind')).state).toBe('WORKING')
    expect(await openItems()).toEqual([])
  })

  it.each([
    ['a day forward', DAY_MS],
    ['an hour back', -HOUR_MS],
  ])('isn’t late because the clock has jumped %s', async (_where, jump) => {
    setClock(() => plus(new Date(), jump))
    await watch.look()
    await watch.look()
    expect(await openItems()).toEqual([])
    setClock()
    await watch.look()
    await watch.look()
    expect(await openItems()).toEqual([])
    expect((await recordOf('remind')).knownAt.getTime()).toBeGreaterThan(now().getTime() - MINUTE_MS)
  })

  it('doesn’t wait for a clock that was set back to come where it was', { timeout: 60_000 }, async () => {
    let done = 0
    const count: Job = {
      name: 'count-again',
      label: '再数',
      cron: '* * * * *',
      run: () => Promise.resolve((done += 1)),
    }
    running = await startJobs(testServer().url, { jobs: [count], queued: [], noted: watch.noted }, silent)
    // As it's left by a clock that was an hour ahead: the next ones have been done, and one waits for then.
    await pool.query(`UPDATE jobs.version SET cron_on = now() + interval '1 hour'`)
    await pool.query(`
      INSERT INTO jobs.job (name, state, singleton_on, singleton_key)
      SELECT '__pgboss__send-it', 'completed', date_trunc('minute', timezone('UTC', now())) + i * interval '1 minute', 'count-again'
      FROM generate_series(1, 60) AS i`)
    await enqueue(count.name, 0)
    await pool.query(
      `UPDATE jobs.job SET start_after = now() + interval '1 hour' WHERE name = 'count-again' AND state < 'active'`,
    )
    setClock(() => plus(new Date(), -HOUR_MS))
    await watch.look()
    setClock()
    await watch.look()
    await expect.poll(() => done, { timeout: 20_000 }).toBeGreaterThan(0)
    const { rows } = await pool.query(`
      SELECT 1 FROM jobs.job WHERE singleton_on > timezone('UTC', now()) + interval '1 minute'
      UNION ALL SELECT 1 FROM jobs.version WHERE cron_on > now()`)
    expect(rows).toEqual([])
  })
})
