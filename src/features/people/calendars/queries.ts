import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import type { Day, Month } from '../../../lib/dates.ts'
import { addDays, dateColumn, dayOf, daysOfMonth, weekday } from '../../../lib/dates.ts'
import { loadCalendars } from '../../../work/calendar-store.ts'
import type { Calendar, CalendarKey, Windows } from '../../../work/calendars.ts'
import { CALENDAR_KEYS, windowsOn } from '../../../work/calendars.ts'
import type { WorkCalendar } from './policy.ts'

/** A calendar's row with its rules as they are applied. */
export interface CalendarRow extends WorkCalendar {
  calendar: Calendar
}

/** The named calendars, in the order of their keys. */
export async function listCalendars(): Promise<CalendarRow[]> {
  const [rows, loaded] = [await db.workCalendar.findMany(), await loadCalendars(db)]
  return CALENDAR_KEYS.flatMap((key: CalendarKey) =>
    rows.filter((row) => row.key === key).map((row) => ({ ...row, calendar: loaded[key] })),
  )
}

/** Everybody sees the calendars. @throws NotFound for one that isn't there */
export async function getCalendar(_actor: unknown, id: number): Promise<CalendarRow> {
  const found = (await listCalendars()).find((row) => row.id === id)
  if (!found) throw new NotFound()
  return found
}

/** One square of a month. */
export interface MonthDay {
  day: Day
  inMonth: boolean
  windows: Windows
  /** What makes it differ from its weekday, for the calendar or for all. */
  exception?: { id: number; name: string; kind: 'HOLIDAY' | 'WORKDAY'; official: boolean }
}

/** A month in whole weeks from Monday to Sunday. */
export async function monthOfCalendar(
  { id, observesHolidays, calendar }: CalendarRow,
  month: Month,
): Promise<MonthDay[]> {
  const { first, last } = daysOfMonth(month)
  const from = addDays(first, 1 - weekday(first))
  const to = addDays(last, 7 - weekday(last))
  const rows = await db.calendarDay.findMany({
    where: {
      day: { gte: dateColumn(from), lte: dateColumn(to) },
      OR: [{ calendarId: id }, ...(observesHolidays ? [{ calendarId: null }] : [])],
    },
    // The calendar's own days come last and win.
    orderBy: { calendarId: { sort: 'asc', nulls: 'first' } },
  })
  const exceptions = new Map(rows.map((row) => [dayOf(row.day), row]))
  const days: MonthDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const found = exceptions.get(day)
    days.push({
      day,
      inMonth: day >= first && day <= last,
      windows: windowsOn(calendar, day),
      ...(found
        ? { exception: { id: found.id, name: found.name, kind: found.kind, official: found.official } }
        : {}),
    })
  }
  return days
}
