import { DAY_MS, HOUR_MS, MINUTE_MS, dayOf, plus } from '../lib/dates.ts'
import { type Calendars, addWorkingDays, addWorkingTime, closingTime } from './calendars.ts'
import type { Due, Span } from './obligations.ts'

/**
 * The deadline of a work item that is opened at a moment; null if the rule or the row names none. Throws
 * RangeError for a negative span, and for a calendar without working time.
 */
export function dueAt<Row>(
  due: Due<Row> | undefined,
  row: Row,
  openedAt: Date,
  calendars: Calendars,
): Date | null {
  if (due === undefined) return null
  if (due.kind === 'field') return due.momentOf(row)
  const span = due.spanOf(row)
  const length = lengthOf(span)
  if (due.kind === 'clock') return plus(openedAt, length)
  const calendar = calendars[due.calendar]
  if (!('days' in span)) return addWorkingTime(calendar, openedAt, length / MINUTE_MS)
  const day = addWorkingDays(calendar, dayOf(openedAt), span.days)
  return closingTime(calendar, day) ?? addWorkingTime(calendar, openedAt, 0)
}

/**
 * When to remind of a deadline: so many minutes of clock time before it, or at once if the item was opened later
 * than that. Null without a deadline.
 */
export function remindAt(due: Date | null, openedAt: Date, minutesBefore = 0): Date | null {
  if (due === null) return null
  const wanted = plus(due, -minutesBefore * MINUTE_MS)
  return wanted > openedAt ? wanted : openedAt
}

/** Milliseconds of the clock; a day is 24 hours. */
function lengthOf(span: Span): number {
  const length =
    'days' in span ? span.days * DAY_MS : 'hours' in span ? span.hours * HOUR_MS : span.minutes * MINUTE_MS
  if (!(length >= 0)) throw new RangeError(`not a span of time: ${JSON.stringify(span)}`)
  return length
}
