import type { Tx } from '../../../../database/client.ts'
import type { Screen } from '../hand.ts'

/** What is opened here lies open at no other terminal any more. */
export async function putAsideElsewhere(
  tx: Tx,
  sessionId: number,
  screen: Screen,
  subjectId: number,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE terminal_sessions SET hand = hand #- ARRAY['open', ${screen}::text]
    WHERE ended_at IS NULL AND id <> ${sessionId} AND (hand->'open'->>${screen}::text)::int = ${subjectId}`
}
