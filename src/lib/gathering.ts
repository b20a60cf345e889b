/** Calls that are answered together. */
export interface Gathering {
  /** Asks for a run within so many milliseconds; one that is due sooner anyway is enough. */
  within(ms: number): void
  /** Forgets what was asked for. */
  stop(): void
}

/** Runs once for calls that come close together, as soon as the most urgent of them wants it. */
export function gathering(run: () => void): Gathering {
  let timer: NodeJS.Timeout | undefined
  let due = Infinity
  const stop = (): void => {
    clearTimeout(timer)
    due = Infinity
  }
  return {
    within(ms) {
      const wanted = performance.now() + ms
      if (wanted >= due) return
      stop()
      due = wanted
      timer = setTimeout(() => {
        stop()
        run()
      }, ms)
    },
    stop,
  }
}
