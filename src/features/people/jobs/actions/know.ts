import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import type { Run } from '../../../../work/jobs.ts'

/**
 * Says which jobs there are, and that none of them could have been done before now: at the start of the program, and after
 * the clock has jumped.
 */
export function knowJobs(act: Act, jobs: readonly Run['job'][]): Promise<void> {
  return deed(act, async ({ tx, at }) => {
    for (const { name, label, cron = null } of jobs) {
      const known = { label, cron, knownAt: at }
      await tx.jobRecord.upsert({ where: { name }, create: { name, ...known }, update: known })
    }
  })
}
