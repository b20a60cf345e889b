import { describe, expect, it } from 'vitest'
import { formatMinute, moment } from '../../src/lib/dates.ts'
import type { Calendar, Calendars, Window } from '../../src/work/calendars.ts'
import { dueAt, remindAt } from '../../src/work/deadlines.ts'
import { clock, field, working } from '../../src/work/obligations.ts'

const week = (windows: Window[], weekend: Window[]): Calendar => ({
  weekly: [windows, windows, windows, windows, windows, weekend, weekend],
  exceptions: new Map([['2026-11-25', { kind: 'HOLIDAY' }]]),
})
const calendars: Calendars = {
  office: week(
    [
      [540, 720],
      [780, 1080],
    ],
    [],
  ),
  service: week([[480, 1440]], [[480, 1440]]),
  warehouse: week([[540, 1080]], [[540, 1080]]),
  inbound: week([[540, 1080]], []),
  outbound: week([[540, 1200]], []),
}
const monday = moment('2026-11-23', 17 * 60)

describe('a deadline', () => {
  it.each([
    ['hours of the office', working('office', { hours: 4 }), '2026-11-24 12:00'],
    ['minutes of the service', working('service', { minutes: 30 }), '2026-11-23 17:30'],
    ['hours of the warehouse', working('warehouse', { hours: 2 }), '2026-11-24 10:00'],
    ['days of the office, a holiday between', working('office', { days: 2 }), '2026-11-26 18:00'],
    ['the same day', working('office', { days: 0 }), '2026-11-23 18:00'],
    ['hours of the clock', clock({ hours: 48 }), '2026-11-25 17:00'],
    ['days of the clock', clock({ days: 3 }), '2026-11-26 17:00'],
    ['minutes of the clock', clock({ minutes: 90 }), '2026-11-23 18:30'],
  ])('in %s', (_rule, due, expected) => {
    const date = dueAt(due, {}, monday, calendars)
    expect(date && formatMinute(date)).toBe(expected)
  })

  it('of no working days from a closed day is the next opening', () => {
    const date = dueAt(working('office', { days: 0 }), {}, moment('2026-11-28', 600), calendars)
    expect(date && formatMinute(date)).toBe('2026-11-30 09:00')
  })

  it('is what the row says, or none', () => {
    const due = field((row: { promisedAt: Date | null }) => row.promisedAt)
    expect(dueAt(due, { promisedAt: monday }, monday, calendars)).toEqual(monday)
    expect(dueAt(due, { promisedAt: null }, monday, calendars)).toBeNull()
    expect(dueAt(undefined, {}, monday, calendars)).toBeNull()
  })

  it('may depend on the row', () => {
    const due = clock((row: { urgent: boolean }) => ({ hours: row.urgent ? 1 : 24 }))
    expect(dueAt(due, { urgent: true }, monday, calendars)).toEqual(moment('2026-11-23', 18 * 60))
    expect(dueAt(due, { urgent: false }, monday, calendars)).toEqual(moment('2026-11-24', 17 * 60))
  })

  it('is never before the opening', () => {
    expect(() => dueAt(clock({ hours: -1 }), {}, monday, calendars)).toThrow(RangeError)
    expect(() => dueAt(clock({ days: Number.NaN }), {}, monday, calendars)).toThrow(RangeError)
    expect(() => dueAt(working('office', { minutes: -1 }), {}, monday, calendars)).toThrow(RangeError)
    expect(() => dueAt(working('office', { days: -1 }), {}, monday, calendars)).toThrow(RangeError)
  })
})

describe('a reminder', () => {
  const due = moment('2026-11-24', 17 * 60)

  it('comes so many minutes before the deadline', () => {
    expect(remindAt(due, monday, 60)).toEqual(moment('2026-11-24', 16 * 60))
    expect(remindAt(due, monday)).toEqual(due)
  })

  it('comes at once if that is past', () => {
    expect(remindAt(due, monday, 3 * 24 * 60)).toEqual(monday)
    expect(remindAt(moment('2026-11-20'), monday, 60)).toEqual(monday)
  })

  it('does not come without a deadline', () => {
    expect(remindAt(null, monday, 60)).toBeNull()
  })
})
