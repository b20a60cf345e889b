import type { Day, Month } from '../../../lib/dates.ts'
import { addDays, addMonths, daysBetween, daysOfMonth, monthOf } from '../../../lib/dates.ts'

/** Pieces of a class of goods that were sold in a month. */
export interface MonthSales {
  readonly month: Month
  readonly pieces: number
}

/** What each month sells beside the average one, January first, in percent. */
export type SeasonIndices = readonly number[]

/** An index beyond these bounds says more about a single event than about the month. */
const [LEAST, MOST] = [25, 400]
const MOST_YEARS = 3

/**
 * The months' indices from the last whole years (up to three) before `until`: a month's sales per day beside those of all
 * months. Null with less than a whole year after the month of the first sale, which may have begun in its middle.
 */
export function seasonIndices(sales: readonly MonthSales[], until: Month): SeasonIndices | null {
  const first = sales.map(({ month }) => month).sort()[0]
  if (first === undefined) return null
  const years = Math.min(MOST_YEARS, Math.floor((monthsBetween(first, until) - 1) / 12))
  if (years < 1) return null
  const pieces = new Map(sales.map((one) => [one.month, one.pieces]))
  const months = Array.from({ length: years * 12 }, (_, back) => earlier(until, back + 1))
  const of = (some: readonly Month[]): number =>
    some.reduce((sum, month) => sum + (pieces.get(month) ?? 0), 0) /
    some.reduce((sum, month) => sum + lengthOf(month), 0)
  const average = of(months)
  if (average === 0) return null
  return Array.from({ length: 12 }, (_, index) =>
    bounded((100 * of(months.filter((month) => numberOf(month) === index + 1))) / average),
  )
}

/** Days before today in which the rate was mostly measured. */
const MEASURED_DAYS = 30

/**
 * By how much more than lately goods should sell in the coming days, in percent: the mean index of these days beside that of
 * the last thirty, in which the rate was measured. 100 where no indices are known.
 */
export function seasonPercent(indices: SeasonIndices | null, today: Day, ahead: number): number {
  if (!indices) return 100
  const coming = meanIndex(indices, today, Math.max(ahead, 1))
  return bounded((100 * coming) / meanIndex(indices, addDays(today, -MEASURED_DAYS), MEASURED_DAYS))
}

function meanIndex(indices: SeasonIndices, from: Day, days: number): number {
  let sum = 0
  for (let i = 0; i < days; i += 1) sum += indices[numberOf(monthOf(addDays(from, i))) - 1] ?? 100
  return sum / days
}

const bounded = (percent: number): number => Math.min(MOST, Math.max(LEAST, Math.round(percent)))
const numberOf = (month: Month): number => Number(month.slice(5))
const earlier = (month: Month, months: number): Month => monthOf(addMonths(`${month}-01`, -months))
const monthsBetween = (from: Month, to: Month): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + numberOf(to) - numberOf(from)

function lengthOf(month: Month): number {
  const { first, last } = daysOfMonth(month)
  return daysBetween(first, last) + 1
}
