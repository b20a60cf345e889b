import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { announceYear, askForAnnouncement } from '../../../../src/features/people/holidays/actions.ts'
import { isAnnounced } from '../../../../src/features/people/holidays/queries.ts'
import { moment } from '../../../../src/lib/dates.ts'
import { loadCalendars, seedCalendars } from '../../../../src/work/calendar-store.ts'
import { isWorkingDay, windowsOn } from '../../../../src/work/calendars.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import type { Cast } from '../../../setup/cast.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let cast: Cast
let lead: Visitor
let office: number

beforeAll(async () => {
  cast = await castIn()
  lead = await visit(testApp(), 'operations-lead')
  office = (await db.workCalendar.findUniqueOrThrow({ where: { key: 'office' } })).id
})

const week = {
  day1: '09:00-18:00',
  day2: '09:00-18:00',
  day3: '09:00-18:00',
  day4: '09:00-18:00',
  day5: '09:00-18:00',
}
const path = (): string => `/people/calendars/${office}`

describe('a calendar', () => {
  it('shows its week in words', async () => {
    expect((await lead.get('/people/calendars')).text).toContain(
      '周一至周五 09:00-12:00、13:00-18:00；周六至周日 休息',
    )
  })

  it('shows a month in whole weeks, holidays and make-up days marked', async () => {
    const page = load((await lead.get(`${path()}?month=2026-02`)).text)
    expect(page('.ho-month tbody tr')).toHaveLength(5)
    expect(page('.ho-month tbody td')).toHaveLength(35)
    const spring = page('.ho-month td').filter((_i, cell) => page(cell).text().includes('春节'))
    expect(spring.length).toBeGreaterThanOrEqual(8)
    expect(page('.ho-month').text()).toContain('调休上班')
  })

  it.each(['2026-13', 'x', '', "2026-02'"])('shows the present month for %j', async (month) => {
    expect((await lead.get(`${path()}?month=${encodeURIComponent(month)}`)).status).toBe(200)
  })

  it('gets other hours, which count at once', async () => {
    const answer = await lead.post(path(), {
      _version: '1',
      name: '办公',
      observesHolidays: 'on',
      ...week,
      day6: '10:00-16:00',
    })
    expect(answer.status).toBe(303)
    const calendars = await loadCalendars(db)
    expect(windowsOn(calendars.office, '2026-11-28')).toEqual([[600, 960]])
    expect(windowsOn(calendars.office, '2026-11-27')).toEqual([[540, 1080]])
    expect((await lead.get(path())).text).toContain('每周工作时间')
  })

  it.each([
    [{ day1: '18:00-09:00' }, '周一要写成'],
    [{ day1: '', day2: '', day3: '', day4: '', day5: '' }, '至少要有一天'],
    [{ name: '' }, '请填写名称'],
  ])('is not given %j', async (wrong, words) => {
    const answer = await lead.post(path(), { _version: '2', name: '办公', ...week, ...wrong })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
  })

  it('shows both texts when somebody else was faster', async () => {
    const answer = await lead.post(path(), { _version: '1', name: '办公室', ...week })
    expect(answer.status).toBe(409)
    expect(load(answer.text)('.ho-conflict').text()).toContain('办公室')
  })
})

describe('a day that differs', () => {
  const day = { day: '2026-12-25', kind: 'HOLIDAY', name: '店休', windows: '' }
  const find = () => db.calendarDay.findFirst({ where: { name: { in: ['店休', '店庆'] } } })

  it('is added for all calendars that observe holidays, changed, and taken out again', async () => {
    expect((await lead.post('/people/holidays', day)).headers['location']).toBe('/people/holidays?year=2026')
    expect(isWorkingDay((await loadCalendars(db)).office, '2026-12-25')).toBe(false)
    expect(isWorkingDay((await loadCalendars(db)).service, '2026-12-25')).toBe(true)
    const row = await find()
    await lead.post(`/people/holidays/${row?.id}`, {
      ...day,
      _version: '1',
      kind: 'WORKDAY',
      name: '店庆',
      windows: '10:00-15:00',
    })
    expect(windowsOn((await loadCalendars(db)).office, '2026-12-25')).toEqual([[600, 900]])
    await lead.post(`/people/holidays/${row?.id}`, { ...day, _version: '2', kind: 'WORKDAY', name: '店庆' })
    expect(windowsOn((await loadCalendars(db)).office, '2026-12-25')).toEqual([[540, 1080]])
    await lead.post(`/people/holidays/${row?.id}/remove`, { _version: '3' })
    expect(await find()).toBeNull()
    const deeds = await db.historyEntry.findMany({
      where: { noun: 'people/holidays', subjectId: row?.id },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed }) => deed)).toEqual(['create', 'edit', 'edit', 'remove'])
    expect(deeds[1]?.changes).toMatchObject({ name: ['店休', '店庆'], windows: [null, [[600, 900]]] })
    expect(deeds[2]?.changes).toMatchObject({ windows: [[[600, 900]], null] })
  })

  it('can be for one calendar only', async () => {
    await lead.post('/people/holidays', { ...day, calendarId: String(office) })
    const calendars = await loadCalendars(db)
    expect(isWorkingDay(calendars.office, '2026-12-25')).toBe(false)
    expect(isWorkingDay(calendars.warehouse, '2026-12-25')).toBe(true)
  })

  it.each([
    [{ day: '2026-10-01' }, '已经设置为'],
    [{ day: '2026-02-30' }, '不是有效的日期'],
    [{ name: '' }, '请填写名称'],
    [{ kind: 'PARTY' }, '请选择类型'],
    [{ windows: 'x' }, '工作时间要写成'],
    [{ calendarId: 'x' }, '请选择适用日历'],
  ])('is not added as %j', async (wrong, words) => {
    const answer = await lead.post('/people/holidays', { ...day, day: '2026-12-26', ...wrong })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
  })
})

describe('a year without announcement', () => {
  const november = { actor: system('ask-for-holidays'), at: moment('2029-11-01', 240) }

  it('is asked for once from November on, and done when somebody confirms it', async () => {
    await seedCalendars(db, [2029, 2030])
    await db.calendarDay.updateMany({
      where: { day: { lt: moment('2030-01-01') } },
      data: { official: true },
    })
    await askForAnnouncement(november)
    await askForAnnouncement(november)
    const items = () => db.workItem.findMany({ where: { noun: 'people/holidays', closedAt: null } })
    expect(await items()).toMatchObject([{ duty: 'OPERATIONS_LEAD', title: '录入并确认 2030 年的放假安排' }])
    const page = await lead.get('/people/holidays?year=2030')
    expect(page.text).toContain('未公布')
    await announceYear({ ...november, actor: await actor(cast, 'operations-lead') }, 2030)
    expect(await isAnnounced(2030)).toBe(true)
    expect(await items()).toEqual([])
    expect((await lead.get('/people/holidays?year=2030')).text).toContain('已公布')
  })

  it('can’t be confirmed while it has no days', async () => {
    expect((await lead.post('/people/holidays/announce', { year: '2040' })).status).toBe(409)
    expect((await lead.post('/people/holidays/announce', { year: 'x' })).status).toBe(409)
  })
})
