import { describe, expect, it } from 'vitest'
import { formatMinute, moment } from '../../src/lib/dates.ts'
import { rhythmOf } from '../../src/lib/rhythm.ts'

const at = (minutes: number): Date => moment('2026-03-01', minutes)
const next = (cron: string, minutes: number): string => formatMinute(rhythmOf(cron).next(at(minutes)))

describe('a rhythm', () => {
  it.each([
    ['* * * * *', '每分钟', 601, '2026-03-01 10:02'],
    ['*/5 * * * *', '每 5 分钟', 600, '2026-03-01 10:05'],
    ['*/5 * * * *', '每 5 分钟', 603, '2026-03-01 10:05'],
    ['0 * * * *', '每小时整点', 600, '2026-03-01 11:00'],
    ['20 * * * *', '每小时第 20 分', 605, '2026-03-01 10:20'],
    ['10 4 * * *', '每天 04:10', 249, '2026-03-01 04:10'],
    ['10 4 * * *', '每天 04:10', 250, '2026-03-02 04:10'],
  ])('%s is %s', (cron, words, minutes, expected) => {
    expect(rhythmOf(cron).words).toBe(words)
    expect(next(cron, minutes)).toBe(expected)
  })

  it('has no words for what isn’t as plain', () => {
    expect(() => rhythmOf('0 0 * * 1')).toThrow(RangeError)
  })
})
