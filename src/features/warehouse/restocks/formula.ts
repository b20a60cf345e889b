/** The numbers from which it follows whether and how many pieces of a SKU should be bought. All are whole. */
export interface Need {
  /** Thousandths of a piece that sell per day. */
  readonly milliPerDay: number
  /** What the coming days sell beside the last ones, in percent. */
  readonly seasonPercent: number
  /** Days from the order to the goods at our door. */
  readonly leadDays: number
  /** Days for which an order should last. */
  readonly reviewDays: number
  /** Pieces that should always be left. */
  readonly safetyPieces: number
  /** Pieces of paid orders for which there are no goods. */
  readonly owed: number
  readonly available: number
  readonly onTheWay: number
  /** Pieces that an order must have at least. */
  readonly minimumQuantity: number
  /** Pieces in a carton. */
  readonly cartonQuantity: number
}

/** Pieces that will sell in some days, rounded up. */
export function demandFor({ milliPerDay, seasonPercent }: Rate, days: number): number {
  return Math.ceil((milliPerDay * seasonPercent * days) / 100_000)
}

type Rate = Pick<Need, 'milliPerDay' | 'seasonPercent'>

/** As many pieces as must be left or on their way so that nothing has to be bought yet. */
export function reorderPoint(need: Need): number {
  return demandFor(need, need.leadDays) + need.safetyPieces
}

/** What is left once everybody who has paid has got theirs; below zero where it isn't enough. */
export function position({ available, onTheWay, owed }: Need): number {
  return available + onTheWay - owed
}

/** Pieces missing until the next order's goods come: the formula that the page prints, before rounding. */
export function missing(need: Need): number {
  return demandFor(need, need.leadDays + need.reviewDays) + need.safetyPieces - position(need)
}

/**
 * Pieces to be bought: 0 above the reorder point, else what is missing, at least the smallest quantity that the supplier
 * takes, in whole cartons.
 */
export function quantityToBuy(need: Need): number {
  if (position(need) > reorderPoint(need)) return 0
  const pieces = missing(need)
  if (pieces <= 0) return 0
  return Math.ceil(Math.max(pieces, need.minimumQuantity) / need.cartonQuantity) * need.cartonQuantity
}

/** Whether people have paid for more than there is. */
export function isUrgent({ owed, available }: Pick<Need, 'owed' | 'available'>): boolean {
  return owed > available
}
