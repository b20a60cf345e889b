import PgBoss from 'pg-boss'
import { system } from '../actor.ts'
import { now } from '../lib/dates.ts'
import type { Act } from './act.ts'

/** Something the program does by itself at a rhythm; of several processes, one does it. */
export interface Job {
  readonly name: string
  /** Minute, hour, day of month, month, day of week, in Shanghai. */
  readonly cron: string
  run(act: Act): Promise<unknown>
}

export interface JobLog {
  info(details: object, message: string): void
  error(details: object, message: string): void
}

export interface RunningJobs {
  /** Lets running jobs end. */
  stop(): Promise<void>
}

/** Schedules the jobs in the database, so that processes beside each other do each of them once. */
export async function startJobs(url: string, jobs: readonly Job[], log: JobLog): Promise<RunningJobs> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    max: 3,
    application_name: 'storefront-house-jobs',
  })
  boss.on('error', (error) => log.error({ err: error }, 'job runner failed'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { name: job.name, policy: 'short', retryLimit: 2, retryDelay: 30 })
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, async () => {
      const begun = now().getTime()
      try {
        const result = await job.run({ actor: system(job.name), at: now() })
        log.info({ job: job.name, result, milliseconds: now().getTime() - begun }, 'job done')
      } catch (error) {
        log.error({ err: error, job: job.name }, 'job failed')
        throw error
      }
    })
    await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' })
  }
  return { stop: () => boss.stop({ graceful: true, wait: true, timeout: 10_000 }) }
}
