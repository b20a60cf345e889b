import type { Limits } from './limits.ts'
import { readWholeXml } from './xml.ts'
import type { Archive } from './zip.ts'

/**
 * The cell styles (indexes of `cellXfs`) that show a number as a date or time of day. A date is a plain number in
 * the file; only its style tells.
 */
export async function readDateStyles(
  archive: Archive,
  path: string | undefined,
  limits: Limits,
): Promise<ReadonlySet<number>> {
  const dates = new Set<number>()
  if (!path || !archive.has(path)) return dates
  const ownFormats = new Map<string, string>()
  let inCellStyles = false
  let index = 0
  await readWholeXml(
    await archive.open(path),
    {
      open(name, { numFmtId = '0', formatCode = '' }) {
        if (name === 'numFmt') ownFormats.set(numFmtId, formatCode)
        if (name === 'cellXfs') inCellStyles = true
        if (name !== 'xf' || !inCellStyles) return
        if (showsDate(Number(numFmtId), ownFormats.get(numFmtId))) dates.add(index)
        index += 1
      },
      close(name) {
        if (name === 'cellXfs') inCellStyles = false
      },
    },
    limits.rowCharacters,
  )
  return dates
}

/** Whether a number format, given by its number and, if it's the workbook's own, its code, shows a date or time. */
export function showsDate(id: number, ownCode: string | undefined): boolean {
  return ownCode === undefined ? isBuiltInDate(id) : isDateFormat(ownCode)
}

/** ECMA-376 part 1, 18.8.30, with the dates that Chinese versions add (27 to 36 and 50 to 58). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** Whether a format has a part of a date outside quoted text, escaped characters and `[…]` (colors, conditions). */
function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, ''))
}
