import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MINUTE_MS, addDays, at, dayOf, formatMinute, moment, plus, weekday } from '../../src/lib/dates.ts'
import {
  type Calendar,
  type Exception,
  type Weekly,
  type Window,
  addWorkingDays,
  addWorkingTime,
  areWindows,
  closingTime,
  isWorking,
  isWorkingDay,
  nextWorkingMoment,
  windowsOn,
  workingMinutesBetween,
} from '../../src/work/calendars.ts'

const officeDay: Window[] = [
  [540, 720],
  [780, 1080],
]
const office: Calendar = {
  weekly: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []],
  exceptions: new Map<string, Exception>([
    ['2026-12-31', { kind: 'HOLIDAY' }],
    ['2027-01-01', { kind: 'HOLIDAY' }],
    ['2027-01-03', { kind: 'WORKDAY' }],
    ['2027-01-09', { kind: 'WORKDAY', windows: [[600, 660]] }],
  ]),
}
const lateDay: Window[] = [[480, 1440]]
const service: Calendar = {
  weekly: [lateDay, lateDay, lateDay, lateDay, lateDay, lateDay, lateDay],
  exceptions: new Map(),
}
const closed: Calendar = { weekly: [[], [], [], [], [], [], []], exceptions: new Map() }

/** Windows of a day from cuts of it: apart, in order, also touching midnight and each other's day. */
const windows = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
  .map((cuts) => {
    const sorted = cuts.sort((a, b) => a - b)
    return sorted.flatMap((start, index): Window[] => {
      const end = sorted[index + 1]
      return index % 2 === 0 && end !== undefined ? [[start, end]] : []
    })
  })
const weekly: fc.Arbitrary<Weekly> = fc.tuple(
  windows,
  fc.oneof(windows, fc.constant([])),
  fc.oneof(windows, fc.constant([])),
  fc.oneof(windows, fc.constant([])),
  fc.oneof(windows, fc.constant([])),
  fc.oneof(windows, fc.constant([])),
  fc.constant([]),
)
/** Days around a turn of the year, where the moments of the laws lie. */
const someDay = fc.integer({ min: -20, max: 40 }).map((offset) => addDays('2026-12-20', offset))
const exception = fc.oneof(
  fc.constant<Exception>({ kind: 'HOLIDAY' }),
  fc.constant<Exception>({ kind: 'WORKDAY' }),
  fc.integer({ min: 1, max: 7 }).map((like): Exception => ({ kind: 'WORKDAY', like })),
  windows.map((own): Exception => ({ kind: 'WORKDAY', windows: own })),
)
const calendars: fc.Arbitrary<Calendar> = fc.record({
  weekly,
  exceptions: fc.array(fc.tuple(someDay, exception), { maxLength: 12 }).map((days) => new Map(days)),
})
const someMoment = fc
  .integer({ min: moment('2026-12-10').getTime(), max: moment('2027-01-10').getTime() })
  .map((milliseconds) => at(milliseconds))
const length = fc.integer({ min: 0, max: 20_000 })

describe('laws of working time', () => {
  it('adding a and then b is adding a + b', () => {
    fc.assert(
      fc.property(calendars, someMoment, length, length, (calendar, from, a, b) => {
        const twice = addWorkingTime(calendar, addWorkingTime(calendar, from, a), b)
        expect(twice).toEqual(addWorkingTime(calendar, from, a + b))
      }),
    )
  })

  it('between a moment and itself plus m lie m minutes', () => {
    fc.assert(
      fc.property(calendars, someMoment, length, (calendar, from, minutes) => {
        expect(workingMinutesBetween(calendar, from, addWorkingTime(calendar, from, minutes))).toBe(minutes)
      }),
    )
  })

  it('the result is the earliest such moment', () => {
    fc.assert(
      fc.property(
        calendars,
        someMoment,
        length.filter((minutes) => minutes > 0),
        (calendar, from, minutes) => {
          const justBefore = plus(addWorkingTime(calendar, from, minutes), -1)
          expect(workingMinutesBetween(calendar, from, justBefore)).toBeLessThan(minutes)
        },
      ),
    )
  })

  it('a later start or more minutes never end earlier', () => {
    fc.assert(
      fc.property(calendars, someMoment, someMoment, length, length, (calendar, one, other, a, b) => {
        const [early, late] = one < other ? [one, other] : [other, one]
        const [short, long] = a < b ? [a, b] : [b, a]
        expect(addWorkingTime(calendar, early, short) <= addWorkingTime(calendar, late, long)).toBe(true)
      }),
    )
  })

  it('the result never lies outside the windows, and never before the start', () => {
    fc.assert(
      fc.property(calendars, someMoment, length, (calendar, from, minutes) => {
        const end = addWorkingTime(calendar, from, minutes)
        expect(isWorking(calendar, end)).toBe(true)
        expect(end >= from).toBe(true)
        expect(end >= plus(from, minutes * MINUTE_MS)).toBe(true)
      }),
    )
  })

  it('minutes between add up, and turn their sign with the direction', () => {
    fc.assert(
      fc.property(calendars, someMoment, someMoment, someMoment, (calendar, a, b, c) => {
        const sum = workingMinutesBetween(calendar, a, b) + workingMinutesBetween(calendar, b, c)
        expect(sum).toBeCloseTo(workingMinutesBetween(calendar, a, c), 6)
        expect(workingMinutesBetween(calendar, a, b) + workingMinutesBetween(calendar, b, a)).toBe(0)
      }),
    )
  })

  it('agree with counting minute by minute', () => {
    const minuteOf = (date: Date): number => (date.getTime() - moment(dayOf(date)).getTime()) / MINUTE_MS
    const start = fc.integer({ min: 0, max: 30 * 1440 }).map((minutes) => moment('2026-12-10', minutes))
    fc.assert(
      fc.property(calendars, start, fc.nat({ max: 3000 }), (calendar, from, clockMinutes) => {
        let counted = 0
        for (let step = 0; step < clockMinutes; step += 1) {
          const date = plus(from, step * MINUTE_MS)
          const minute = minuteOf(date)
          if (windowsOn(calendar, dayOf(date)).some(([begin, end]) => begin <= minute && minute < end))
            counted += 1
        }
        expect(workingMinutesBetween(calendar, from, plus(from, clockMinutes * MINUTE_MS))).toBe(counted)
      }),
      { numRuns: 30 },
    )
  })

  it('the next working moment is the moment itself or the first one after it', () => {
    fc.assert(
      fc.property(calendars, someMoment, (calendar, from) => {
        const next = nextWorkingMoment(calendar, from)
        expect(isWorking(calendar, next)).toBe(true)
        expect(next.getTime() === from.getTime()).toBe(isWorking(calendar, from))
        expect(workingMinutesBetween(calendar, from, next)).toBe(0)
        expect(nextWorkingMoment(calendar, next)).toEqual(next)
      }),
    )
  })

  it('working days add up, come back, and are working days', () => {
    fc.assert(
      fc.property(calendars, someDay, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (calendar, day, a, b) => {
        const end = addWorkingDays(calendar, day, a)
        expect(addWorkingDays(calendar, end, b)).toBe(addWorkingDays(calendar, day, a + b))
        if (a === 0) expect(end).toBe(day)
        else expect(isWorkingDay(calendar, end)).toBe(true)
        if (isWorkingDay(calendar, day)) expect(addWorkingDays(calendar, end, -a)).toBe(day)
      }),
    )
  })
})

describe('an office that keeps holidays', () => {
  const four = (day: string, minutes: number): string =>
    formatMinute(addWorkingTime(office, moment(day, minutes), 240))

  it.each([
    ['in the morning', '2026-11-23', 600, '2026-11-23 15:00'],
    ['over night', '2026-11-23', 960, '2026-11-24 11:00'],
    ['over the weekend', '2026-11-27', 17 * 60, '2026-11-30 12:00'],
    ['on a Saturday', '2026-11-28', 700, '2026-11-30 14:00'],
    ['exactly until closing time', '2026-11-23', 13 * 60, '2026-11-23 17:00'],
    ['over New Year, on a make-up Sunday', '2026-12-30', 17 * 60, '2027-01-03 12:00'],
    ['in the last minute of the year', '2026-12-31', 1439, '2027-01-03 14:00'],
    ['on a short day of its own', '2027-01-08', 16 * 60, '2027-01-11 10:00'],
  ])('needs for four hours from %s (%s + %i minutes) until %s', (_when, day, minutes, end) => {
    expect(four(day, minutes)).toBe(end)
  })

  it('may end at closing time rather than at the next opening', () => {
    expect(formatMinute(addWorkingTime(office, moment('2026-11-27', 17 * 60), 60))).toBe('2026-11-27 18:00')
    expect(formatMinute(addWorkingTime(office, moment('2026-11-27', 18 * 60), 0))).toBe('2026-11-27 18:00')
    expect(formatMinute(addWorkingTime(office, moment('2026-11-27', 18 * 60), 1))).toBe('2026-11-30 09:01')
  })

  it('works a make-up Sunday like a Monday, and a named day like another', () => {
    expect(windowsOn(office, '2027-01-03')).toEqual(officeDay)
    const like: Calendar = { ...office, exceptions: new Map([['2026-11-28', { kind: 'WORKDAY', like: 6 }]]) }
    expect(windowsOn(like, '2026-11-28')).toEqual([])
    const saturday: Window[] = [[600, 720]]
    const open: Calendar = {
      weekly: [officeDay, officeDay, officeDay, officeDay, officeDay, saturday, []],
      exceptions: new Map([['2026-11-28', { kind: 'WORKDAY' }]]),
    }
    expect(windowsOn(open, '2026-11-28')).toEqual(saturday)
  })

  it('knows the working days of the month', () => {
    expect(addWorkingDays(office, '2026-11-30', 8)).toBe('2026-12-10')
    expect(addWorkingDays(office, '2026-12-30', 1)).toBe('2027-01-03')
    expect(addWorkingDays(office, '2027-01-03', -1)).toBe('2026-12-30')
  })

  it.each([
    [539, false],
    [540, true],
    [720, true],
    [750, false],
    [780, true],
    [1080, true],
    [1200, false],
  ])('works at minute %i: %s', (minutes, works) => {
    expect(isWorking(office, moment('2026-11-23', minutes))).toBe(works)
  })

  it('knows when a day closes', () => {
    expect(closingTime(office, '2026-11-23')).toEqual(moment('2026-11-23', 1080))
    expect(closingTime(service, '2026-12-31')).toEqual(moment('2027-01-01'))
    expect(closingTime(office, '2026-12-31')).toBeNull()
  })
})

describe('a service until midnight', () => {
  it('is still there at 24:00, gone a moment later, and back in the morning', () => {
    const midnight = moment('2026-12-31', 1440)
    expect(addWorkingTime(service, moment('2026-12-31', 1439), 1)).toEqual(midnight)
    expect(isWorking(service, midnight)).toBe(true)
    expect(isWorking(service, plus(midnight, 1))).toBe(false)
    expect(addWorkingTime(service, midnight, 0)).toEqual(midnight)
    const mondays: Calendar = { weekly: [lateDay, [], [], [], [], [], []], exceptions: new Map() }
    expect(isWorking(mondays, moment('2026-11-24'))).toBe(true)
    expect(isWorking(mondays, moment('2026-11-23'))).toBe(false)
    expect(formatMinute(nextWorkingMoment(service, plus(midnight, 1)))).toBe('2027-01-01 08:00')
    expect(formatMinute(addWorkingTime(service, midnight, 30))).toBe('2027-01-01 08:30')
  })

  it('takes no notice of the hours that other countries put forward', () => {
    // 8 March and 1 November 2026 have 23 and 25 hours in Los Angeles.
    expect(workingMinutesBetween(service, moment('2026-03-07'), moment('2026-03-10'))).toBe(3 * 960)
    expect(workingMinutesBetween(service, moment('2026-10-31'), moment('2026-11-03'))).toBe(3 * 960)
  })
})

describe('what makes no sense is refused', () => {
  it('a calendar that never opens', () => {
    expect(() => addWorkingTime(closed, moment('2026-11-23'), 1)).toThrow(RangeError)
    expect(() => nextWorkingMoment(closed, moment('2026-11-23'))).toThrow(RangeError)
    expect(() => addWorkingDays(closed, '2026-11-23', 1)).toThrow(RangeError)
    expect(workingMinutesBetween(closed, moment('2026-11-23'), moment('2026-12-23'))).toBe(0)
  })

  it('but 400 closed days are bridged', () => {
    const reopened = addDays('2026-11-23', 400)
    const calendar: Calendar = {
      ...closed,
      exceptions: new Map([[reopened, { kind: 'WORKDAY', windows: [[0, 60]] }]]),
    }
    expect(addWorkingTime(calendar, moment('2026-11-23'), 60)).toEqual(moment(reopened, 60))
    expect(addWorkingDays(calendar, '2026-11-22', 1)).toBe(reopened)
    expect(() => addWorkingTime(calendar, moment('2026-11-22'), 60)).toThrow(RangeError)
    expect(() => addWorkingDays(calendar, '2026-11-21', 1)).toThrow(RangeError)
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 5_256_001])('%d minutes', (minutes) => {
    expect(() => addWorkingTime(office, moment('2026-11-23'), minutes)).toThrow(RangeError)
  })

  it('half a working day', () => {
    expect(() => addWorkingDays(office, '2026-11-23', 0.5)).toThrow(RangeError)
  })

  it.each<[string, Window[], boolean]>([
    ['none', [], true],
    ['the whole day', [[0, 1440]], true],
    [
      'two that touch',
      [
        [0, 60],
        [60, 120],
      ],
      true,
    ],
    [
      'two that overlap',
      [
        [0, 61],
        [60, 120],
      ],
      false,
    ],
    [
      'out of order',
      [
        [60, 120],
        [0, 30],
      ],
      false,
    ],
    ['empty', [[60, 60]], false],
    ['past midnight', [[1380, 1500]], false],
    ['before midnight', [[-1, 60]], false],
    ['parts of minutes', [[0.5, 60]], false],
  ])('windows: %s', (_what, list, fine) => {
    expect(areWindows(list)).toBe(fine)
  })
})

it('ten years are counted in a moment', () => {
  const end = addWorkingTime(office, moment('2026-11-23', 540), 2_000_000)
  expect(weekday(dayOf(end))).toBeLessThanOrEqual(5)
  expect(workingMinutesBetween(office, moment('2026-11-23', 540), end)).toBe(2_000_000)
})
