import { DAY_MS, at } from '../../../../lib/dates.ts'

/** 10000-01-01: spreadsheets know no later days. */
const LAST_SERIAL = 2_958_466
/** Days from the beginning of the date system of 1900 to that of 1904, which old Macs used. */
const DAYS_TO_1904 = 1462

/**
 * A number cell as a person would write it: 24.899999999999999 is 24.9 (spreadsheets store doubles with 17 digits),
 * and 3.3000000000000001E+18 stands in full, its lost end showing as zeros.
 */
export function numberText(value: number): string {
  return String(value)
}

/**
 * A number that is shown as a date, as `yyyy-MM-dd`, with ` HH:mm:ss` unless it's midnight, to the second; null for
 * one that is no date in spreadsheets.
 */
export function dateText(value: number, from1904: boolean): string | null {
  if (!(value >= 1 && value < LAST_SERIAL)) return null
  const serial = value + (from1904 ? DAYS_TO_1904 : 0)
  const seconds = Math.round((serial - 25_569) * (DAY_MS / 1000))
  const text = at(seconds * 1000).toISOString()
  return text.slice(0, 19).replace('T00:00:00', '').replace('T', ' ')
}
