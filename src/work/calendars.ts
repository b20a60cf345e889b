import { type Day, MINUTE_MS, addDays, dayOf, moment, plus, weekday } from '../lib/dates.ts'

/**
 * Working time: windows per weekday, and days that differ. All arithmetic is exact to the millisecond and in
 * Shanghai days, whatever zone the machine lives in. Windows are taken as closed: at 18:00 sharp an office that
 * closes at 18:00 counts as still there, so that a deadline may fall on closing time.
 */

/** The calendars that rules refer to. Their windows and days are data (`calendar-store.ts`), their names are not. */
export const CALENDAR_KEYS = ['office', 'service', 'warehouse', 'inbound', 'outbound'] as const
export type CalendarKey = (typeof CALENDAR_KEYS)[number]

/** Minutes since midnight, `0 <= start < end <= 1440`. */
export type Window = readonly [start: number, end: number]

/** Windows from Monday to Sunday. */
export type Weekly = readonly [Windows, Windows, Windows, Windows, Windows, Windows, Windows]
export type Windows = readonly Window[]

/**
 * A day that differs from its weekday: closed, or worked. A workday has windows of its own, or works like a named
 * weekday (1 = Monday), or, where neither is given, as itself, and as Monday if it would be closed.
 */
export type Exception =
  | { readonly kind: 'HOLIDAY' }
  | { readonly kind: 'WORKDAY'; readonly windows?: Windows; readonly like?: number }

export interface Calendar {
  readonly weekly: Weekly
  readonly exceptions: ReadonlyMap<Day, Exception>
}

/** A calendar per key, as `loadCalendars` gives them. */
export type Calendars = Readonly<Record<CalendarKey, Calendar>>

/** How many closed days in a row are bridged; a calendar that's closed longer is a mistake. */
const LONGEST_CLOSURE = 400

/** Ten years; more is a mistake that would only keep the machine busy. */
const LONGEST_MINUTES = 5_256_000

/** Whether windows lie within a day, in order and apart (touching is allowed). */
export function areWindows(windows: Windows): boolean {
  return windows.every(([start, end], index) => {
    const previous = windows[index - 1]?.[1] ?? 0
    return Number.isInteger(start) && Number.isInteger(end) && previous <= start && start < end && end <= 1440
  })
}

/** The windows of a day. */
export function windowsOn(calendar: Calendar, day: Day): Windows {
  const usual = onWeekday(calendar, weekday(day))
  const exception = calendar.exceptions.get(day)
  if (!exception) return usual
  if (exception.kind === 'HOLIDAY') return []
  if (exception.windows) return exception.windows
  if (exception.like !== undefined) return onWeekday(calendar, exception.like)
  return usual.length > 0 ? usual : onWeekday(calendar, 1)
}

function onWeekday(calendar: Calendar, number: number): Windows {
  return calendar.weekly[number - 1] ?? []
}

/** Whether a day has any working time. */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return windowsOn(calendar, day).length > 0
}

/** Whether a moment lies in a window, its first and last moment included. */
export function isWorking(calendar: Calendar, at: Date): boolean {
  return (
    stretches(calendar, dayOf(at)).some(([start, end]) => start <= at && at <= end) ||
    isMidnightEnd(calendar, at)
  )
}

/** 24:00 of a day that works to midnight is 00:00 of the next. */
function isMidnightEnd(calendar: Calendar, at: Date): boolean {
  const day = dayOf(at)
  return at.getTime() === moment(day).getTime() && windowsOn(calendar, addDays(day, -1)).at(-1)?.[1] === 1440
}

/** The moment itself if it's working time, otherwise the next opening. Throws RangeError if none comes in 400 days. */
export function nextWorkingMoment(calendar: Calendar, at: Date): Date {
  if (isWorking(calendar, at)) return at
  for (const [start] of stretchesFrom(calendar, at)) if (start > at) return start
  throw new RangeError('unreachable')
}

/**
 * The earliest moment by which so many minutes of working time have passed since `from`. It's never outside a
 * window; zero minutes give the next working moment. Fractions are rounded to
 * the millisecond. Throws RangeError for a negative number or one of more than ten years, and for a calendar that's
 * closed for more than 400 days.
 */
export function addWorkingTime(calendar: Calendar, from: Date, minutes: number): Date {
  if (!(minutes >= 0 && minutes <= LONGEST_MINUTES))
    throw new RangeError(`not a length of working time: ${minutes}`)
  let left = Math.round(minutes * MINUTE_MS)
  if (left === 0) return nextWorkingMoment(calendar, from)
  for (const [start, end] of stretchesFrom(calendar, from)) {
    const begin = start > from ? start : from
    const length = end.getTime() - begin.getTime()
    if (length >= left) return plus(begin, left)
    left -= Math.max(length, 0)
  }
  throw new RangeError('unreachable')
}

/** Minutes of working time from one moment to another, exact (fractions for seconds); negative if `to` is earlier. */
export function workingMinutesBetween(calendar: Calendar, from: Date, to: Date): number {
  if (to < from) return -workingMinutesBetween(calendar, to, from)
  let sum = 0
  const last = dayOf(to)
  for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
    for (const [start, end] of stretches(calendar, day)) {
      sum += Math.max(0, Math.min(end.getTime(), to.getTime()) - Math.max(start.getTime(), from.getTime()))
    }
  }
  return sum / MINUTE_MS
}

/**
 * The n-th working day after a day, or before it for a negative n; the day itself, working or not, for zero.
 * Throws RangeError for a fraction, and for a calendar that's closed for more than 400 days.
 */
export function addWorkingDays(calendar: Calendar, day: Day, days: number): Day {
  if (!Number.isInteger(days)) throw new RangeError(`not a number of days: ${days}`)
  const step = Math.sign(days)
  let found = day
  for (let left = Math.abs(days), closed = 0; left > 0;) {
    found = addDays(found, step)
    if (isWorkingDay(calendar, found)) {
      left -= 1
      closed = 0
    } else if (++closed > LONGEST_CLOSURE) throw closedTooLong(day)
  }
  return found
}

/** The end of a day's last window, or null for a closed day. */
export function closingTime(calendar: Calendar, day: Day): Date | null {
  return stretches(calendar, day).at(-1)?.[1] ?? null
}

function stretches(calendar: Calendar, day: Day): [Date, Date][] {
  return windowsOn(calendar, day).map(([start, end]) => [moment(day, start), moment(day, end)])
}

/** All windows from the day of a moment on, for ever; the caller stops. */
function* stretchesFrom(calendar: Calendar, from: Date): Generator<[Date, Date], never> {
  for (let day = dayOf(from), closed = 0; ; day = addDays(day, 1)) {
    const open = stretches(calendar, day)
    closed = open.length > 0 ? 0 : closed + 1
    if (closed > LONGEST_CLOSURE) throw closedTooLong(day)
    yield* open
  }
}

function closedTooLong(day: Day): RangeError {
  return new RangeError(`calendar without working time for ${LONGEST_CLOSURE} days around ${day}`)
}
