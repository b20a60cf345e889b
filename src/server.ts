import { createServer } from 'node:http'
import type { Server, ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { system } from './actor.ts'
import { createApp } from './app.ts'
import { setInstallation } from './backups/installation.ts'
import { connect, db, disconnect } from './database/client.ts'
import { atLeisure } from './database/hurry.ts'
import { openDatabase } from './database/open.ts'
import { startPulse } from './database/pulse.ts'
import { secret } from './database/secrets.ts'
import type { DemoOptions } from './demo/load.ts'
import { loadDemo, openDemo } from './demo/load.ts'
import { demandWhole } from './demo/whole.ts'
import { Conflict } from './errors.ts'
import { setBuyerKey } from './features/orders/buyers/seal.ts'
import { setAccountKey } from './features/people/staff/seal.ts'
import { furnishHouse } from './house/furnish.ts'
import { watchedJobs } from './house/job-watch.ts'
import { jobs, queuedJobs } from './house/jobs.ts'
import { MINUTE_MS, now } from './lib/dates.ts'
import type { Settings } from './settings.ts'
import { SettingsError, databaseOf, readSettings } from './settings.ts'
import { openStorage } from './storage/files.ts'
import { closeLive } from './web/live.ts'
import type { Log } from './web/log.ts'
import { createLog } from './web/log.ts'
import { answerRefused } from './web/refused.ts'
import { openUploads } from './web/uploads.ts'
import { greeting } from './greeting.ts'
import { sweep } from './work/housekeeping.ts'
import { startJobs } from './work/jobs.ts'
import { startListening, stopListening } from './work/live.ts'

/** A request that takes longer than this when we stop is cut off, in milliseconds. */
const PATIENCE_MS = 10_000
/** A connection on which nothing moves is closed after this, in milliseconds. */
const STALLED_MS = 2 * MINUTE_MS

/** Settings, database, jobs, application, listen; and all of it back when told to stop. */
async function start(settings: Settings, log: Log, demoWanted: boolean): Promise<void> {
  const { DATA_DIR } = settings
  const database = await openDatabase({
    ...databaseOf(settings),
    log,
    onLost: (error) => {
      log.fatal({ err: error }, 'the database is gone')
      process.exit(1)
    },
  })
  await connect({ url: database.url, log })
  const pulse = startPulse(database.url, log)
  await openStorage(DATA_DIR)
  await openUploads(DATA_DIR, settings.UPLOAD_LIMIT_MB)
  const { BACKUP_SECOND_DIR: secondDir, BACKUP_PASSPHRASE: passphrase } = settings
  setInstallation({ database, dataDir: DATA_DIR, secondDir, passphrase, log })
  setBuyerKey(Buffer.from(secret(DATA_DIR, 'buyerKey'), 'base64url'))
  setAccountKey(Buffer.from(secret(DATA_DIR, 'accountKey'), 'base64url'))
  furnishHouse()
  await sweep({ actor: system('start'), at: now() })
  await demandWhole()
  const demoOptions = (): DemoOptions => ({ at: now(), password: settings.DEMO_PASSWORD })
  const signIns = demoWanted ? await openDemo(demoOptions()) : []
  await startListening((error) => log.warn({ err: error }, 'live updates interrupted'))
  const watch = await watchedJobs(log)
  const running = await startJobs(database.url, { jobs, queued: queuedJobs, noted: watch.noted }, log)

  let ready = true
  const setupToken = secret(DATA_DIR, 'setupToken')
  const app = createApp({
    log,
    env: settings.NODE_ENV,
    sessionSecret: secret(DATA_DIR, 'sessionSecret'),
    trustProxy: settings.TRUST_PROXY,
    idleMinutes: settings.SESSION_IDLE_MINUTES,
    longestHours: settings.SESSION_LONGEST_HOURS,
    arrivalSeconds: settings.ARRIVAL_SECONDS,
    answerSeconds: settings.ANSWER_SECONDS,
    requestsPerMinute: settings.REQUESTS_PER_MINUTE,
    writesPerMinute: settings.WRITES_PER_MINUTE,
    isReady: () => ready,
    setupToken,
    loadDemo: () => atLeisure(() => loadDemo(demoOptions())),
  })
  const server = createServer(patienceOf(settings), app)
  server.on('clientError', answerRefused)
  // Whoever takes nothing of an answer for so long isn't there any more; live pages are told something more often.
  server.timeout = STALLED_MS
  await listen(server, settings)
  const empty = (await db.person.count()) === 0
  const { port } = server.address() as AddressInfo
  process.stdout.write(greeting({ ...settings, port, setupToken: empty ? setupToken : null, signIns }))

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    ready = false
    closeLive()
    await close(server)
    await running.stop()
    watch.stop()
    stopListening()
    pulse.stop()
    // A deed that is still under way is rolled back by the database.
    await Promise.race([disconnect(), patience()])
    await database.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
}

/** What comes slower than this is cut off by 408; forms have the shorter time as well, see `bodies`. */
function patienceOf({ ARRIVAL_SECONDS, UPLOAD_MINUTES }: Settings): ServerOptions {
  const headersTimeout = ARRIVAL_SECONDS * 1000
  const requestTimeout = Math.max(UPLOAD_MINUTES * MINUTE_MS, headersTimeout)
  return { headersTimeout, requestTimeout, connectionsCheckingInterval: 1000 }
}

function listen(server: Server, { PORT, HOST }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(PORT, HOST, resolve)
  })
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
}

/** Lets requests under way end, up to our patience. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const cutOff = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
  await closed
  clearTimeout(cutOff)
}

try {
  const demo = process.argv.includes('--demo')
  const settings = readSettings(undefined, demo ? { DATA_DIR: './data/demo' } : {})
  await start(settings, createLog(settings.LOG_LEVEL), demo)
} catch (error) {
  const told = error instanceof SettingsError || error instanceof Conflict
  const words = told ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`${words}\n`)
  process.exit(1)
}
