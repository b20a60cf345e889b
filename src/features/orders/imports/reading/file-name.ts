import { parsePlatformMoment } from '../../../../lib/platform-dates.ts'

/**
 * When the platform made a file, by the `yyyyMMddHHmm` in its name (`ExportOrderList202403252230.csv`, with or without
 * the browser's ` (1)`); null for names that don't tell, such as those with a job number of 11 digits.
 */
export function exportedAtByName(name: string): Date | null {
  const found = /(?<!\d)(20\d{10})\d{0,2}(?!\d)/.exec(name)?.[1]
  const moment = found ? parsePlatformMoment(found) : null
  return moment?.ok ? moment.at : null
}
