import { sumOf } from '../../../lib/groups.ts'

/** Pieces of a SKU in a delivery: as announced, and as inspected so far. */
export interface Tally {
  readonly announced: number
  readonly accepted: number
  readonly rejected: number
}

/** Pieces that were announced and haven't come. Rejected ones have. */
export function missingOf({ announced, accepted, rejected }: Tally): number {
  return Math.max(0, announced - accepted - rejected)
}

/** Pieces that came and weren't announced. */
export function surplusOf({ announced, accepted, rejected }: Tally): number {
  return Math.max(0, accepted + rejected - announced)
}

/** A delivery over all its lines, in pieces. */
export interface Sums extends Tally {
  readonly missing: number
  readonly surplus: number
}

/** Sums over lines; what is missing of one SKU isn't made up for by another. */
export function sumsOf(lines: readonly Tally[]): Sums {
  return {
    announced: sumOf(lines, ({ announced }) => announced),
    accepted: sumOf(lines, ({ accepted }) => accepted),
    rejected: sumOf(lines, ({ rejected }) => rejected),
    missing: sumOf(lines, missingOf),
    surplus: sumOf(lines, surplusOf),
  }
}

/** Which move an inspection is: while pieces are missing, more may come; then there may be something to settle. */
export function inspectionMove(lines: readonly Tally[]): 'receive-part' | 'receive-disputed' | 'receive-all' {
  const { missing, surplus, rejected } = sumsOf(lines)
  if (missing > 0) return 'receive-part'
  return surplus > 0 || rejected > 0 ? 'receive-disputed' : 'receive-all'
}
