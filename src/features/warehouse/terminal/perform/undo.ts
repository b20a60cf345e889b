import type { Tx } from '../../../../database/client.ts'
import type { Outcome } from '../outcome.ts'

/** What a scan is about: the parcel, wave or other paper that was open or named. */
export interface Subject {
  readonly noun: string
  readonly subjectId: number
}

/**
 * The last scan of some kinds that wasn't taken back, of a parcel, a wave or another paper, at whichever terminal; of one
 * person, or of whoever made it.
 */
export async function lastOf(
  tx: Tx,
  did: string | readonly string[],
  { noun, subjectId }: Subject,
  personId?: number,
): Promise<{ id: string; goods: NonNullable<Outcome['goods']> } | undefined> {
  const [last] = await tx.$queryRaw<{ id: string; goods: NonNullable<Outcome['goods']> }[]>`
    WITH own AS (SELECT s.id, s.sequence, s.outcome FROM scans s
      WHERE s.noun = ${noun} AND s.subject_id = ${subjectId}
        AND (${personId ?? null}::int IS NULL OR s.person_id = ${personId ?? null}::int))
    SELECT id::text, outcome->'goods' AS goods FROM own
    WHERE outcome->>'did' = ANY(${[did].flat()}::text[])
      AND id::text NOT IN (SELECT outcome->>'undoes' FROM own WHERE outcome ? 'undoes')
    ORDER BY sequence DESC LIMIT 1`
  return last
}
