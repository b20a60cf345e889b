import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.ts'

/** Between two looks whether the database is there, while it is and while it isn't, in milliseconds. */
const EVERY_MS = 1000
const RETRY_MS = 250
/** What answers later than this isn't there: stopped, or unreachable without anybody saying so. */
const PATIENCE_MS = 3000

/** The database is away; thrown before anything is tried, or in the midst of something of which nobody knows the end. */
export class DatabaseAway extends Error {
  /** As PostgreSQL's clients say it: the connection failed. */
  readonly code = '08006'
  constructor() {
    super('the database is away')
  }
}

let isThere = true
const waiting = new Set<() => void>()

/** Whether the database answered last; without `startPulse` it's taken to be there. */
export function databaseIsThere(): boolean {
  return isThere
}

/** Calls `tell` once when the database is lost; the returned function takes that back. */
export function onceAway(tell: () => void): () => void {
  waiting.add(tell)
  return () => waiting.delete(tell)
}

/** What a promise brings, unless the database is lost before. @throws DatabaseAway */
export function unlessAway<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = onceAway(() => reject(new DatabaseAway()))
    promise.then(resolve, reject).finally(stop)
  })
}

/**
 * Looks every second, on a connection of its own, whether the database is there, so that nobody waits for one that
 * isn't: a process that was stopped, and a line that was cut, tell nobody.
 */
export function startPulse(url: string, log: Pick<Log, 'warn'>): { stop(): void } {
  let client: pg.Client | undefined
  let stopped = false
  const leave = (): void => {
    client?.end().catch(() => undefined)
    client = undefined
  }
  const beat = async (): Promise<void> => {
    if (client) {
      await askIn(client).catch((error: unknown) => {
        leave()
        // A connection may end though the database goes on; silence doesn't.
        if (error instanceof DatabaseAway) throw error
      })
    }
    if (client) return
    client = await reach(url)
    await askIn(client)
  }
  const look = async (): Promise<void> => {
    while (!stopped) {
      const found = await beat().then(
        () => true,
        () => false,
      )
      if (!found) leave()
      if (!stopped && found !== isThere) say(found, log)
      await pause(isThere ? EVERY_MS : RETRY_MS, undefined, { ref: false })
    }
    leave()
  }
  void look()
  return {
    stop: () => {
      stopped = true
      isThere = true
      leave()
    },
  }
}

function say(found: boolean, log: Pick<Log, 'warn'>): void {
  isThere = found
  log.warn({}, found ? 'the database is there again' : 'the database is away')
  if (found) return
  for (const tell of [...waiting]) tell()
  waiting.clear()
}

async function reach(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    application_name: 'storefront-house-pulse',
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** @throws when no answer has come in time */
async function askIn(client: pg.Client): Promise<void> {
  const late = new AbortController()
  try {
    await Promise.race([client.query('SELECT 1'), tooLate(late.signal)])
  } finally {
    late.abort()
  }
}

async function tooLate(signal: AbortSignal): Promise<never> {
  await pause(PATIENCE_MS, undefined, { signal, ref: false })
  // Where this process itself was busy for so long, the answer is here already and is read now.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  throw new DatabaseAway()
}
