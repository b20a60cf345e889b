import { db } from '../../../database/client.ts'
import { at as moment } from '../../../lib/dates.ts'

/** One place where a person is signed in. */
export interface SessionRow {
  startedAt: Date
  seenAt: Date
  isThis: boolean
}

/** Where a person is signed in now, the last used first. A raised epoch has ended all older ones. */
export async function sessionsOf(personId: number, sid: string, at: Date): Promise<SessionRow[]> {
  const rows = await db.$queryRaw<{ startedAt: number; seenAt: number; isThis: boolean }[]>`
    SELECT (s.sess->>'startedAt')::float8 AS "startedAt", (s.sess->>'seenAt')::float8 AS "seenAt", s.sid = ${sid} AS "isThis"
    FROM sessions s JOIN accounts c ON c.person_id = ${personId}
    WHERE s.sess->'passport'->'user'->>'personId' = ${String(personId)}
      AND (s.sess->'passport'->'user'->>'epoch')::int = c.session_epoch
      AND s.expire > ${at}::timestamptz AT TIME ZONE 'UTC'
    ORDER BY "seenAt" DESC`
  return rows.map(({ startedAt, seenAt, isThis }) => ({
    startedAt: moment(startedAt),
    seenAt: moment(seenAt),
    isThis,
  }))
}
