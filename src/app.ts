import type { Application } from 'express'
import express from 'express'
import helmet from 'helmet'
import { departments } from './house/departments.ts'
import type { DemoSignIn } from './features/people/entrance/routes.ts'
import { entranceRoutes } from './features/people/entrance/routes.ts'
import { secondFactorRoutes } from './features/people/entrance/second-factor-routes.ts'
import { homeRoutes } from './features/people/home/routes.ts'
import { credentials } from './features/people/staff/credentials.ts'
import { terminalRoutes } from './features/warehouse/terminal/routes.ts'
import { homeFigures } from './house/figures.ts'
import type { Settings } from './settings.ts'
import { assets } from './web/assets.ts'
import { auth } from './web/auth.ts'
import { bodies } from './web/bodies.ts'
import { contentSecurityPolicy } from './web/csp.ts'
import { demandDatabase } from './web/demand-database.ts'
import { errorHandler, notFound } from './web/error-handler.ts'
import { health, measure } from './web/health.ts'
import { live } from './web/live.ts'
import type { Log } from './web/log.ts'
import { requestLog } from './web/log.ts'
import { pace } from './web/pace.ts'
import { demandSignedIn, mount } from './web/routing.ts'
import { sessions } from './web/session.ts'
import { nonce, shell } from './web/shell.ts'
import { styleguide } from './web/styleguide-route.ts'
import { themeRoutes } from './web/theme.ts'
import { views } from './web/views.ts'

export interface AppOptions {
  log: Log
  /** `production` compiles all views at start and lets browsers keep our files; otherwise both follow their files. */
  env?: Settings['NODE_ENV']
  sessionSecret: string
  /** Number of proxies before us; with any, cookies demand https. */
  trustProxy: number
  idleMinutes: number
  longestHours: number
  /** How long a form may take to arrive, and a statement of a page in the database. */
  arrivalSeconds: number
  answerSeconds: number
  /** What a person, a terminal or an address may ask; 0: without limit. */
  requestsPerMinute: number
  writesPerMinute: number
  isReady(): boolean
  /** Opens the setup page on an empty database; checked there. */
  setupToken: string
  loadDemo(): Promise<DemoSignIn[]>
}

/** The order of everything: what a request passes, from the first line to the last. */
export function createApp(options: AppOptions): Application {
  const secure = options.trustProxy > 0
  const app = express()
  if (options.env) app.set('env', options.env)
  app.set('trust proxy', options.trustProxy)
  app.set('query parser', 'simple')
  app.disable('x-powered-by')
  views(app)

  app.use(requestLog(options.log))
  app.use(measure)
  app.use(nonce)
  app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: secure }))
  app.use((_request, response, next) => {
    response.set('Content-Security-Policy', contentSecurityPolicy(String(response.locals['nonce'])))
    next()
  })
  app.use(health(() => options.isReady()))
  assets(app)

  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  app.use(bodies(options.arrivalSeconds * 1000))
  app.use(demandDatabase(options.answerSeconds * 1000))
  const keepPace = pace(options, options.log)
  app.use('/warehouse/terminal', terminalRoutes(keepPace))
  app.use(sessions({ secret: options.sessionSecret, secure, ...options }))
  app.use(auth(credentials))
  // Before the limit: browsers don't come back to a live connection that was refused.
  app.get('/live', demandSignedIn, live(credentials, options))
  app.use((request, _response, next) => {
    keepPace(request)
    next()
  })
  app.use(shell(departments))

  app.use(themeRoutes())
  app.use(entranceRoutes(options))
  app.use(secondFactorRoutes())
  app.use(
    homeRoutes(
      departments.flatMap(({ entries }) => entries),
      homeFigures,
    ),
  )
  app.use(styleguide())
  for (const { entries } of departments) for (const { noun, routes } of entries) app.use(mount(noun, routes))

  app.use(notFound)
  app.use(errorHandler(options.log))
  return app
}
