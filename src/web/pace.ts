import type { Request } from 'express'
import { MINUTE_MS } from '../lib/dates.ts'
import { tally } from '../lib/tally.ts'
import { addressOf } from './address.ts'
import { signedInOf } from './auth.ts'
import type { Log } from './log.ts'
import { requestId } from './request-id.ts'

/** How much one who asks may ask in a minute: everything, and what isn't only reading. 0: as much as he likes. */
export interface PaceLimits {
  requestsPerMinute: number
  writesPerMinute: number
}

/** 429: more than anybody asks by hand or with a scan gun. The message is a Chinese sentence for people. */
export class TooFast extends Error {
  /** @param seconds until one may go on */
  constructor(readonly seconds: number) {
    super(`一分钟内打开和提交的次数超过了上限，请在 ${seconds} 秒后继续。`)
  }
}

/** @throws TooFast when whoever asks has asked too much. Requests of a registered terminal count as its own. */
export type Pace = (request: Request, terminalId?: number) => void

const READING: readonly string[] = ['GET', 'HEAD']

const refused = new WeakSet<Request>()

/** Whether a request was refused because there were too many; the log has told it already. */
export function wasTooFast(request: Request): boolean {
  return refused.has(request)
}

/**
 * Counts what is asked, by person, by terminal, and by address of those who are neither. In memory: of several processes
 * each counts what reaches it, so that they allow as many times as much together. Who goes too far is logged once per
 * minute and limit.
 */
export function pace({ requestsPerMinute, writesPerMinute }: PaceLimits, log: Log): Pace {
  const count = tally(MINUTE_MS)
  const demand = (what: 'requests' | 'writes', limit: number, who: Who, request: Request): void => {
    if (limit === 0) return
    const { times, leftMs } = count(`${what} ${who.key}`)
    if (times <= limit) return
    if (times === limit + 1)
      log.warn({ ...who.told, requestId: requestId(request), limit }, `too many ${what} in a minute`)
    refused.add(request)
    throw new TooFast(Math.ceil(leftMs / 1000))
  }
  return (request, terminalId) => {
    const who = whoAsks(request, terminalId)
    demand('requests', requestsPerMinute, who, request)
    if (!READING.includes(request.method)) demand('writes', writesPerMinute, who, request)
  }
}

interface Who {
  readonly key: string
  /** As the log says it; where somebody sits is nobody's business there. */
  readonly told: { readonly personId?: number; readonly terminalId?: number }
}

function whoAsks(request: Request, terminalId: number | undefined): Who {
  if (terminalId !== undefined) return { key: `terminal ${terminalId}`, told: { terminalId } }
  const personId = signedInOf(request)?.actor.personId
  if (personId !== undefined) return { key: `person ${personId}`, told: { personId } }
  return { key: `address ${addressOf(request)}`, told: {} }
}
