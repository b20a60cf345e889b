import type { TerminalActor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { dayOf } from '../../../lib/dates.ts'
import type { Hand } from './hand.ts'
import type { Closed, Hours } from '../stock/hours.ts'
import { closedAt } from '../stock/hours.ts'
import type { BatchRow } from './in-hand/batch.ts'
import { readBatch } from './in-hand/batch.ts'
import type { DraftWords } from './in-hand/draft.ts'
import { readDraft } from './in-hand/draft.ts'
import type { DeliveryRow } from './in-hand/delivery.ts'
import { readDelivery } from './in-hand/delivery.ts'
import type { LyingRow } from './in-hand/lying.ts'
import { readLying } from './in-hand/lying.ts'
import type { ParcelRow } from './in-hand/parcel.ts'
import { readParcel } from './in-hand/parcel.ts'
import type { ReturnedRow } from './in-hand/returned.ts'
import { readReturned, readUnknown } from './in-hand/returned.ts'
import type { WaveRow } from './in-hand/wave.ts'
import { readWave } from './in-hand/wave.ts'
import type { TurnRow } from './in-hand/turn.ts'
import { readTurn } from './in-hand/turn.ts'
import type { Context } from './interpret/context.ts'
import type { Session } from './queries.ts'

/** The context of a scan with everything that the screens show of it. */
export interface InHand extends Context, DraftWords {
  readonly parcel: ParcelRow | null
  readonly wave: WaveRow | null
  readonly batch: readonly BatchRow[]
  readonly returned: ReturnedRow | null
  /** Number of the parcel nobody expects whose contents are scanned. */
  readonly unknown: string | null
  readonly turn: TurnRow | null
  readonly delivery: DeliveryRow | null
  readonly lying: LyingRow | null
}

/**
 * What a clerk has in hand, as it stands in this transaction.
 * @param mayBegin false for a scan that can only go on with what is begun: it needn't know the hours
 */
export async function inHand(
  tx: Tx,
  actor: TerminalActor,
  { personId, hand }: Session,
  at: Date,
  mayBegin = true,
): Promise<InHand> {
  const { pack, pick, receive, count, returns } = hand.open
  return {
    hand,
    personId,
    parcel: pack === undefined ? null : await readParcel(tx, actor, pack, at),
    wave: pick === undefined ? null : await readWave(tx, pick),
    batch: hand.batch.length === 0 ? [] : await readBatch(tx, hand.batch),
    returned: returns === undefined ? null : await readReturned(tx, returns),
    unknown: await readUnknown(tx, hand.unknown),
    closed: mayBegin ? await closedFor(tx, hand, at) : {},
    turn: count === undefined ? null : await readTurn(tx, count, personId),
    delivery: receive === undefined ? null : await readDelivery(tx, receive),
    lying: hand.carried === null ? null : await readLying(tx, hand.carried.from),
    ...(await readDraft(tx, hand.problem)),
  }
}

/** Nobody is asked twice a day about the same hours. */
async function closedFor(tx: Tx, { afterHours }: Hand, at: Date): Promise<Closed> {
  const closed = Object.entries(await closedAt(tx, at)) as [Hours, string][]
  return Object.fromEntries(closed.filter(([hours]) => afterHours[hours] !== dayOf(at)))
}

/** The same outside a transaction, for a page. */
export function inHandNow(actor: TerminalActor, session: Session, at: Date): Promise<InHand> {
  return inHand(db, actor, session, at)
}
