import { describe, expect, it } from 'vitest'
import { durationWords, momentWords, relative, timeLeft } from '../../src/lib/date-words.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, moment, plus } from '../../src/lib/dates.ts'

const now = moment('2026-11-23', 10 * 60)

describe('words for a length of time', () => {
  it.each([
    [0, '不到 1 分钟'],
    [MINUTE_MS - 1, '不到 1 分钟'],
    [MINUTE_MS, '1 分钟'],
    [HOUR_MS - 1, '59 分钟'],
    [3 * HOUR_MS, '3 小时'],
    [3 * HOUR_MS + 20 * MINUTE_MS, '3 小时 20 分钟'],
    [DAY_MS - 1, '23 小时 59 分钟'],
    [DAY_MS, '1 天'],
    [DAY_MS + 30 * MINUTE_MS, '1 天'],
    [2 * DAY_MS + 5 * HOUR_MS + 59 * MINUTE_MS, '2 天 5 小时'],
  ])('%i ms: %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words)
  })
})

describe('words for a deadline', () => {
  it('count what is left and what is over', () => {
    expect(timeLeft(plus(now, 3 * HOUR_MS), now)).toBe('还剩 3 小时')
    expect(timeLeft(plus(now, -53 * HOUR_MS), now)).toBe('超时 2 天 5 小时')
    expect(timeLeft(now, now)).toBe('超时 不到 1 分钟')
  })

  it.each([
    ['2026-11-23', 18 * 60, '今天 18:00'],
    ['2026-11-24', 9 * 60, '明天 09:00'],
    ['2026-11-22', 0, '昨天 00:00'],
    ['2026-11-25', 18 * 60, '11月25日 18:00'],
    ['2027-01-04', 18 * 60, '2027年1月4日 18:00'],
  ])('call %s + %i minutes %s', (day, minutes, words) => {
    expect(momentWords(moment(day, minutes), now)).toBe(words)
  })

  it('take the day of Shanghai at the turn of the year', () => {
    const eve = moment('2026-12-31', 23 * 60 + 59)
    expect(momentWords(eve, eve)).toBe('今天 23:59')
    expect(momentWords(plus(eve, MINUTE_MS), eve)).toBe('明天 00:00')
    expect(momentWords(eve, plus(eve, MINUTE_MS))).toBe('昨天 23:59')
  })

  it('say the time left when the deadline is near or over, otherwise the moment', () => {
    expect(relative(plus(now, 4 * HOUR_MS), now)).toBe('还剩 4 小时')
    expect(relative(plus(now, 4 * HOUR_MS + MINUTE_MS), now)).toBe('今天 14:01')
    expect(relative(moment('2026-11-24', 9 * 60), now)).toBe('明天 09:00')
    expect(relative(moment('2026-11-21', 5 * 60), now)).toBe('超时 2 天 5 小时')
  })
})
