/** Days over which held pieces and shipped pieces are counted. */
export const TURNOVER_DAYS = 90

/** Pieces that lay here on an average evening of the period. */
export function averageHeld(heldPieceDays: number): number {
  return heldPieceDays / TURNOVER_DAYS
}

/** How often what lay here has left: pieces handed to couriers beside the average that lay here; null where nothing did. */
export function turnover(shipped: number, heldPieceDays: number): number | null {
  return heldPieceDays === 0 ? null : shipped / averageHeld(heldPieceDays)
}

/** For how many days what can be sold will last at the present rate; null where nothing sells. */
export function coverDays(available: number, milliPerDay: number): number | null {
  return milliPerDay === 0 ? null : Math.floor((available * 1000) / milliPerDay)
}

/** The same as a cell: nothing is printed where nothing sells. */
export function coverWords(available: number, milliPerDay: number): string {
  return coverDays(available, milliPerDay)?.toString() ?? ''
}
