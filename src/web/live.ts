import type { Request, Response } from 'express'
import { now } from '../lib/dates.ts'
import { countOpen, listen } from '../work/live.ts'
import { actorOf } from './auth.ts'

/** Proxies close connections on which nothing is said. */
const HEARTBEAT_MS = 25_000
/** A burst of changes is told once. */
const GATHER_MS = 300

/** The 待办 badge as server-sent events: `{ open, overdue }` at once and after every change. */
export function live(request: Request, response: Response): void {
  const actor = actorOf(request)
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  })
  let waiting: NodeJS.Timeout | undefined
  const tell = (): void => {
    waiting = undefined
    countOpen(actor, now()).then(
      (count) => response.write(`data: ${JSON.stringify(count)}\n\n`),
      // The page keeps its last number; the next change or reconnection tells again.
      () => undefined,
    )
  }
  const stop = listen(actor, () => (waiting ??= setTimeout(tell, GATHER_MS)))
  const heartbeat = setInterval(() => response.write(': \n\n'), HEARTBEAT_MS)
  open.add(response)
  response.on('close', () => {
    stop()
    clearInterval(heartbeat)
    clearTimeout(waiting)
    open.delete(response)
  })
  tell()
}

const open = new Set<Response>()

/** Ends all live connections, so that the server can stop; browsers reconnect by themselves. */
export function closeLive(): void {
  for (const response of open) response.end()
}
