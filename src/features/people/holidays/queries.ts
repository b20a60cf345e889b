import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { dateColumn } from '../../../lib/dates.ts'
import type { Option } from '../../../web/parts.ts'
import { unpublishedYears } from '../../../work/calendar-store.ts'
import type { CalendarDay } from './policy.ts'

/** A day with the name of its calendar; null for all that observe holidays. */
export interface DayRow extends CalendarDay {
  calendarName: string | null
}

/** The days of a year, in their order. */
export async function daysOfYear(year: number): Promise<DayRow[]> {
  const rows = await db.calendarDay.findMany({
    where: { day: { gte: dateColumn(`${year}-01-01`), lte: dateColumn(`${year}-12-31`) } },
    include: { calendar: { select: { name: true } } },
    orderBy: [{ day: 'asc' }, { calendarId: { sort: 'asc', nulls: 'first' } }],
  })
  return rows.map(({ calendar, ...row }) => ({ ...row, calendarName: calendar?.name ?? null }))
}

/** Whether the arrangement of a year is stored as announced. */
export async function isAnnounced(year: number): Promise<boolean> {
  return (await unpublishedYears(db, [year])).length === 0
}

/** Everybody sees the days. @throws NotFound for one that isn't there */
export async function getDay(_actor: unknown, id: number): Promise<DayRow> {
  const row = await db.calendarDay.findUnique({
    where: { id },
    include: { calendar: { select: { name: true } } },
  })
  if (!row) throw new NotFound()
  const { calendar, ...day } = row
  return { ...day, calendarName: calendar?.name ?? null }
}

/** The calendars a day can be entered for. */
export async function calendarOptions(): Promise<Option[]> {
  const rows = await db.workCalendar.findMany({ orderBy: { id: 'asc' } })
  return rows.map(({ id, name }) => ({ value: String(id), label: `只用于${name}` }))
}
