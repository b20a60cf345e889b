/** What was sold of a SKU in the last 7, 30 and 90 full days, and on how many of those days it could be sold. */
export interface Windows {
  readonly sold7: number
  readonly days7: number
  readonly sold30: number
  readonly days30: number
  readonly sold90: number
  readonly days90: number
}

/** How much the last 7, 30 and 90 days count: half for the week, so that a change shows; the rest so that it's steady. */
export const WEIGHTS = { 7: 5, 30: 3, 90: 2 } as const

/**
 * Pieces sold per day, in thousandths: the average of the three windows' own averages by their weights. Days on which there
 * was nothing to sell aren't among a window's days; a window without days doesn't count.
 */
export function ratePerDay({ sold7, days7, sold30, days30, sold90, days90 }: Windows): number {
  const windows = [
    { sold: sold7, days: days7, weight: WEIGHTS[7] },
    { sold: sold30, days: days30, weight: WEIGHTS[30] },
    { sold: sold90, days: days90, weight: WEIGHTS[90] },
  ].filter(({ days }) => days > 0)
  const weight = windows.reduce((sum, one) => sum + one.weight, 0)
  if (weight === 0) return 0
  const pieces = windows.reduce((sum, one) => sum + (one.weight * one.sold) / one.days, 0)
  return Math.round((pieces * 1000) / weight)
}
