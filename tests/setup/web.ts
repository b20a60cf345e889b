import { randomUUID } from 'node:crypto'
import { load } from 'cheerio'
import type { Application } from 'express'
import request from 'supertest'
import { system } from '../../src/actor.ts'
import { createApp } from '../../src/app.ts'
import { queuedJobs } from '../../src/house/jobs.ts'
import { now } from '../../src/lib/dates.ts'
import { createLog } from '../../src/web/log.ts'
import { setQueue } from '../../src/work/jobs.ts'
import type { Member } from './cast.ts'
import { PASSWORD } from './cast.ts'
import { WITHOUT_PACE } from './without-pace.ts'

/** The first-start token of the tests' application. */
export const SETUP_TOKEN = 'setup-token-of-the-tests'

/** What the application puts into the queue is done before it answers, as if a job runner were very quick. */
async function atOnce(name: string, id: number): Promise<void> {
  await queuedJobs.find((job) => job.name === name)?.run({ actor: system(name), at: now() }, id)
}

/** The real application, on this worker's database, with CSRF and sessions on. */
export function testApp(options: Partial<Parameters<typeof createApp>[0]> = {}): Application {
  setQueue(atOnce)
  return createApp({
    log: createLog('silent'),
    sessionSecret: 'a secret of the tests',
    trustProxy: 0,
    idleMinutes: 120,
    longestHours: 12,
    arrivalSeconds: 20,
    answerSeconds: 15,
    ...WITHOUT_PACE,
    isReady: () => true,
    setupToken: SETUP_TOKEN,
    loadDemo: () => Promise.resolve([]),
    ...options,
  })
}

type Fields = Record<string, string | string[]>

/** A browser without script: keeps cookies and sends forms with the page's CSRF token and a fresh form token. */
export class Visitor {
  readonly agent: ReturnType<typeof request.agent>
  private csrf = ''

  constructor(app: Application) {
    this.agent = request.agent(app)
  }

  /** Opens a page. */
  get(path: string): request.Test {
    return this.agent.get(path)
  }

  /** Sends a form; `_csrf` and `_token` are added unless given. */
  async post(path: string, fields: Fields = {}): Promise<request.Response> {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries({
      _csrf: await this.token(),
      _token: randomUUID(),
      ...fields,
    })) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
    }
    return this.agent.post(path).type('form').send(body.toString())
  }

  /** The session's CSRF token, as any page of the visitor prints it. */
  async token(): Promise<string> {
    if (this.csrf) return this.csrf
    const page = await this.agent.get('/login').redirects(1)
    const token = load(page.text)('input[name="_csrf"]').first().attr('value')
    if (!token) throw new Error('no page with a form to take the token from')
    this.csrf = token
    return token
  }

  /** Signs in; the session and so its token are new afterwards. */
  async signIn(member: Member, password = PASSWORD): Promise<this> {
    const answer = await this.post('/login', { employeeNumber: member, password })
    if (answer.status !== 303) throw new Error(`${member} could not sign in: ${answer.status}`)
    return this.anew()
  }

  /** After a deed that began the session anew: its token is another one. */
  anew(): this {
    this.csrf = ''
    return this
  }
}

/** A signed-in member of the cast. */
export async function visit(app: Application, member: Member): Promise<Visitor> {
  return new Visitor(app).signIn(member)
}
