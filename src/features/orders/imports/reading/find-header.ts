import type { Kind, Signature } from '../kinds/kind.ts'
import { unwrap } from './clean.ts'
import {
  LEAST_KNOWN,
  SEARCHED_ROWS,
  fits,
  knownHeadings,
  normalizeHeading,
  uniqueHeadings,
} from './header.ts'
import { type Refused, refuse } from './refusals.ts'
import { type RawRow, type Sheet, type Table, firstRows } from './table.ts'

/** The heading row of a file and the kind it tells. */
export interface Found {
  readonly kind: Kind
  readonly sheet: Sheet
  readonly sheetIndex: number
  readonly row: RawRow
}

/** What comes nearest to a heading row in a file without one. */
interface Near {
  /** The kinds of whose headings most were seen in one row, if they were enough for a heading row. */
  readonly kinds: readonly { readonly kind: Kind; readonly headings: readonly string[] }[]
  /** The filled cells of the row that has most of them. */
  readonly widest: readonly string[]
}

interface Candidate extends Found {
  readonly known: number
  readonly fits: boolean
}

/**
 * Finds the heading row: the row, among the first of every sheet, with the most headings known to a kind whose
 * signature it fits. The kinds stand in the order of their table where several fit the same row.
 */
export async function findHeader(
  table: Table,
  kinds: readonly Kind[],
): Promise<{ found: Found | null; near: Near }> {
  const candidates: Candidate[] = []
  let widest: readonly string[] = []
  for (const [sheetIndex, sheet] of table.sheets.entries()) {
    for (const row of await firstRows(sheet, SEARCHED_ROWS)) {
      if (row.row > SEARCHED_ROWS) break
      const filled = row.cells.map(unwrap).filter((cell) => cell !== '')
      if (filled.length > widest.length) widest = filled
      const headings = uniqueHeadings(row.cells)
      const names = new Set(headings)
      for (const kind of kinds) {
        const known = knownHeadings(kind, headings)
        const fit = kind.signatures.some((signature) => fits(names, signature))
        if (known >= LEAST_KNOWN || (fit && kind.byHand))
          candidates.push({ kind, sheet, sheetIndex, row, known, fits: fit })
      }
    }
  }
  const [found = null] = byKnown(candidates.filter((candidate) => candidate.fits))
  const most = Math.max(...candidates.map(({ known }) => known))
  const nearest = candidates.filter(({ known }) => known === most)
  return {
    found,
    near: { kinds: nearest.map(({ kind, row }) => ({ kind, headings: uniqueHeadings(row.cells) })), widest },
  }
}

/** Most known headings first; the sort is stable, so the order of sheets, rows and kinds decides the rest. */
function byKnown(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.known - a.known)
}

/** Why a file in which no heading row was found is refused. */
export function describeFailure({ kinds: nearest, widest }: Near, kinds: readonly Kind[]): Refused {
  if (widest.length === 0) return refuse.empty()
  if (widest.length === 1) return refuse.notATable()
  const [closest] = nearest
    .flatMap(({ kind, headings }) => {
      const lacking = lackingHeadings(kind, new Set(headings))
      return lacking ? [{ kind, lacking }] : []
    })
    .sort((a, b) => a.lacking.length - b.lacking.length)
  if (closest) return refuse.lacking(closest.kind.label, closest.lacking)
  return refuse.unknownKind(
    widest,
    kinds.map((kind) => kind.label),
  )
}

/** What is missing from the headings to fit the kind's nearest signature; null if it's another kind altogether. */
function lackingHeadings(kind: Kind, headings: ReadonlySet<string>): readonly string[] | null {
  const has = (heading: string) => headings.has(normalizeHeading(heading))
  const lacks = (signature: Signature) => [
    ...signature.all.filter((heading) => !has(heading)),
    ...(signature.oneOf ?? []).filter((group) => !group.some(has)).map((group) => group.join('或')),
  ]
  const possible = kind.signatures.filter((signature) => !(signature.without ?? []).some(has)).map(lacks)
  return possible.toSorted((a, b) => a.length - b.length)[0] ?? null
}
