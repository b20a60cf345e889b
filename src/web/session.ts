import connectPgSimple from 'connect-pg-simple'
import type { RequestHandler } from 'express'
import session from 'express-session'
import { pool } from '../database/client.ts'
import { HOUR_MS, MINUTE_MS, now } from '../lib/dates.ts'
import type { Notice } from './parts.ts'

declare module 'express-session' {
  interface SessionData {
    /** The account's session epoch at sign-in; a raised epoch ends the session. */
    epoch: number
    startedAt: number
    seenAt: number
    /** Shown once on the next page. */
    notice: Notice
  }
}

export interface SessionOptions {
  secret: string
  /** Cookies over https only. */
  secure: boolean
  idleMinutes: number
  longestHours: number
}

/** How stale the stored last use may get: saving it on every request would cost a write each. */
const SEEN_EVERY_MS = MINUTE_MS

/** Sessions in PostgreSQL, shared by all processes; they end when idle and, in any case, after the longest time. */
export function sessions(options: SessionOptions): RequestHandler[] {
  const Store = connectPgSimple(session)
  const name = options.secure ? '__Host-house' : 'house'
  return [
    session({
      name,
      secret: options.secret,
      store: new Store({ pool, tableName: 'sessions', disableTouch: true, pruneSessionInterval: false }),
      resave: false,
      saveUninitialized: false,
      rolling: false,
      cookie: {
        httpOnly: true,
        sameSite: 'lax',
        secure: options.secure,
        path: '/',
        maxAge: options.idleMinutes * MINUTE_MS,
      },
    }),
    (request, _response, next) => {
      const time = now().getTime()
      const { startedAt, seenAt } = request.session
      if (startedAt !== undefined && seenAt !== undefined) {
        const idle = time - seenAt > options.idleMinutes * MINUTE_MS
        const long = time - startedAt > options.longestHours * HOUR_MS
        if (idle || long) {
          request.session.regenerate(next)
          return
        }
        if (time - seenAt > SEEN_EVERY_MS) {
          request.session.seenAt = time
          request.session.touch()
        }
      }
      next()
    },
  ]
}
