import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { DestinationStream, Logger } from 'pino'
import { pino } from 'pino'
import { pinoHttp } from 'pino-http'

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

/**
 * Gives every request a number and logs its method, path, status and time. Neither query nor headers are logged: what
 * people search for may be somebody's phone number.
 */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = randomUUID()
      response.setHeader('X-Request-Id', id)
      return id
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
