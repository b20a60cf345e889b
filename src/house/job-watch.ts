import { system } from '../actor.ts'
import { knowJobs, noteRun, watchJobs } from '../features/people/jobs/actions.ts'
import { MINUTE_MS, now } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import { forgetAhead } from '../work/job-clock.ts'
import type { JobLog, Run } from '../work/jobs.ts'
import { jobs, queuedJobs } from './jobs.ts'

/** Who keeps an eye on the jobs, without being one: the job runner itself may stand still. */
export interface JobWatch {
  noted(run: Run): Promise<void>
  /** Looks whether a job is late; done every minute by itself. */
  look(): Promise<void>
  stop(): void
}

/** Two clocks that drift apart further than this between two looks, in milliseconds: the machine's was set anew. */
const JUMP_MS = MINUTE_MS

/** Begins to watch: says which jobs there are, notes how they end, and looks every minute whether one is late. */
export async function watchedJobs(log: Pick<JobLog, 'error' | 'info'>): Promise<JobWatch> {
  const act = (): Act => ({ actor: system('watch-jobs'), at: now() })
  const know = (): Promise<void> => knowJobs(act(), [...jobs, ...queuedJobs])
  // The one that nobody can set tells whether the other was set.
  const ahead = (): number => now().getTime() - performance.now()
  let known = ahead()
  const look = async (): Promise<void> => {
    const jump = ahead() - known
    known += jump
    if (Math.abs(jump) <= JUMP_MS) return watchJobs(act())
    log.info({ milliseconds: Math.round(jump) }, 'the clock has jumped')
    if (jump < 0) await forgetAhead()
    await know()
  }
  await know()
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.error({ err: error }, 'jobs not watched'))
  }, MINUTE_MS)
  return {
    noted: (run) => noteRun({ actor: system(run.job.name), at: run.endedAt }, run),
    look,
    stop: () => clearInterval(timer),
  }
}
