import type { Request, RequestHandler } from 'express'
import type { SessionData } from 'express-session'
import session from 'express-session'
import { HOUR_MS, MINUTE_MS, now } from '../lib/dates.ts'
import type { Notice } from './parts.ts'
import { SessionStore } from './session-store.ts'

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

/** When a sign-in ends by itself. */
export interface SessionLimits {
  idleMinutes: number
  longestHours: number
}

export interface SessionOptions extends SessionLimits {
  secret: string
  /** Cookies over https only. */
  secure: boolean
}

/** How stale the stored last use may get: saving it on every request would cost a write each. */
const SEEN_EVERY_MS = MINUTE_MS

/** Sessions in PostgreSQL, shared by all processes; they end when idle and, in any case, after the longest time. */
export function sessions(options: SessionOptions): RequestHandler[] {
  const name = options.secure ? '__Host-house' : 'house'
  return [
    session({
      name,
      secret: options.secret,
      store: new SessionStore(),
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
      if (isOver(request.session, options)) {
        request.session.regenerate(next)
        return
      }
      const { seenAt, startedAt = time } = request.session
      // A clock that was set back makes no session longer.
      if (seenAt !== undefined && Math.abs(time - seenAt) > SEEN_EVERY_MS) {
        request.session.seenAt = time
        request.session.startedAt = Math.min(startedAt, time)
        request.session.touch()
      }
      next()
    },
  ]
}

function isOver({ startedAt, seenAt }: Partial<SessionData>, limits: SessionLimits): boolean {
  if (startedAt === undefined || seenAt === undefined) return false
  const time = now().getTime()
  return time - seenAt > limits.idleMinutes * MINUTE_MS || time - startedAt > limits.longestHours * HOUR_MS
}

/** Whether the session that a lasting request came with is still there: neither signed out nor over. */
export function sessionStands(request: Request, limits: SessionLimits): Promise<boolean> {
  return new Promise((resolve, reject) => {
    request.sessionStore.get(request.sessionID, (error: unknown, found) => {
      if (error) reject(error instanceof Error ? error : new Error('session unknown', { cause: error }))
      else resolve(Boolean(found) && !isOver(found ?? {}, limits))
    })
  })
}
