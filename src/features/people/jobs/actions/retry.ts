import { Conflict } from '../../../../errors.ts'
import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { jobs } from '../noun.ts'
import type { JobRecord } from '../policy.ts'
import { NOTHING, canRetry } from '../policy.ts'

/**
 * Somebody wants a job done now; whoever calls puts it into the queue.
 * @throws Conflict when somebody else has just asked for it, or nothing is known that could be done again
 */
export async function retryJob(act: Act, row: JobRecord): Promise<void> {
  if (!canRetry(row)) throw new Conflict(NOTHING)
  await door.edit(jobs, act, row, {}, { deed: 'retry' })
}
