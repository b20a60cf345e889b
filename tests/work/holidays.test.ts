import { describe, expect, it } from 'vitest'
import { weekday } from '../../src/lib/dates.ts'
import { holidayYear, isPublished, statutoryDays } from '../../src/work/holidays.ts'

const years = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
const daysOff = (year: number): string[] =>
  holidayYear(year)
    .days.filter((holiday) => holiday.kind === 'HOLIDAY')
    .map((holiday) => holiday.day)

describe('an announced year', () => {
  it('has the days off and the make-up workdays of the announcement', () => {
    const { published, days } = holidayYear(2026)
    expect(published).toBe(true)
    expect(days.filter((holiday) => holiday.kind === 'WORKDAY').map((holiday) => holiday.day)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
    expect(daysOff(2026).filter((day) => day.startsWith('2026-02'))).toEqual([
      '2026-02-15',
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-02-20',
      '2026-02-21',
      '2026-02-22',
      '2026-02-23',
    ])
    expect(days).toContainEqual({ day: '2026-10-01', kind: 'HOLIDAY', name: '国庆节' })
    expect(days).toContainEqual({ day: '2026-10-10', kind: 'WORKDAY', name: '国庆节调休上班' })
  })

  it('takes along its New Year’s days of the December before, and leaves those of the next one', () => {
    expect(daysOff(2023)[0]).toBe('2022-12-31')
    expect(daysOff(2022)).not.toContain('2022-12-31')
    expect(holidayYear(2012).days[0]).toEqual({ day: '2011-12-31', kind: 'WORKDAY', name: '元旦调休上班' })
    expect(daysOff(2019).slice(0, 3)).toEqual(['2018-12-30', '2018-12-31', '2019-01-01'])
  })

  it.each(years(2004, 2026))('%i makes up on weekends only for days it gives on weekdays', (year) => {
    const { published, days } = holidayYear(year)
    expect(published).toBe(true)
    for (const { day, kind } of days) if (kind === 'WORKDAY') expect(weekday(day)).toBeGreaterThan(5)
    expect(days.map(({ day }) => day)).toEqual([...new Set(days.map(({ day }) => day))].sort())
  })
})

describe('a year without announcement', () => {
  it('is known as such', () => {
    expect(isPublished(2026)).toBe(true)
    expect(isPublished(2060)).toBe(false)
    expect(isPublished(2003)).toBe(false)
    expect(holidayYear(2060).published).toBe(false)
  })

  it('has the days of the law, and no make-up workdays', () => {
    expect(holidayYear(2060).days).toEqual([
      { day: '2060-01-01', kind: 'HOLIDAY', name: '元旦' },
      { day: '2060-02-01', kind: 'HOLIDAY', name: '春节' },
      { day: '2060-02-02', kind: 'HOLIDAY', name: '春节' },
      { day: '2060-02-03', kind: 'HOLIDAY', name: '春节' },
      { day: '2060-02-04', kind: 'HOLIDAY', name: '春节' },
      { day: '2060-04-04', kind: 'HOLIDAY', name: '清明' },
      { day: '2060-05-01', kind: 'HOLIDAY', name: '劳动节' },
      { day: '2060-05-02', kind: 'HOLIDAY', name: '劳动节' },
      { day: '2060-06-03', kind: 'HOLIDAY', name: '端午' },
      { day: '2060-09-09', kind: 'HOLIDAY', name: '中秋' },
      { day: '2060-10-01', kind: 'HOLIDAY', name: '国庆节' },
      { day: '2060-10-02', kind: 'HOLIDAY', name: '国庆节' },
      { day: '2060-10-03', kind: 'HOLIDAY', name: '国庆节' },
    ])
  })

  it('takes two holidays on one day for one day', () => {
    expect(holidayYear(2031).days).toContainEqual({
      day: '2031-10-01',
      kind: 'HOLIDAY',
      name: '中秋、国庆节',
    })
    expect(holidayYear(2031).days).toHaveLength(12)
  })

  it.each(years(2027, 2099))('%i finds every festival', (year) => {
    const { days } = holidayYear(year)
    const names = days.flatMap(({ name }) => name.split('、'))
    expect(names).toHaveLength(13)
    expect(new Set(names).size).toBe(7)
    for (const { day } of days) expect(day.startsWith(String(year))).toBe(true)
  })

  it.each(years(2008, 2026))('would have had right days in %i, which was announced', (year) => {
    // Until 2024 the law named neither the eve of the lunar year nor 2 May. The data lacks a Saturday of 2012.
    const apart = year < 2025 ? [statutoryDays(year)[1]?.day, `${year}-05-02`, '2012-06-23'] : []
    const days = statutoryDays(year).map(({ day }) => day)
    for (const day of days.filter((candidate) => !apart.includes(candidate)))
      expect(daysOff(year)).toContain(day)
  })

  it('is refused outside this century', () => {
    expect(() => holidayYear(1999)).toThrow(RangeError)
    expect(() => holidayYear(2100)).toThrow(RangeError)
    expect(() => holidayYear(2026.5)).toThrow(RangeError)
  })
})
