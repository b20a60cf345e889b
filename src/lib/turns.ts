/** Too many wait already; nothing was begun. */
export class TooMany extends Error {}

export interface TurnOptions {
  /** How many work at the same time. */
  readonly atOnce: number
  /** How many may wait for their turn; whoever comes then is refused. */
  readonly waiting: number
}

/**
 * Lets so many works run beside each other, the others in the order in which they came.
 * @returns runs a work when it's its turn. @throws TooMany at once where too many wait
 */
export function turns({ atOnce, waiting }: TurnOptions): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const queue: (() => void)[] = []
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new TooMany(`${queue.length} are waiting already`)
      // Whoever ends hands his turn on, so that nobody comes in between.
      await new Promise<void>((resolve) => queue.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }
}
