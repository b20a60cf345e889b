import { groupBy, sumOf } from '../../../lib/groups.ts'

/** A parcel that waits for its wave, with what decides how it's picked. */
export interface Waiting {
  readonly id: number
  readonly shipBy: Date
  readonly pieces: number
  /** Distinct SKUs. */
  readonly kinds: number
  /** Of the only style in the parcel; null for several. */
  readonly product: string | null
  readonly color: string | null
}

/** One piece; several pieces of one style; several styles. */
export type Shape = 'single' | 'multiple' | 'mixed'

/** Parcels that are well picked in one walk. */
export interface Proposal {
  readonly shape: Shape
  /** The style they share; null for a rest of small groups, and for mixed parcels. */
  readonly product: string | null
  readonly color: string | null
  readonly ids: readonly number[]
  readonly pieces: number
  readonly shipBy: Date
}

/** Fewer parcels of one style and colour aren't worth a walk of their own. */
const WORTH = 3

/**
 * Groups waiting parcels by shape, style and colour: a single piece is packed without sorting, one style needs one
 * shelf. Small groups of a shape go together. No proposal has more than `limit` parcels; the most urgent come first.
 */
export function propose(waiting: readonly Waiting[], limit: number): Proposal[] {
  const urgent = waiting.toSorted((a, b) => a.shipBy.getTime() - b.shipBy.getTime() || a.id - b.id)
  const groups = groupBy(urgent, (one) => `${shapeOf(one)}/${one.product}/${one.color}`)
  const worthy = [...groups.values()].filter((group) => group.length >= WORTH)
  const rest = groupBy([...groups.values()].filter((group) => group.length < WORTH).flat(), shapeOf)
  return [
    ...worthy.flatMap((group) => proposals(group, limit, group[0]?.product ?? null, group[0]?.color ?? null)),
    ...[...rest.values()].flatMap((group) => proposals(sorted(group), limit, null, null)),
  ].sort((a, b) => a.shipBy.getTime() - b.shipBy.getTime())
}

/** How a parcel is picked. */
export function shapeOf({ pieces, product }: Pick<Waiting, 'pieces' | 'product'>): Shape {
  if (product === null) return 'mixed'
  return pieces === 1 ? 'single' : 'multiple'
}

function sorted(group: readonly Waiting[]): Waiting[] {
  return group.toSorted((a, b) => a.shipBy.getTime() - b.shipBy.getTime() || a.id - b.id)
}

function proposals(
  group: readonly Waiting[],
  limit: number,
  product: string | null,
  color: string | null,
): Proposal[] {
  const found: Proposal[] = []
  for (let i = 0; i < group.length; i += limit) {
    const part = group.slice(i, i + limit)
    const [first] = part as [Waiting]
    found.push({
      shape: shapeOf(first),
      product,
      color,
      ids: part.map(({ id }) => id),
      pieces: sumOf(part, ({ pieces }) => pieces),
      shipBy: first.shipBy,
    })
  }
  return found
}
