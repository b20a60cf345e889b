import { DAY_MS, type Day, MINUTE_MS, dayFrom, dayOf, moment, plus } from './dates.ts'

/** Why a cell isn't a moment; the words are shown beside the refused row. */
export const momentProblems = {
  empty: '没有填写时间',
  unknown: '不是认识的时间格式',
  ambiguous: '年月日的顺序不明确，请用 2026-11-23 这样的写法',
  impossible: '这个时间不存在',
  range: '这是一段时间，不是一个时间点',
} as const
export type MomentProblem = keyof typeof momentProblems

/**
 * `at` is the moment; `wholeDay` says that the cell holds a day without time of day and `at` is its Shanghai
 * midnight. A serial of exactly midnight can't be told from a day.
 */
export type PlatformMoment = { ok: true; at: Date; wholeDay: boolean } | { ok: false; problem: MomentProblem }

const refuse = (problem: MomentProblem): PlatformMoment => ({ ok: false, problem })

const WRITTEN =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,9})?)?)?$/
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日/
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/
const YEAR_LAST = /^\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})(\s|$)/
const SHORT_YEAR = /^\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(\s|$)/
const SERIAL = /^\d{5}(\.\d+)?$/

/**
 * The moment in a cell of a platform's export. Such files carry naive Beijing time (UTC+8): `yyyy-MM-dd HH:mm:ss`
 * and its variants with `/`, without leading zeros, without seconds or time, with Chinese year, month and day,
 * compact `yyyyMMdd` with or without `HHmm[ss]`, and spreadsheet serials as numbers or as text of a number.
 * A `Date` is what spreadsheet readers return: the naive time in its UTC fields. Fractions of a second are
 * dropped from text and rounded to the second in serials, whose binary fractions never hit it exactly.
 *
 * Refused, never guessed: text with a two-digit year or the year last, ranges, times that don't exist (hour 24
 * too) and years outside 2000 to 2099, in which none of the platforms existed or which are filler (`1970-01-01`).
 */
export function parsePlatformMoment(cell: string | number | Date | null | undefined): PlatformMoment {
  if (cell === null || cell === undefined) return refuse('empty')
  if (cell instanceof Date) return fromSerial(cell.getTime() / DAY_MS + 25_569)
  if (typeof cell === 'number') return fromNumber(cell)
  const text = cell.normalize('NFKC').trim()
  if (text === '') return refuse('empty')
  if (SERIAL.test(text)) return fromSerial(Number(text))
  const found = WRITTEN.exec(text.replace(CHINESE, '$1-$2-$3 ').trim())
  if (found) return build([found[1], ...found.slice(3)])
  const compact = COMPACT.exec(text)
  if (compact) return build(compact.slice(1))
  if (/\d\s*[~至]\s*\d/.test(text)) return refuse('range')
  return refuse(YEAR_LAST.test(text) || SHORT_YEAR.test(text) ? 'ambiguous' : 'unknown')
}

/** `yyyyMMdd` typed into a numeric cell, otherwise a spreadsheet serial. */
function fromNumber(value: number): PlatformMoment {
  return Number.isInteger(value) && value >= 20_000_101 && value <= 20_991_231
    ? parsePlatformMoment(String(value))
    : fromSerial(value)
}

/** Days since 1899-12-30, the 1900 date system of Excel and WPS (right from March 1900 on). */
function fromSerial(serial: number): PlatformMoment {
  if (!Number.isFinite(serial)) return refuse('unknown')
  const day = Math.floor(serial)
  if (day < 36_526 || day > 73_050) return refuse('impossible')
  const seconds = Math.round((serial - day) * 86_400)
  const midnight = plus(moment('2000-01-01'), (day - 36_526) * DAY_MS)
  return { ok: true, at: plus(midnight, seconds * 1000), wholeDay: seconds === 0 }
}

/** Year, month, day, and as far as the text has them hour, minute, second. */
function build(parts: (string | undefined)[]): PlatformMoment {
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  )
  const midnight = year >= 2000 && year <= 2099 ? midnightOf(year, month, date) : null
  if (!midnight || hour > 23 || minute > 59 || second > 59) return refuse('impossible')
  const at = plus(midnight, (hour * 60 + minute) * MINUTE_MS + second * 1000)
  return { ok: true, at, wholeDay: parts[3] === undefined }
}

/** Files of a million rows name the same few days over and over; a century has only 36,525 of them. */
const midnights = new Map<number, Date>()

/** The Shanghai midnight of a day, or null if there is no such day. */
function midnightOf(year: number, month: number, date: number): Date | null {
  const key = (year * 100 + month) * 100 + date
  const known = midnights.get(key)
  if (known) return known
  const day = dayFrom(year, month, date)
  if (!day) return null
  const midnight = moment(day)
  midnights.set(key, midnight)
  return midnight
}

/**
 * The statistic period of a row: one day, or both ends of a range such as `2026-03-01~2026-03-31` or
 * `2026-03-01 至 2026-03-31`, inclusive. Null if it's neither, has times of day, or ends before it begins.
 * A row of several days is a total of that period and must not be stored as a day.
 */
export function parsePlatformPeriod(
  cell: string | number | Date | null | undefined,
): { from: Day; to: Day } | null {
  const ends = typeof cell === 'string' ? cell.normalize('NFKC').split(/\s*[~至]\s*/) : [cell]
  const days = ends.map((end) => {
    const parsed = parsePlatformMoment(end)
    return parsed.ok && parsed.wholeDay ? dayOf(parsed.at) : null
  })
  const [from, to = from] = days
  return from && to && days.length <= 2 && from <= to ? { from, to } : null
}
