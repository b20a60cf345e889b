import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { DestinationStream, Logger } from 'pino'
import { pino } from 'pino'
import { pinoHttp } from 'pino-http'
import { wasTooFast } from './pace.ts'

/** Paths of values that must never reach a log line. */
const PERSONAL = [
  'req.headers.cookie',
  'req.headers.authorization',
  'res.headers["set-cookie"]',
  '*.password',
  '*.pin',
  '*.phone',
  '*.address',
]

/** The structured log: JSON lines, no personal data, no bodies. To standard output, or to where it's told. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      redact: { paths: PERSONAL, censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination(1),
  )
}

export type Log = Logger

/** Refused: not signed in, not the right, too many attempts. */
const REFUSED: readonly number[] = [401, 403, 429]

/**
 * Gives every request a number and logs its method, path, status, time and who asked; what was refused as a warning,
 * but what came too fast only once a minute.
 * Neither query nor headers are logged: what people search for may be somebody's phone number.
 */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = randomUUID()
      response.setHeader('X-Request-Id', id)
      return id
    },
    customProps: (request) => {
      const { user } = request as Request
      return { personId: user?.personId ?? null }
    },
    customLogLevel: (request, response, error) => {
      if (error ?? response.statusCode >= 500) return 'error'
      if (wasTooFast(request as Request)) return 'info'
      return REFUSED.includes(response.statusCode) ? 'warn' : 'info'
    },
    serializers: {
      req: (request: { id: unknown; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split('?')[0],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  })
}
