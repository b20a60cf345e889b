import chineseDays from 'chinese-days'
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Day, addDays } from '../lib/dates.ts'

/**
 * Public holidays of mainland China: what the State Council has announced for a year (data of `chinese-days`), and for
 * a year not announced yet the days that the law names.
 *
 * Of the library only the data and the lunar table are used: its own questions (`isWorkday`, `getDayDetail`,
 * `getSolarTermDate`) answer with the day before or after in time zones other than China's, and take a year they
 * know nothing of for one without holidays.
 */

export interface Holiday {
  readonly day: Day
  /** A day off, or a day worked in exchange for one. */
  readonly kind: 'HOLIDAY' | 'WORKDAY'
  readonly name: string
}

export interface HolidayYear {
  readonly year: number
  /** Whether the arrangement of the year is announced; if not, the days are those of the law alone. */
  readonly published: boolean
  /** In the order of days. Includes days at the end of the year before that belong to this New Year. */
  readonly days: readonly Holiday[]
}

const holidays: Readonly<Record<string, string>> = published.holidays
const workdays: Readonly<Record<string, string>> = published.workdays

/** The holidays and make-up workdays of a year. Throws RangeError outside 2000 to 2099. */
export function holidayYear(year: number): HolidayYear {
  if (!Number.isInteger(year) || year < 2000 || year > 2099)
    throw new RangeError(`no holidays known for ${year}`)
  return isPublished(year)
    ? { year, published: true, days: announced(year) }
    : { year, published: false, days: statutoryDays(year) }
}

/**
 * Whether the installed data has the announcement of a year, which appears in October to December of the year
 * before. The National Day tells: every announcement has it, and no other year's reaches it (some reach back to
 * the last days of December).
 */
export function isPublished(year: number): boolean {
  return `${year}-10-01` in holidays
}

function announced(year: number): Holiday[] {
  const of = (days: typeof holidays, kind: Holiday['kind']) =>
    Object.entries(days)
      .map(([day, words]) => ({ day, kind, name: words.split(',')[1] ?? words }))
      .filter(({ day, name }) => announcementOf(day, name) === year)
  const make = of(workdays, 'WORKDAY').map((holiday) => ({ ...holiday, name: `${holiday.name}调休上班` }))
  return [...of(holidays, 'HOLIDAY'), ...make].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** The year whose announcement a day belongs to: New Year's days of December are part of the next one's. */
function announcementOf(day: Day, name: string): number {
  const year = Number(day.slice(0, 4))
  return name === '元旦' && day.slice(5, 7) === '12' ? year + 1 : year
}

/**
 * The days off that the law names: 全国年节及纪念日放假办法, article 2, in the version of 10 November 2024, in force since
 * 2025. Without what only an announcement can say: make-up workdays, and on which days those off are made up for
 * that fall on a weekend. Two holidays on one day are one day with both names.
 * For years 2000 to 2099.
 */
export function statutoryDays(year: number): Holiday[] {
  const spring = lunarDay(year, 1, 1, `${year}-01-21`)
  const named: [Day, string][] = [
    [`${year}-01-01`, '元旦'],
    ...[-1, 0, 1, 2].map((offset): [Day, string] => [addDays(spring, offset), '春节']),
    [qingming(year), '清明'],
    [`${year}-05-01`, '劳动节'],
    [`${year}-05-02`, '劳动节'],
    [lunarDay(year, 5, 5, `${year}-05-25`), '端午'],
    [lunarDay(year, 8, 15, `${year}-09-07`), '中秋'],
    ...[1, 2, 3].map((day): [Day, string] => [`${year}-10-0${day}`, '国庆节']),
  ]
  const names = new Map<Day, string>()
  for (const [day, name] of named) names.set(day, names.has(day) ? `${names.get(day)}、${name}` : name)
  return [...names]
    .map(([day, name]) => ({ day, kind: 'HOLIDAY' as const, name }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** The solar day of a lunar one (not of a leap month), looked for in the 35 days from the earliest on which it can fall. */
function lunarDay(year: number, month: number, day: number, earliest: Day): Day {
  for (let offset = 0; offset < 35; offset += 1) {
    const candidate = addDays(earliest, offset)
    const lunar = chineseDays.getLunarDate(candidate)
    if (lunar.lunarMon === month && lunar.lunarDay === day && !lunar.isLeap) return candidate
  }
  throw new Error(`no day ${day} of lunar month ${month} found in ${year}`)
}

/** The day of Qingming by the usual formula for the 21st century, 4 or 5 April. */
function qingming(year: number): Day {
  const n = year % 100
  return `${year}-04-0${Math.floor(n * 0.2422 + 4.81) - Math.floor(n / 4)}`
}
