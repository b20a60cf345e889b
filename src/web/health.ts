import type { RequestHandler, Router } from 'express'
import { Router as createRouter } from 'express'
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { pool } from '../database/client.ts'
import { databaseIsThere, unlessAway } from '../database/pulse.ts'
import { NotFound } from '../errors.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry })
const duration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from request to answer',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
})

/** Measures every request by its route, not by its address, so that records don't become labels. */
export const measure: RequestHandler = (request, response, next) => {
  const stop = duration.startTimer()
  response.on('finish', () => {
    const route = (request.route as { path?: unknown } | undefined)?.path
    stop({
      method: request.method,
      route: typeof route === 'string' ? route : 'none',
      status: response.statusCode,
    })
  })
  next()
}

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work, 503 while starting, stopping or without database.
 * `/metrics`: for a collector on this machine; from elsewhere it doesn't exist.
 */
export function health(isReady: () => boolean): Router {
  const router = createRouter()
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok')
  })
  router.get('/readyz', async (_request, response) => {
    const ready =
      isReady() &&
      databaseIsThere() &&
      (await unlessAway(pool.query('SELECT 1')).then(
        () => true,
        () => false,
      ))
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready' : 'not ready')
  })
  router.get('/metrics', async (request, response) => {
    const address = request.socket.remoteAddress ?? ''
    const direct = request.headers['x-forwarded-for'] === undefined
    if (!direct || !/^(127\.|::1$|::ffff:127\.)/.test(address)) throw new NotFound()
    response.type(registry.contentType).send(await registry.metrics())
  })
  return router
}
