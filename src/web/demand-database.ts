import type { RequestHandler } from 'express'
import { inAHurry } from '../database/hurry.ts'
import { DatabaseAway, databaseIsThere, onceAway } from '../database/pulse.ts'

/**
 * Nobody waits for a database that is away: who comes then is told at once, who waits already as soon as it's known.
 * And nobody waits long for one that is slow: it ends each statement of a request after so many milliseconds.
 */
export function demandDatabase(answerMs: number): RequestHandler {
  return (_request, response, next) => {
    if (!databaseIsThere()) return next(new DatabaseAway())
    const stop = onceAway(() => {
      if (!response.headersSent) next(new DatabaseAway())
    })
    response.on('close', stop)
    inAHurry(answerMs, next)
  }
}
