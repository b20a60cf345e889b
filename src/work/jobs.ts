import { randomUUID } from 'node:crypto'
import PgBoss from 'pg-boss'
import { system } from '../actor.ts'
import { LOCKS } from '../database/advisory.ts'
import { isAway } from '../database/away.ts'
import { pool } from '../database/client.ts'
import { atLeisure } from '../database/hurry.ts'
import { now } from '../lib/dates.ts'
import type { Act } from './act.ts'
import { patientDatabase } from './patient-database.ts'

/** Something the program does by itself at a rhythm; of several processes, one does it. */
export interface Job {
  readonly name: string
  /** What it does, in words for people. */
  readonly label: string
  /** Minute, hour, day of month, month, day of week, in Shanghai. */
  readonly cron: string
  run(act: Act): Promise<unknown>
}

/**
 * Something long that is done once for one record, after whoever asked for it has been answered. It may be asked for
 * twice and may be cut off at any point, so it finds out by the record's state what there is to do.
 */
export interface QueuedJob {
  readonly name: string
  /** What it does, in words for people. */
  readonly label: string
  /**
   * @param id of the record
   * @param signal the program is about to stop: leave things so that the job can be begun anew
   */
  run(act: Act, id: number, signal?: AbortSignal): Promise<unknown>
}

export interface JobLog {
  info(details: object, message: string): void
  error(details: object, message: string): void
}

export interface RunningJobs {
  /** Lets running jobs end; tells the long ones to. */
  stop(): Promise<void>
}

/** Puts a job for a record into the queue. */
export type Queue = (name: string, id: number) => Promise<void>

let queue: Queue | undefined

/** Says where queued jobs go; without, they wait for the job that looks for what was left. */
export function setQueue(given: Queue | undefined): void {
  queue = given
}

/** Asks for a queued job, after the deed that calls for it is done. */
export async function enqueue(name: string, ...ids: readonly number[]): Promise<void> {
  for (const id of ids) await queue?.(name, id)
}

/** How a run of a job ended. */
export interface Run {
  readonly job: Pick<Job, 'name' | 'label'> & Partial<Pick<Job, 'cron'>>
  /** The record, of a queued job. */
  readonly id?: number
  /** Under which it stands in the log, and in history as what it did. */
  readonly number: string
  readonly endedAt: Date
  /** Absent when it succeeded. */
  readonly error?: unknown
}

/** What the job runner is given. */
export interface JobTables {
  readonly jobs: readonly Job[]
  readonly queued: readonly QueuedJob[]
  /** Is told how each run ended. */
  readonly noted?: (run: Run) => Promise<unknown>
}

/** A queued job that takes longer is taken for lost, in hours; its record keeps a second one from beginning. */
const LONGEST_HOURS = 12

/** Schedules the jobs in the database, so that processes beside each other do each of them once. */
export async function startJobs(url: string, tables: JobTables, log: JobLog): Promise<RunningJobs> {
  const { jobs, queued } = tables
  const failed = (error: Error): void => log.error({ err: error }, 'job runner failed')
  const database = patientDatabase(url, failed)
  const boss = new PgBoss({ db: database, schema: 'jobs' })
  boss.on('error', failed)
  await oneByOne(() => makeQueues(boss, { jobs, queued }))
  for (const job of jobs) {
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, () =>
      logged(job, { log, ...tables }, (act) => job.run(act)),
    )
    await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' })
  }
  const stopping = new AbortController()
  const workers = new Map<string, string>()
  for (const job of queued) {
    const worker = await boss.work<{ id: number }>(job.name, { pollingIntervalSeconds: 2 }, async (found) => {
      for (const { data } of found) {
        const run = (act: Act): Promise<unknown> => job.run(act, data.id, stopping.signal)
        await logged(job, { log, ...tables, stopping: stopping.signal }, run, data.id)
      }
    })
    workers.set(job.name, worker)
  }
  setQueue(async (name, id) => {
    try {
      await boss.send(name, { id }, { singletonKey: String(id) })
      const own = workers.get(name)
      if (own !== undefined) boss.notifyWorker(own)
    } catch (error) {
      // The deed is done; the job that looks for what was left will find it.
      log.error({ err: error, job: name, id }, 'job not queued')
    }
  })
  return {
    stop: async () => {
      setQueue(undefined)
      stopping.abort()
      await boss.stop({ graceful: true, wait: true, timeout: 10_000 })
      await database.close()
    },
  }
}

/** Processes that start at once would deadlock over pg-boss's tables. */
async function oneByOne(work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = '60s'`)
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.queues])
    await work()
    await client.query('COMMIT')
    failed = false
  } finally {
    client.release(failed)
  }
}

async function makeQueues(boss: PgBoss, { jobs, queued }: JobTables): Promise<void> {
  await boss.start()
  for (const { name } of jobs) {
    await boss.createQueue(name, { name, policy: 'short', retryLimit: 2, retryDelay: 30 })
  }
  for (const { name } of queued) {
    const expireInHours = LONGEST_HOURS
    await boss.createQueue(name, { name, policy: 'short', retryLimit: 3, retryDelay: 5, expireInHours })
  }
}

interface Telling extends Pick<JobTables, 'noted'> {
  readonly log: JobLog
  readonly stopping?: AbortSignal
}

async function logged(
  job: Run['job'],
  { log, noted, stopping }: Telling,
  run: (act: Act) => Promise<unknown>,
  id?: number,
): Promise<void> {
  const begun = performance.now()
  const number = randomUUID()
  const what = { job: job.name, run: number, ...(id === undefined ? {} : { id }) }
  const note = async (error?: unknown): Promise<void> => {
    try {
      await noted?.({ job, id, number, endedAt: now(), error })
    } catch (unnoted) {
      log.error({ err: unnoted, ...what }, 'run not noted')
    }
  }
  try {
    const result = await atLeisure(() => run({ actor: system(job.name), at: now(), requestId: number }))
    log.info({ ...what, result, milliseconds: Math.round(performance.now() - begun) }, 'job done')
    await note()
  } catch (error) {
    log.error({ err: error, ...what }, 'job failed')
    // What was told to stop, and what found no database, has not failed: it's done later.
    if (!stopping?.aborted && !isAway(error)) await note(error)
    throw error
  }
}
