import { z } from 'zod'
import type { Tx } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { type Day, dateColumn, dayOf } from '../lib/dates.ts'
import {
  CALENDAR_KEYS,
  type Calendar,
  type CalendarKey,
  type Calendars,
  type Exception,
  areWindows,
} from './calendars.ts'
import { holidayYear } from './holidays.ts'

/** What a calendar's `weekly` and a day's `windows` hold. */
const Windows = z.array(z.tuple([z.int(), z.int()])).refine(areWindows, 'windows out of order')
export const WeeklyJson = z.tuple([Windows, Windows, Windows, Windows, Windows, Windows, Windows])
export const WindowsJson = Windows.nullable()

type Window = [number, number]
const office: Window[] = [
  [9 * 60, 12 * 60],
  [13 * 60, 18 * 60],
]
const warehouse: Window[] = [[9 * 60, 18 * 60]]
/** Couriers come in the evening. */
const outbound: Window[] = [[9 * 60, 20 * 60]]
const service: Window[] = [[8 * 60, 24 * 60]]

/** The calendars of a new installation, each editable. */
const defaults: Record<CalendarKey, { name: string; weekly: Window[][]; observesHolidays: boolean }> = {
  office: { name: '办公', weekly: [office, office, office, office, office, [], []], observesHolidays: true },
  service: { name: '客服', weekly: Array<Window[]>(7).fill(service), observesHolidays: false },
  warehouse: { name: '仓库', weekly: [...Array<Window[]>(6).fill(warehouse), []], observesHolidays: true },
  inbound: { name: '仓库入库', weekly: [...Array<Window[]>(6).fill(warehouse), []], observesHolidays: true },
  outbound: { name: '仓库出库', weekly: [...Array<Window[]>(6).fill(outbound), []], observesHolidays: true },
}

let cached: { fingerprint: string; calendars: Calendars } | undefined

/**
 * All named calendars as they stand now. Kept in memory, with one cheap statement at every call that notices
 * whatever any process, or anybody with a database console, has changed: PostgreSQL stamps each row with the
 * transaction that wrote it (`xmin`), and no other transaction ever has the same stamp, even after a rollback.
 *
 * @throws Error while a calendar is missing (see `seedCalendars`) or its windows are damaged
 */
export async function loadCalendars(tx: Tx): Promise<Calendars> {
  const [row] = await tx.$queryRaw<{ fingerprint: string }[]>`
    SELECT md5(concat(
      (SELECT string_agg(concat(id, ':', xmin), ',' ORDER BY id) FROM work_calendars), ';',
      (SELECT string_agg(concat(id, ':', xmin), ',' ORDER BY id) FROM calendar_days))) AS fingerprint`
  const fingerprint = row?.fingerprint ?? ''
  if (cached?.fingerprint === fingerprint) return cached.calendars
  const calendars = await readCalendars(tx)
  cached = { fingerprint, calendars }
  return calendars
}

async function readCalendars(tx: Tx): Promise<Calendars> {
  const rows = await tx.workCalendar.findMany()
  const days = await tx.calendarDay.findMany()
  const read = (key: CalendarKey): Calendar => {
    const row = rows.find((candidate) => candidate.key === key)
    if (!row) throw new Error(`calendar ${key} is missing`)
    const common = row.observesHolidays ? days.filter((day) => day.calendarId === null) : []
    const own = days.filter((day) => day.calendarId === row.id)
    // Own days come last and so win over the common ones.
    const exceptions = [...common, ...own].map((day): [Day, Exception] => [dayOf(day.day), exceptionOf(day)])
    return { weekly: WeeklyJson.parse(row.weekly), exceptions: new Map(exceptions) }
  }
  return Object.fromEntries(CALENDAR_KEYS.map((key) => [key, read(key)])) as Calendars
}

function exceptionOf(day: { kind: Exception['kind']; windows: unknown }): Exception {
  if (day.kind === 'HOLIDAY') return { kind: 'HOLIDAY' }
  const windows = WindowsJson.parse(day.windows)
  return windows ? { kind: 'WORKDAY', windows } : { kind: 'WORKDAY' }
}

/**
 * Puts the calendars and the holidays of some years where they are missing, and replaces a year's statutory days once
 * its announcement is known. What people have entered or changed stays. Safe to repeat; a job does so daily.
 * Returns the years that are still without announcement (未公布).
 */
export async function seedCalendars(tx: Tx, years: readonly number[]): Promise<number[]> {
  await tx.workCalendar.createMany({
    data: CALENDAR_KEYS.map((key) => ({ key, ...defaults[key] })),
    skipDuplicates: true,
  })
  const unpublished = new Set(await unpublishedYears(tx, years))
  for (const year of years) {
    if (!unpublished.has(year)) continue
    const { published, days } = holidayYear(year)
    if (published) {
      await tx.calendarDay.deleteMany({ where: { ...commonDaysOf(year), official: false } })
      unpublished.delete(year)
    }
    await tx.calendarDay.createMany({
      data: days.map((holiday) => ({ ...holiday, day: dateColumn(holiday.day), official: published })),
      skipDuplicates: true,
    })
  }
  return [...unpublished]
}

/**
 * Which of the years have no announced holidays stored, by data or by hand. The National Day speaks for its year, as
 * in `holidays.ts`: to mark a year as announced, mark all its days `official`.
 */
export async function unpublishedYears(tx: Tx, years: readonly number[]): Promise<number[]> {
  const rows = await tx.calendarDay.findMany({
    where: {
      calendarId: null,
      official: true,
      day: { in: years.map((year) => dateColumn(`${year}-10-01`)) },
    },
    select: { day: true },
  })
  const known = new Set(rows.map((row) => Number(dayOf(row.day).slice(0, 4))))
  return years.filter((year) => !known.has(year))
}

/**
 * The year whose holidays somebody must find out and enter now: from November the next one (announcements come
 * around then), before that the present one; null if it's announced.
 */
export async function yearToAnnounce(tx: Tx, today: Day): Promise<number | null> {
  const year = Number(today.slice(0, 4)) + (today.slice(5, 7) >= '11' ? 1 : 0)
  return (await unpublishedYears(tx, [year])).length > 0 ? year : null
}

/** The days of a year that count for all calendars observing holidays. */
export function commonDaysOf(year: number): Prisma.CalendarDayWhereInput {
  return {
    calendarId: null,
    day: { gte: dateColumn(`${year}-01-01`), lte: dateColumn(`${year}-12-31`) },
  }
}
