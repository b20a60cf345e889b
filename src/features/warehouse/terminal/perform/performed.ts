import type { OpenAct } from '../../../../work/act.ts'
import type { TerminalActor } from '../../../../actor.ts'
import type { Hand, Screen } from '../hand.ts'
import type { InHand } from '../in-hand.ts'
import type { Reading } from '../interpret/reading.ts'
import type { Outcome } from '../outcome.ts'
import type { Session } from '../queries.ts'

/** What a deed needs to know of the scan that asked for it. */
export interface Scene {
  readonly act: OpenAct & { readonly actor: TerminalActor }
  readonly session: Session
  readonly inHand: InHand
  readonly reading: Reading
}

/** What came of a scan: the answer, and what of the session changes by it. */
export interface Performed {
  readonly outcome: Outcome
  /** Absent parts of the hand stay as they are, except the question: it's over. */
  readonly hand?: Partial<Omit<Hand, 'open'>>
  /** What lies open on a screen from now on, null for nothing; other screens keep theirs. */
  readonly open?: Partial<Record<Screen, number | null>>
  readonly lock?: boolean
}
