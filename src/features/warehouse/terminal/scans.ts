import type { TerminalActor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { Conflict, isRefusal } from '../../../errors.ts'
import type { Prisma } from '../../../generated/prisma/client.ts'
import { MINUTE_MS, plus } from '../../../lib/dates.ts'
import type { OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { deliveries } from '../deliveries/noun.ts'
import { shipments } from '../shipments/noun.ts'
import { unknownParcels } from '../unknown-parcels/noun.ts'
import { waves } from '../waves/noun.ts'
import type { Sent } from './chain.ts'
import { screenOf, staleness } from './chain.ts'
import { readCode } from './codes.ts'
import { readingOf } from './find.ts'
import type { Hand, Screen } from './hand.ts'
import { isBusyOn } from './hand.ts'
import { inHand } from './in-hand.ts'
import { interpret } from './interpret.ts'
import type { Refusal } from './interpret/decision.ts'
import { breaks } from './interpret/decision.ts'
import type { Reading } from './interpret/reading.ts'
import type { Outcome } from './outcome.ts'
import { perform } from './perform.ts'
import type { Performed } from './perform/performed.ts'
import type { Subject } from './perform/undo.ts'
import type { Session, Terminal } from './queries.ts'
import { clerkAt, idleSeconds, isLocked, lockTerminal } from './queries.ts'
import { screens } from './screens.ts'
import { refusal } from './words.ts'

/**
 * What became of a scan: judged, now or before, with the clerk and what he has in hand after it; or not yet, because
 * nobody may act at the terminal.
 */
export type Judged =
  | { readonly judged: true; readonly outcome: Outcome; readonly after: After | null }
  | { readonly judged: false; readonly why: 'revoked' | 'signed-out' | 'locked' }

/** Who goes on, and with what. */
export interface After {
  readonly actor: TerminalActor
  readonly session: Session
}

const notYet = (why: 'revoked' | 'signed-out' | 'locked'): Judged => ({ judged: false, why })

/**
 * Judges a scan once: its effect, its answer and the session's new state are one transaction, and the same id again
 * gets the same answer, also when two requests bring it at once. What can't be judged yet stays with the page.
 */
export async function judgeScan(
  { id: deviceId, session: holder }: Terminal,
  sent: Sent,
  at: Date,
  requestId: string,
): Promise<Judged> {
  const actor = holder && (await clerkAt(deviceId, holder.personId))
  if (!actor) {
    const outcome = await storedOutcome(db, deviceId, sent.id)
    return outcome ? { judged: true, outcome, after: null } : notYet('signed-out')
  }
  return deed({ actor, at, requestId }, async (act) => {
    const terminal = await lockTerminal(act.tx, deviceId)
    if (!terminal || terminal.revokedAt) return notYet('revoked')
    const session = terminal.session?.personId === actor.personId ? terminal.session : null
    const open = session !== null && !isLocked(session, await idleSeconds(act.tx), at)
    const outcome = await storedOutcome(act.tx, deviceId, sent.id)
    if (outcome) return { judged: true, outcome, after: open ? { actor, session } : null }
    if (!session) return notYet('signed-out')
    if (!open) return notYet('locked')
    return judge({ ...act, actor }, session, sent)
  })
}

type ClerkAct = OpenAct & { readonly actor: TerminalActor }

async function judge(act: ClerkAct, session: Session, sent: Sent): Promise<Judged> {
  const code = readCode(sent.code)
  const stale = staleness(sent, session)
  if (stale) return keepStale(act, session, sent, stale)
  const screen = screenOf(sent, session)
  const reading = await readingOf(act, act.actor, code, screen)
  const mayBegin = reading.command !== null || !isBusyOn(session.hand, screen)
  const held = await inHand(act.tx, act.actor, session, act.at, mayBegin)
  const decision = interpret(screen, held, reading)
  const scene = { act, session, inHand: held, reading }
  const performed = await orRefused(act.tx, code, () => perform(scene, decision))
  await keepScan(act, sent, performed.outcome, subjectOf(screen, session.hand, reading, performed))
  return keepSession(act, session, screen, sent.id, performed)
}

/** A deed that refuses leaves nothing behind but its sentence. */
async function orRefused(
  tx: Tx,
  code: string,
  work: () => Performed | Promise<Performed>,
): Promise<Performed> {
  await tx.$executeRaw`SAVEPOINT deed`
  try {
    return await work()
  } catch (error) {
    if (!isRefusal(error)) throw error
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT deed`
    return { outcome: refusal('failed', code, error.message) }
  }
}

/** Under what a scan is found later: what it opened, what lay open on its screen, or what it named. */
function subjectOf(
  screen: Screen,
  { open, unknown }: Hand,
  { found }: Reading,
  { open: opened }: Performed,
): Subject | null {
  for (const [name, id] of Object.entries(opened ?? {}) as [Screen, number | null][]) {
    const { noun } = screens[name]
    if (noun !== undefined && id !== null) return { noun, subjectId: id }
  }
  const here = screens[screen].about ?? screen
  const { noun } = screens[here]
  const subjectId = open[here]
  if (noun !== undefined && subjectId !== undefined) return { noun, subjectId }
  if (here === 'returns' && unknown !== null) return { noun: unknownParcels.key, subjectId: unknown }
  if (found?.kind === 'parcel') return { noun: shipments.key, subjectId: found.id }
  if (found?.kind === 'delivery') return { noun: deliveries.key, subjectId: found.id }
  return found?.kind === 'wave' ? { noun: waves.key, subjectId: found.id } : null
}

/** A scan that came too late to mean anything is kept as its clerk's, and changes nothing of the present one's. */
async function keepStale(act: ClerkAct, session: Session, sent: Sent, why: Refusal): Promise<Judged> {
  const outcome = refusal(why, readCode(sent.code))
  const own = await act.tx.terminalSession.findFirst({
    where: { id: sent.session, deviceId: act.actor.deviceId },
    select: { personId: true },
  })
  await keepScan(act, sent, outcome, null, own?.personId)
  if (why === 'stale-session') return { judged: true, outcome, after: { actor: act.actor, session } }
  const { screen, asked } = session.hand
  return keepSession(act, session, screen, sent.id, { outcome, hand: { asked } })
}

async function keepScan(
  act: ClerkAct,
  sent: Sent,
  outcome: Outcome,
  subject: Subject | null,
  personId = act.actor.personId,
): Promise<void> {
  const { id, scannedAt } = sent
  const { deviceId } = act.actor
  await act.tx.scan.create({
    data: {
      id,
      deviceId,
      personId,
      noun: subject?.noun ?? null,
      subjectId: subject?.subjectId ?? null,
      code: outcome.code,
      outcome: outcome as unknown as Prisma.InputJsonObject,
      scannedAt,
      at: act.at,
    },
  })
  await act.tx.$executeRaw`
    UPDATE terminal_devices SET last_seen_at = ${act.at}
    WHERE id = ${deviceId} AND (last_seen_at IS NULL OR last_seen_at < ${plus(act.at, -MINUTE_MS)})`
}

async function keepSession(
  act: ClerkAct,
  session: Session,
  screen: Screen,
  last: string,
  { outcome, hand, lock, open }: Performed,
): Promise<Judged> {
  const broken = outcome.tone === 'wrong' && breaks(outcome.did as Refusal)
  const next: Session = {
    ...session,
    hand: { ...session.hand, screen, asked: null, ...hand, open: opened(session.hand, open), last, broken },
    lastActiveAt: act.at,
    lockedAt: lock ? act.at : null,
  }
  const { hand: kept, lastActiveAt, lockedAt } = next
  await act.tx.terminalSession.update({
    where: { id: session.id },
    data: { hand: kept, lastActiveAt, lockedAt },
  })
  return { judged: true, outcome, after: lock ? null : { actor: act.actor, session: next } }
}

/** What lies open on the screens after a scan. */
function opened({ open }: Hand, change: Performed['open'] = {}): Hand['open'] {
  const all = Object.entries({ ...open, ...change })
  return Object.fromEntries(all.filter(([, id]) => id !== null))
}

async function storedOutcome(tx: Tx, deviceId: number, id: string): Promise<Outcome | null> {
  const scan = await tx.scan.findUnique({ where: { id }, select: { deviceId: true, outcome: true } })
  if (!scan) return null
  if (scan.deviceId !== deviceId) throw new Conflict('这条扫描属于另一台终端。')
  return scan.outcome as unknown as Outcome
}
