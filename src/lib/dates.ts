/**
 * The only place where time is read and turned into Shanghai days. China has had no daylight saving time since
 * 1991, so the offset is constant and no time zone data is needed for arithmetic.
 */
const OFFSET_MS = 8 * 3_600_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

let clock: () => number = () => Date.now()

/** Replaces the clock; for tests and the demo only. Without an argument the machine's clock is back. */
export function setClock(read?: () => Date): void {
  clock = read ? () => read().getTime() : () => Date.now()
}

/** The present moment. Everything that needs "now" asks here once per request or job and passes it on. */
export function now(): Date {
  return new Date(clock())
}

/** A moment from a count of milliseconds since 1970-01-01T00:00Z. */
export function at(milliseconds: number): Date {
  return new Date(milliseconds)
}

/** `date` moved by a duration in milliseconds (clock time). */
export function plus(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}

/** A calendar day in Shanghai as `yyyy-MM-dd`. Sorts and compares as text. */
export type Day = string

/** The Shanghai day a moment falls in. */
export function dayOf(date: Date): Day {
  return new Date(date.getTime() + OFFSET_MS).toISOString().slice(0, 10)
}

/** The moment at which a Shanghai day begins, plus minutes since midnight. */
export function moment(day: Day, minutes = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS + minutes * MINUTE_MS)
}

/** The value that a column of type `date` takes for a day; `dayOf` reads it back. */
export function dateColumn(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

/** Minutes since Shanghai midnight, 0 to 1439, seconds dropped. */
export function minuteOfDay(date: Date): number {
  return Math.floor(((((date.getTime() + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS)
}

/** The day `days` after (or before) another. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** Whole days from one day to another; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS
}

/** A calendar month in Shanghai as `yyyy-MM`. Sorts and compares as text. */
export type Month = string

/** The month a day belongs to. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/**
 * The same day of the month, `months` later (or earlier); where that month is too short, its last day:
 * 31 January plus one month is 28 or 29 February.
 */
export function addMonths(day: Day, months: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const last = new Date(Date.UTC(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 0))
  const wanted = last.toISOString().slice(0, 8) + day.slice(8)
  const end = last.toISOString().slice(0, 10)
  return wanted < end ? wanted : end
}

/** First and last day of a month. */
export function daysOfMonth(month: Month): { first: Day; last: Day } {
  const first = `${month}-01`
  return { first, last: addDays(addMonths(first, 1), -1) }
}

/** Shanghai wall-clock text `yyyy-MM-dd HH:mm`. */
export function formatMinute(date: Date): string {
  return new Date(date.getTime() + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')
}

/** Shanghai wall-clock text `yyyy-MM-dd HH:mm:ss`. */
export function formatSecond(date: Date): string {
  return new Date(date.getTime() + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** The value of a `datetime-local` field, `yyyy-MM-ddTHH:mm` in Shanghai. */
export function inputMinute(date: Date): string {
  return formatMinute(date).replace(' ', 'T')
}

/**
 * A day from the number of its year, month (1 to 12) and day, or null for a day that doesn't exist, such as
 * 30 February, or lies outside the years 1900 to 2199, where it can only be a mistake.
 */
export function dayFrom(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && year >= 1900 && year <= 2199 ? date.toISOString().slice(0, 10) : null
}

/** The day a person or a date field typed: strictly `yyyy-MM-dd` and an existing day, otherwise null. */
export function parseDay(text: string): Day | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  return found && dayFrom(Number(found[1]), Number(found[2]), Number(found[3]))
}

/**
 * The moment a `datetime-local` field holds: `yyyy-MM-ddTHH:mm`, seconds allowed, read as Shanghai time. Null
 * for anything else, for days that don't exist and for hours past 23:59.
 */
export function parseMinute(text: string): Date | null {
  const found = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,3})?)?$/.exec(text)
  const day = found && parseDay(found[1] ?? '')
  if (!found || !day) return null
  return plus(moment(day, Number(found[2]) * 60 + Number(found[3])), Number(found[4] ?? 0) * 1000)
}
