import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { countStatements } from '../../src/database/statements.ts'
import { dateColumn, dayOf, formatMinute, moment } from '../../src/lib/dates.ts'
import {
  loadCalendars,
  seedCalendars,
  unpublishedYears,
  yearToAnnounce,
} from '../../src/work/calendar-store.ts'
import { type CalendarKey, addWorkingTime, isWorkingDay, windowsOn } from '../../src/work/calendars.ts'
import { freshDatabase } from '../setup/database.ts'
import { CALENDAR_KEYS } from '../../src/work/calendars.ts'

beforeEach(freshDatabase)

const common = { calendarId: null, kind: 'HOLIDAY' as const, name: '公司放假' }
async function works(key: CalendarKey, day: string): Promise<boolean> {
  return isWorkingDay((await loadCalendars(db))[key], day)
}
async function storedDays(): Promise<string[]> {
  const rows = await db.calendarDay.findMany({ orderBy: { day: 'asc' } })
  return rows.map((row) => `${dayOf(row.day)} ${row.name}${row.official ? '' : ' 未公布'}`)
}
async function calendarId(key: CalendarKey): Promise<number> {
  return (await db.workCalendar.findUniqueOrThrow({ where: { key } })).id
}

describe('the calendars of a new installation', () => {
  beforeEach(async () => {
    await seedCalendars(db, [2026, 2060])
  })

  it('know the hours of office, service and warehouse', async () => {
    const calendars = await loadCalendars(db)
    const sunday = '2026-11-29'
    expect(windowsOn(calendars.office, '2026-11-23')).toEqual([
      [540, 720],
      [780, 1080],
    ])
    expect(windowsOn(calendars.service, sunday)).toEqual([[480, 1440]])
    expect(windowsOn(calendars.warehouse, '2026-11-28')).toEqual([[540, 1080]])
    expect(isWorkingDay(calendars.warehouse, sunday)).toBe(false)
    expect(isWorkingDay(calendars.office, '2026-11-28')).toBe(false)
  })

  it('close office and warehouse on public holidays, not the service', async () => {
    expect(await works('office', '2026-10-01')).toBe(false)
    expect(await works('warehouse', '2026-10-01')).toBe(false)
    expect(await works('service', '2026-10-01')).toBe(true)
  })

  it('open office and warehouse on make-up workdays', async () => {
    const { office, warehouse } = await loadCalendars(db)
    // Sunday 20 September 2026 is worked for the National Day.
    expect(windowsOn(office, '2026-09-20')).toEqual(windowsOn(office, '2026-09-21'))
    expect(windowsOn(warehouse, '2026-09-20')).toEqual(windowsOn(warehouse, '2026-09-21'))
  })

  it('count over the National Day week', async () => {
    const { office } = await loadCalendars(db)
    expect(formatMinute(addWorkingTime(office, moment('2026-09-30', 17 * 60), 240))).toBe('2026-10-08 12:00')
  })

  it('fall back to the law for a year that is not announced, and say so', async () => {
    expect(await unpublishedYears(db, [2026, 2060])).toEqual([2060])
    expect(await works('office', '2060-02-03')).toBe(false)
    expect((await storedDays()).at(-1)).toBe('2060-10-03 国庆节 未公布')
  })
})

describe('seeding again', () => {
  it('changes nothing', async () => {
    await seedCalendars(db, [2026, 2060])
    const before = await storedDays()
    expect(await seedCalendars(db, [2026, 2060])).toEqual([2060])
    expect(await storedDays()).toEqual(before)
    expect(await db.workCalendar.count()).toBe(CALENDAR_KEYS.length)
  })

  it('keeps what people have changed', async () => {
    await seedCalendars(db, [2026])
    await db.workCalendar.update({ where: { key: 'office' }, data: { name: '总部' } })
    await db.calendarDay.deleteMany({ where: { day: dateColumn('2026-10-07') } })
    await db.calendarDay.create({ data: { ...common, day: dateColumn('2026-06-18') } })
    const before = await storedDays()
    await seedCalendars(db, [2026])
    expect(await storedDays()).toEqual(before)
    expect((await db.workCalendar.findUniqueOrThrow({ where: { key: 'office' } })).name).toBe('总部')
  })

  it('replaces the days of the law once the year is announced, and nothing else', async () => {
    // 2026 as it stood before its announcement, with a day that the company had added.
    await db.calendarDay.createMany({
      data: [
        { ...common, name: '国庆节', official: false, day: dateColumn('2026-10-01') },
        { ...common, name: '端午', official: false, day: dateColumn('2026-06-22') },
        { ...common, day: dateColumn('2026-06-18') },
      ],
    })
    expect(await unpublishedYears(db, [2026])).toEqual([2026])
    expect(await seedCalendars(db, [2026])).toEqual([])
    const days = await storedDays()
    expect(days).toContain('2026-10-01 国庆节')
    expect(days).toContain('2026-06-18 公司放假')
    expect(days.some((day) => day.startsWith('2026-06-22'))).toBe(false)
    expect(days.some((day) => day.endsWith('未公布'))).toBe(false)
  })

  it('leaves a year alone that somebody has entered by hand', async () => {
    await seedCalendars(db, [2060])
    await db.calendarDay.updateMany({ data: { official: true } })
    expect(await seedCalendars(db, [2060])).toEqual([])
  })

  it('adds the last days of December with the announcement that brings them', async () => {
    await seedCalendars(db, [2022])
    expect((await storedDays()).some((day) => day.startsWith('2022-12'))).toBe(false)
    await seedCalendars(db, [2023])
    expect(await storedDays()).toContain('2022-12-31 元旦')
  })
})

describe('a year that nobody has announced', () => {
  it('is asked for from November before it', async () => {
    await seedCalendars(db, [2026, 2060])
    expect(await yearToAnnounce(db, '2026-10-31')).toBeNull()
    expect(await yearToAnnounce(db, '2059-10-31')).toBe(2059)
    expect(await yearToAnnounce(db, '2059-11-01')).toBe(2060)
    expect(await yearToAnnounce(db, '2025-12-31')).toBeNull()
    expect(await yearToAnnounce(db, '2060-03-01')).toBe(2060)
  })
})

describe('a day of one calendar', () => {
  beforeEach(async () => {
    await seedCalendars(db, [2026])
  })

  it('wins over the common one', async () => {
    const windows = [[600, 720]]
    const day = dateColumn('2026-10-01')
    await db.calendarDay.create({
      data: { calendarId: await calendarId('warehouse'), day, kind: 'WORKDAY', name: '假期值班', windows },
    })
    const calendars = await loadCalendars(db)
    expect(windowsOn(calendars.warehouse, '2026-10-01')).toEqual(windows)
    expect(isWorkingDay(calendars.office, '2026-10-01')).toBe(false)
  })

  it('may close the service, which keeps no holidays', async () => {
    const day = dateColumn('2026-02-16')
    await db.calendarDay.create({
      data: { calendarId: await calendarId('service'), day, kind: 'HOLIDAY', name: '除夕' },
    })
    expect(await works('service', '2026-02-16')).toBe(false)
  })
})

describe('a loaded calendar', () => {
  const friday = '2026-11-27'
  beforeEach(async () => {
    await seedCalendars(db, [2026])
  })

  it('is the same object until something changes', async () => {
    expect(await loadCalendars(db)).toBe(await loadCalendars(db))
  })

  it('is renewed after any change, whoever makes it and whether or not a version is raised', async () => {
    expect(await works('office', friday)).toBe(true)
    const { id } = await db.calendarDay.create({ data: { ...common, day: dateColumn(friday) } })
    expect(await works('office', friday)).toBe(false)
    await db.$executeRaw`UPDATE calendar_days SET kind = 'WORKDAY' WHERE id = ${id}`
    expect(await works('office', friday)).toBe(true)
    await db.$executeRaw`UPDATE calendar_days SET kind = 'HOLIDAY' WHERE id = ${id}`
    expect(await works('office', friday)).toBe(false)
    await db.calendarDay.delete({ where: { id } })
    expect(await works('office', friday)).toBe(true)
    await db.workCalendar.update({ where: { key: 'office' }, data: { weekly: [[], [], [], [], [], [], []] } })
    expect(await works('office', friday)).toBe(false)
  })

  it('forgets what a transaction saw that was rolled back', async () => {
    const change = (kind: 'HOLIDAY' | 'WORKDAY') => ({ ...common, kind, day: dateColumn('2026-11-29') })
    await expect(
      db.$transaction(async (tx) => {
        await tx.calendarDay.create({ data: change('WORKDAY') })
        expect(isWorkingDay((await loadCalendars(tx)).office, '2026-11-29')).toBe(true)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await works('office', '2026-11-29')).toBe(false)
  })

  it('asks the database once when nothing changed', async () => {
    await loadCalendars(db)
    const { statements } = await countStatements(() => loadCalendars(db))
    expect(statements).toHaveLength(1)
  })

  it('is refused when its windows are damaged or it is missing', async () => {
    const weekly = [[[600, 500]], [], [], [], [], [], []]
    await db.workCalendar.update({ where: { key: 'office' }, data: { weekly } })
    await expect(loadCalendars(db)).rejects.toThrow('windows out of order')
    await db.workCalendar.delete({ where: { key: 'office' } })
    await expect(loadCalendars(db)).rejects.toThrow('calendar office is missing')
  })
})
