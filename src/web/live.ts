import { randomInt } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { PersonActor } from '../actor.ts'
import { now } from '../lib/dates.ts'
import { gathering } from '../lib/gathering.ts'
import { countOpen, listen } from '../work/live.ts'
import type { Credentials } from './auth.ts'
import { actorOf } from './auth.ts'
import type { SessionLimits } from './session.ts'
import { sessionStands } from './session.ts'

/** Proxies close connections on which nothing is said; and what time alone changes must be told too. */
const HEARTBEAT_MS = 25_000
/** A burst of changes is told once; what waits at a duty concerns many at once, who are not all told in one moment. */
const GATHER_MS = { own: 300, duty: 2000 } as const

/**
 * The numbers of the top bar as server-sent events: `{ who, open, overdue, unread }` at once, after every change, and now
 * and then; `who` is the employee number. Each time it's asked anew who looks: with the session or the person's time
 * here, the connection ends.
 */
export function live(credentials: Pick<Credentials, 'signedIn'>, limits: SessionLimits): RequestHandler {
  const whoLooks = async (request: Request): Promise<PersonActor | undefined> => {
    const { user } = request
    if (!user || !(await sessionStands(request, limits))) return undefined
    return (await credentials.signedIn(user.personId, user.epoch))?.actor
  }
  return (request, response) => {
    let actor = actorOf(request)
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    })
    let isFirst = true
    const say = async (): Promise<void> => {
      // Whoever opens the connection has just been asked.
      const seen = isFirst ? actor : await whoLooks(request)
      isFirst = false
      if (!seen) {
        response.end()
        return
      }
      actor = seen
      const count = await countOpen(actor, now())
      if (!response.writableEnded)
        response.write(`data: ${JSON.stringify({ who: actor.employeeNumber, ...count })}\n\n`)
    }
    let telling = false
    const wake = (isOwn: boolean): void =>
      news.within(isOwn ? GATHER_MS.own : GATHER_MS.own + randomInt(GATHER_MS.duty))
    const tell = (): void => {
      // However slow the answer, there is never more than one question under way.
      if (telling) return wake(true)
      telling = true
      // The page keeps its last numbers; the next change, heartbeat or reconnection tells again.
      say()
        .catch(() => undefined)
        .finally(() => (telling = false))
    }
    const news = gathering(tell)
    const stop = listen(() => actor, wake)
    const heartbeat = setInterval(tell, HEARTBEAT_MS)
    open.add(response)
    response.on('close', () => {
      stop()
      clearInterval(heartbeat)
      news.stop()
      open.delete(response)
    })
    tell()
  }
}

const open = new Set<Response>()

/** Ends all live connections, so that the server can stop; browsers reconnect by themselves. */
export function closeLive(): void {
  for (const response of open) response.end()
}
