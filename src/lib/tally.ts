export interface Tallied {
  /** How often the key was counted in this span, this time included. */
  readonly times: number
  /** Milliseconds until the next span begins. */
  readonly leftMs: number
}

/**
 * Counts by key within spans that follow each other. They begin for all keys together, so that what is over is
 * forgotten at once and nobody can fill the memory for longer than a span. By a clock that nobody can set.
 */
export function tally(spanMs: number): (key: string) => Tallied {
  const counts = new Map<string, number>()
  let begun = performance.now()
  return (key) => {
    const at = performance.now()
    if (at - begun >= spanMs) {
      counts.clear()
      begun = at
    }
    const times = (counts.get(key) ?? 0) + 1
    counts.set(key, times)
    return { times, leftMs: begun + spanMs - at }
  }
}
