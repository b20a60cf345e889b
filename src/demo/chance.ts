/** Chance from a seed: the same demo on every machine, only its days move with the calendar. */
export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number
  /** One of several. */
  pick<T>(from: readonly T[]): T
  /** True so many times in a hundred. */
  percent(percent: number): boolean
}

/** A generator after mulberry32 (Tommy Ettinger, public domain): small, even enough for a demo. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (from) => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    percent: (percent) => below(100) < percent,
  }
}
