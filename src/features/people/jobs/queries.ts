import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { JobRecord } from './policy.ts'
import { visibleTo } from './policy.ts'

const select = Prisma.sql`
  SELECT j.id, j.name, j.label, j.cron, j.state, j.known_at AS "knownAt", j.last_done_at AS "lastDoneAt",
    j.last_failed_at AS "lastFailedAt", j.failures, j.last_error AS "lastError",
    j.last_error_number AS "lastErrorNumber", j.last_subject AS "lastSubject", j.version
  FROM job_records j`

/** All jobs, those that somebody must see to first. */
export function listJobs(actor: Actor): Promise<JobRecord[]> {
  return db.$queryRaw<JobRecord[]>`
    ${select} WHERE ${visibleTo(actor)} ORDER BY j.state = 'WORKING', j.failures = 0, j.id`
}

/** @throws NotFound for a job that isn't there, or isn't the actor's matter */
export async function getJob(actor: Actor, id: number): Promise<JobRecord> {
  const [row] = await db.$queryRaw<JobRecord[]>`${select} WHERE j.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
