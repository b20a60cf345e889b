import { setTimeout as pause } from 'node:timers/promises'

/** Somebody is told to stop, and stops at the next occasion. */
export class Stop {
  isAsked = false
}

/** How long one answer may take before it counts as none, in milliseconds. */
const PATIENCE_MS = 20_000

/**
 * Tries until there is an answer that says something: no answer, a broken one and 5xx say nothing. Whoever calls sends the
 * same thing each time, so that it counts once. Null when told to stop before.
 */
export async function persist(
  stop: Stop,
  attempt: (signal: AbortSignal) => Promise<Response>,
): Promise<Answer | null> {
  while (!stop.isAsked) {
    try {
      const answer = await attempt(AbortSignal.timeout(PATIENCE_MS))
      const text = await answer.text()
      if (answer.status < 500)
        return { status: answer.status, text, location: answer.headers.get('location') ?? '' }
    } catch {
      // Nobody there, or gone in the midst of it.
    }
    await pause(150)
  }
  return null
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly location: string
}
