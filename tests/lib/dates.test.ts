import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import * as dates from '../../src/lib/dates.ts'

const utc = (text: string): Date => new Date(text)
/** Any moment of two centuries, to the millisecond. */
const anyMoment = fc
  .integer({ min: Date.parse('1900-01-01T00:00:00Z'), max: Date.parse('2199-12-30T00:00:00Z') })
  .map((milliseconds) => dates.at(milliseconds))
const anyDay = anyMoment.map(dates.dayOf)

describe('days of Shanghai', () => {
  afterEach(() => dates.setClock())

  it('begin eight hours before those of Greenwich', () => {
    expect(dates.dayOf(utc('2026-11-23T15:59:59.999Z'))).toBe('2026-11-23')
    expect(dates.dayOf(utc('2026-11-23T16:00:00Z'))).toBe('2026-11-24')
    expect(dates.moment('2026-11-23')).toEqual(utc('2026-11-22T16:00:00Z'))
    expect(dates.moment('2026-11-23', 18 * 60)).toEqual(utc('2026-11-23T10:00:00Z'))
  })

  it('turn with the year at midnight in Shanghai', () => {
    dates.setClock(() => utc('2026-12-31T15:59:00Z'))
    expect(dates.dayOf(dates.now())).toBe('2026-12-31')
    expect(dates.formatMinute(dates.now())).toBe('2026-12-31 23:59')
    expect(dates.addDays(dates.dayOf(dates.now()), 1)).toBe('2027-01-01')
    expect(dates.formatSecond(dates.plus(dates.now(), dates.MINUTE_MS))).toBe('2027-01-01 00:00:00')
  })

  it('and minutes of the day make up the moment', () => {
    fc.assert(
      fc.property(anyMoment, (date) => {
        const rebuilt = dates.moment(dates.dayOf(date), dates.minuteOfDay(date))
        const seconds = date.getTime() - rebuilt.getTime()
        expect(seconds).toBeGreaterThanOrEqual(0)
        expect(seconds).toBeLessThan(dates.MINUTE_MS)
      }),
    )
  })

  it('differ by what was added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, days) => {
        expect(dates.daysBetween(day, dates.addDays(day, days))).toBe(days)
      }),
    )
  })

  it('know their weekday', () => {
    expect(dates.weekday('2026-11-23')).toBe(1)
    expect(dates.weekday('2026-11-29')).toBe(7)
  })

  it('survive a column of type date', () => {
    expect(dates.dateColumn('2026-11-23')).toEqual(utc('2026-11-23T00:00:00Z'))
    expect(dates.dayOf(dates.dateColumn('2026-11-23'))).toBe('2026-11-23')
  })
})

describe('months', () => {
  it.each([
    ['2026-11-23', 1, '2026-12-23'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
    ['2026-01-15', 0, '2026-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s plus %i is %s', (day, months, expected) => {
    expect(dates.addMonths(day, months)).toBe(expected)
  })

  it('are passed one by one and never skipped', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (day, months) => {
        const first = `${dates.monthOf(day)}-01`
        expect(dates.addMonths(dates.addMonths(first, months), -months)).toBe(first)
        expect(dates.monthOf(dates.addMonths(day, months))).toBe(
          dates.monthOf(dates.addMonths(first, months)),
        )
      }),
    )
  })

  it('have a first and a last day', () => {
    expect(dates.daysOfMonth('2026-02')).toEqual({ first: '2026-02-01', last: '2026-02-28' })
    expect(dates.daysOfMonth('2026-12')).toEqual({ first: '2026-12-01', last: '2026-12-31' })
  })
})

describe('typed days', () => {
  it('are read when they exist', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dates.parseDay(day)).toBe(day)
      }),
    )
  })

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-11-31',
    '2026-1-1',
    '20261123',
    '2026/11/23',
    ' 2026-11-23',
    '2026-11-23 ',
    '2026-11-23\n',
    '0026-11-23',
    '1899-12-31',
    '2200-01-01',
    '２０２６-11-23',
    '2026-11-23T00:00',
    'today',
    '',
  ])('are refused: %j', (text) => {
    expect(dates.parseDay(text)).toBeNull()
  })

  it('with a time are moments of Shanghai', () => {
    expect(dates.parseMinute('2026-11-23T18:00')).toEqual(utc('2026-11-23T10:00:00Z'))
    expect(dates.parseMinute('2026-11-23T00:00:05')).toEqual(utc('2026-11-22T16:00:05Z'))
    expect(dates.parseMinute('2026-11-23T23:59:59.999')).toEqual(utc('2026-11-23T15:59:59Z'))
  })

  it('are shown as the field wants them', () => {
    expect(dates.inputMinute(utc('2026-11-23T10:00:59Z'))).toBe('2026-11-23T18:00')
  })

  it('with a time come back as they were shown', () => {
    fc.assert(
      fc.property(anyMoment, (date) => {
        const shown = dates.inputMinute(date)
        expect(dates.inputMinute(dates.parseMinute(shown) ?? dates.at(0))).toBe(shown)
      }),
    )
  })

  it.each([
    '2026-11-23',
    '2026-11-23T24:00',
    '2026-11-23T18:60',
    '2026-02-30T10:00',
    '2026-11-23 18:00',
    '2026-11-23T18:00Z',
    '2026-11-23T18:00+08:00',
    '2026-11-23T8:00',
    '2026-11-23T18:00:60',
    'x2026-11-23T18:00',
    '',
  ])('with a time are refused: %j', (text) => {
    expect(dates.parseMinute(text)).toBeNull()
  })
})
