import layouts from '../../../../samples/headers.json' with { type: 'json' }
import type { FileRow } from '../files.ts'

export type Layout = keyof typeof layouts

/** The names of all layouts, those of other departments' files too. */
export const layoutNames = Object.keys(layouts) as Layout[]

/** The headings of a layout, as its files have them. */
export const headingsOf = (layout: Layout): readonly string[] => layouts[layout].columns

/** A file of a layout: its headings, and rows by heading; the second of a doubled heading is `heading__2`. */
export function fileOf(headings: readonly string[], ...rows: readonly FileRow[]): string[][] {
  const seen = new Map<string, number>()
  const unique = headings.map((heading) => {
    const times = (seen.get(heading) ?? 0) + 1
    seen.set(heading, times)
    return times === 1 ? heading : `${heading}__${times}`
  })
  for (const row of rows) {
    const stray = Object.keys(row).filter((heading) => !unique.includes(heading))
    if (stray.length > 0) throw new Error(`no such heading: ${stray.join()}`)
  }
  return [[...headings], ...rows.map((row) => unique.map((heading) => row[heading] ?? ''))]
}
