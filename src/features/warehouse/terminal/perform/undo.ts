import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Outcome } from '../outcome.ts'

/** The last scan of a kind that wasn't taken back, of a parcel or of a wave, whoever made it at whichever terminal. */
export async function lastOf(
  tx: Tx,
  did: 'check' | 'pick',
  of: { shipmentId: number } | { waveId: number },
): Promise<{ id: string; goods: NonNullable<Outcome['goods']> } | undefined> {
  const subject =
    'shipmentId' in of ? Prisma.sql`s.shipment_id = ${of.shipmentId}` : Prisma.sql`s.wave_id = ${of.waveId}`
  const [last] = await tx.$queryRaw<{ id: string; goods: NonNullable<Outcome['goods']> }[]>`
    WITH own AS (SELECT s.id, s.sequence, s.outcome FROM scans s WHERE ${subject})
    SELECT id::text, outcome->'goods' AS goods FROM own
    WHERE outcome->>'did' = ${did}
      AND id::text NOT IN (SELECT outcome->>'undoes' FROM own WHERE outcome ? 'undoes')
    ORDER BY sequence DESC LIMIT 1`
  return last
}
