/** What is said of a SKU at a location by whoever counted, and by the book at that moment; in pieces. */
export interface Finding {
  readonly counted: number
  readonly book: number
  /** Of the book, what pickers had fetched already; it can't lie on the shelf. */
  readonly fetched: number
  /** Whether goods moved between the first and the last piece counted. */
  readonly disturbed: boolean
}

/** Differences up to both need no second count; 100 percent leaves the pieces alone to decide. */
export interface Tolerance {
  readonly pieces: number
  readonly percent: number
}

/** What should lie on the shelf. */
export function expected({ book, fetched }: Pick<Finding, 'book' | 'fetched'>): number {
  return book - fetched
}

/** Pieces too many, or too few where negative. */
export function difference(finding: Pick<Finding, 'counted' | 'book' | 'fetched'>): number {
  return finding.counted - expected(finding)
}

/** Whether somebody must count again: goods moved meanwhile, or the difference is beyond what is tolerated. */
export function needsRecount(finding: Finding, { pieces, percent }: Tolerance): boolean {
  if (finding.disturbed) return true
  const off = Math.abs(difference(finding))
  return off > pieces || (percent < 100 && off * 100 > percent * expected(finding))
}
