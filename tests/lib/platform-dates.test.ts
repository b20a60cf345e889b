import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, formatSecond, moment } from '../../src/lib/dates.ts'
import { parsePlatformMoment, parsePlatformPeriod } from '../../src/lib/platform-dates.ts'

const read = (cell: Parameters<typeof parsePlatformMoment>[0]): string => {
  const parsed = parsePlatformMoment(cell)
  return parsed.ok ? formatSecond(parsed.at) + (parsed.wholeDay ? ' day' : '') : parsed.problem
}
const pad = (value: number): string => String(value).padStart(2, '0')
/** Any second of this century. */
const anySecond = fc
  .integer({ min: moment('2000-01-01').getTime() / 1000, max: moment('2099-12-31', 1439).getTime() / 1000 })
  .map((seconds) => at(seconds * 1000))

describe('moments in platform files', () => {
  it.each([
    ['2026-11-23 18:05:09', '2026-11-23 18:05:09'],
    ['2026-11-23  18:05:09', '2026-11-23 18:05:09'],
    ['2026-11-23T18:05:09', '2026-11-23 18:05:09'],
    ['2026-11-23 18:05:09.0', '2026-11-23 18:05:09'],
    ['2026-11-23 18:05', '2026-11-23 18:05:00'],
    ['2026-11-23', '2026-11-23 00:00:00 day'],
    ['2026/11/23', '2026-11-23 00:00:00 day'],
    ['2026/1/5 8:05', '2026-01-05 08:05:00'],
    ['2026/1/5 8:05:07', '2026-01-05 08:05:07'],
    ['2026.11.23', '2026-11-23 00:00:00 day'],
    ['20261123', '2026-11-23 00:00:00 day'],
    ['202611231805', '2026-11-23 18:05:00'],
    ['20261123180509', '2026-11-23 18:05:09'],
    ['2026年11月23日', '2026-11-23 00:00:00 day'],
    ['2026年6月1日 00:00:00', '2026-06-01 00:00:00'],
    ['2026年6月1日18:05', '2026-06-01 18:05:00'],
    ['\t2026-11-23 ', '2026-11-23 00:00:00 day'],
    ['２０２６－１１－２３　１８：０５', '2026-11-23 18:05:00'],
    ['2026-12-31 23:59:59', '2026-12-31 23:59:59'],
    ['2028-02-29', '2028-02-29 00:00:00 day'],
  ])('reads %j as %s in Shanghai', (cell, expected) => {
    expect(read(cell)).toBe(expected)
  })

  it.each([
    [46_349, '2026-11-23 00:00:00 day'],
    [46_349.75, '2026-11-23 18:00:00'],
    [46_349 + 65_109 / 86_400, '2026-11-23 18:05:09'],
    [46_349.999_999_999, '2026-11-24 00:00:00'],
    ['46349.75', '2026-11-23 18:00:00'],
    [20_261_123, '2026-11-23 00:00:00 day'],
    [new Date('2026-11-23T18:05:09Z'), '2026-11-23 18:05:09'],
    [new Date('2026-11-23T18:05:08.999Z'), '2026-11-23 18:05:09'],
  ])('reads the spreadsheet value %s as %s', (cell, expected) => {
    expect(read(cell)).toBe(expected)
  })

  it.each([
    [null, 'empty'],
    [undefined, 'empty'],
    ['', 'empty'],
    [' \t', 'empty'],
    ['11/12/2026', 'ambiguous'],
    ['11-12-2026 10:00', 'ambiguous'],
    ['26/11/12', 'ambiguous'],
    ['11/12/26 10:00', 'ambiguous'],
    ['2026-02-30', 'impossible'],
    ['2026-11-23 24:00:00', 'impossible'],
    ['2026-11-23 23:60', 'impossible'],
    ['2026-11-23 23:59:60', 'impossible'],
    ['2026-13-01 10:00:00', 'impossible'],
    ['20261323', 'impossible'],
    ['0000-00-00 00:00:00', 'impossible'],
    ['1970-01-01 08:00:00', 'impossible'],
    ['1999-12-31', 'impossible'],
    ['2100-01-01', 'impossible'],
    [36_525.9, 'impossible'],
    [73_051, 'impossible'],
    [20_261_323, 'impossible'],
    [Number.NaN, 'unknown'],
    [Number.POSITIVE_INFINITY, 'unknown'],
    [new Date(Number.NaN), 'unknown'],
    ['2026-11/23', 'unknown'],
    ['2026-11-23 18:05:09 +08:00', 'unknown'],
    ['2026-11-23T10:05:09Z', 'unknown'],
    ['2026-11-23 6:05 PM', 'unknown'],
    ['2026-11', 'unknown'],
    ['昨天', 'unknown'],
    ['2026-03-01~2026-03-31', 'range'],
    ['2026-03-01 ～ 2026-03-31', 'range'],
  ])('refuses %j: %s', (cell, problem) => {
    expect(read(cell)).toBe(problem)
  })

  it('are the same in every form of the same second', () => {
    fc.assert(
      fc.property(anySecond, (second) => {
        const text = formatSecond(second)
        const [year = 0, month = 0, day = 0, hour = 0, minute = 0, seconds = 0] = text
          .split(/[- :]/)
          .map(Number)
        const serial = (second.getTime() - moment('2000-01-01').getTime()) / 86_400_000 + 36_526
        const forms = [
          text,
          `${year}/${month}/${day} ${hour}:${pad(minute)}:${pad(seconds)}`,
          `${year}${pad(month)}${pad(day)}${pad(hour)}${pad(minute)}${pad(seconds)}`,
          `${year}年${month}月${day}日 ${hour}:${pad(minute)}:${pad(seconds)}`,
          serial,
        ]
        for (const form of forms) {
          const parsed = parsePlatformMoment(form)
          expect(parsed.ok && parsed.at, String(form)).toEqual(second)
        }
      }),
    )
  })

  it('are read or refused, whatever the cell holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.double(), fc.date({ noInvalidDate: false })),
        (cell) => {
          const parsed = parsePlatformMoment(cell)
          if (parsed.ok) expect(Number.isNaN(parsed.at.getTime())).toBe(false)
        },
      ),
    )
  })
})

describe('statistic periods', () => {
  it.each([
    ['2026-03-01~2026-03-31', '2026-03-01', '2026-03-31'],
    ['2026-03-01 ～ 2026-03-31', '2026-03-01', '2026-03-31'],
    ['2026/3/1 至 2026/3/31', '2026-03-01', '2026-03-31'],
    ['2026-03-01', '2026-03-01', '2026-03-01'],
    ['20260301', '2026-03-01', '2026-03-01'],
    [46_349, '2026-11-23', '2026-11-23'],
  ])('%s reaches from %s to %s', (cell, from, to) => {
    expect(parsePlatformPeriod(cell)).toEqual({ from, to })
  })

  it.each([
    ['2026-03-31~2026-03-01'],
    ['2026-03-01~'],
    ['2026-03-01~2026-03-02~2026-03-03'],
    ['2026-03-01 10:00 ~ 2026-03-01 11:00'],
    ['2026-03-01~2026-02-30'],
    [null],
    ['合计'],
  ])('are refused: %j', (cell) => {
    expect(parsePlatformPeriod(cell)).toBeNull()
  })
})
