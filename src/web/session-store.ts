import connectPgSimple from 'connect-pg-simple'
import type { Request } from 'express'
import type { Session, SessionData } from 'express-session'
import session from 'express-session'
import { pool } from '../database/client.ts'

const PgStore = connectPgSimple(session)

type Done = (error?: unknown) => void

/**
 * Sessions in PostgreSQL. One that was there is only ever changed, never made anew: who has signed out meanwhile is not
 * signed in again by a request that was still under way.
 */
export class SessionStore extends PgStore {
  private readonly stored = new WeakSet<object>()

  constructor() {
    super({ pool, tableName: 'sessions', disableTouch: true, pruneSessionInterval: false })
  }

  /** What was read is made into a request's session here. */
  override createSession(request: Request, data: SessionData): Session & SessionData {
    const found = super.createSession(request, data)
    this.stored.add(found)
    return found
  }

  override set(id: string, data: SessionData, done?: Done): void {
    if (this.stored.has(data)) return change(id, data, done)
    super.set(id, data, (error?: unknown) => {
      if (!error) this.stored.add(data)
      done?.(error)
    })
  }
}

/** Like the package's own writing, in seconds: the column has no zone. */
function change(id: string, data: SessionData, done?: Done): void {
  const seconds = Math.ceil((data.cookie.expires?.getTime() ?? 0) / 1000)
  pool
    .query('UPDATE sessions SET sess = $1, expire = to_timestamp($2) WHERE sid = $3', [data, seconds, id])
    .then(
      () => done?.(),
      (error: unknown) => done?.(error),
    )
}
