import { db } from '../../../../database/client.ts'
import { MINUTE_MS } from '../../../../lib/dates.ts'
import { rhythmOf } from '../../../../lib/rhythm.ts'
import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { jobs } from '../noun.ts'
import type { JobRecord } from '../policy.ts'

/** A job that is late by less than this isn't: the runner looks now and then, and a run takes its time. */
const GRACE_MS = 10 * MINUTE_MS
/** It may miss its time once. */
const TIMES = 2

/** Finds jobs that have a rhythm and haven't been done for far too long; the owner hears of it. */
export async function watchJobs(act: Act): Promise<void> {
  const working = await db.jobRecord.findMany({ where: { state: 'WORKING', cron: { not: null } } })
  const late = working.filter((row) => isLate(row, act.at))
  await door.moveAll(jobs, act, late, 'stall')
}

function isLate({ cron, lastDoneAt, lastFailedAt, knownAt }: JobRecord, at: Date): boolean {
  if (cron === null) return false
  const last = Math.max(...[lastDoneAt, lastFailedAt, knownAt].map((moment) => moment?.getTime() ?? 0))
  return at.getTime() - last > TIMES * rhythmOf(cron).every + GRACE_MS
}
