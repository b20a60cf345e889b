import type { TerminalActor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { isSecret } from '../../../lib/passwords.ts'
import type { OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { record } from '../../../work/history.ts'
import { attempt, checkAttempt, succeeded, waitingTime } from '../../../work/lockouts.ts'
import { staff } from '../../people/staff/noun.ts'
import { devices } from '../devices/noun.ts'
import { EMPTY_HAND } from './hand.ts'
import type { Session, Terminal } from './queries.ts'
import { clerkAt, holderOfBadge, lockTerminal, pinHashOf } from './queries.ts'
import { unfinished } from './screens.ts'

/** How somebody shows who he is. */
export type Proof = { readonly badge: string } | { readonly personId: number; readonly pin: string }

export type SignInAnswer =
  | { readonly ok: true; readonly session: number }
  | { readonly ok: false; readonly message: string }
  /** Somebody else's work lies here: it must be taken over knowingly. */
  | { readonly ok: false; readonly takeOver: true; readonly message: string }

interface When {
  readonly at: Date
  readonly requestId: string
}

/**
 * Signs a clerk in, unlocks the terminal for the one who locked it, or, with `takeOver`, lets another go on with what
 * lies there. PINs are guessed slowly: failures count per terminal and person, whichever process is asked.
 */
export async function signIn(
  terminal: Terminal,
  proof: Proof,
  takeOver: boolean,
  { at, requestId }: When,
): Promise<SignInAnswer> {
  const personId = 'badge' in proof ? await holderOfBadge(proof.badge.toUpperCase()) : proof.personId
  if (personId === null) return { ok: false, message: '这张工牌无效或已作废。' }
  const actor = await clerkAt(terminal.id, personId)
  if (!actor) return { ok: false, message: '没有仓管职责，不能在终端作业。' }
  const wrong = 'pin' in proof ? await pinRefusal(actor, proof.pin, at) : null
  if (wrong !== null) return { ok: false, message: wrong }
  return deed({ actor, at, requestId }, (act) => begin(act, actor, takeOver))
}

/** The sentence why a PIN doesn't sign in, or null when it's right. */
async function pinRefusal(
  { deviceId, personId }: TerminalActor,
  pin: string,
  at: Date,
): Promise<string | null> {
  const key = `pin:${deviceId}:${personId}`
  const permitted = await attempt(key, at)
  if (!permitted.allowed)
    return `PIN 错误次数过多，请在 ${waitingTime(permitted.until, at)}后再试，或刷工牌。`
  const hash = await pinHashOf(personId)
  if (await checkAttempt(key, () => isSecret(pin, hash))) {
    await succeeded(key)
    return null
  }
  await db.historyEntry.create({
    data: {
      at,
      noun: staff.key,
      subjectId: personId,
      deed: 'sign-in-failed',
      systemName: 'terminal',
      deviceId,
    },
  })
  return 'PIN 不正确。'
}

async function begin(act: OpenAct, actor: TerminalActor, takeOver: boolean): Promise<SignInAnswer> {
  const terminal = await lockTerminal(act.tx, actor.deviceId)
  if (!terminal || terminal.revokedAt) return { ok: false, message: '本机已停用。' }
  const { session } = terminal
  if (session?.personId === actor.personId) {
    await act.tx.terminalSession.update({
      where: { id: session.id },
      data: { lockedAt: null, lastActiveAt: act.at },
    })
    return { ok: true, session: session.id }
  }
  if (session && !takeOver) return { ok: false, takeOver: true, message: takeOverWords(session) }
  if (session) {
    await act.tx.terminalSession.update({ where: { id: session.id }, data: { endedAt: act.at } })
  }
  const { id } = await act.tx.terminalSession.create({
    data: {
      deviceId: terminal.id,
      personId: actor.personId,
      startedAt: act.at,
      lastActiveAt: act.at,
      hand: session
        ? { ...session.hand, last: null, broken: false, asked: null, afterHours: {} }
        : EMPTY_HAND,
    },
  })
  await act.tx.terminalDevice.update({ where: { id: terminal.id }, data: { lastSeenAt: act.at } })
  await record(act, [
    {
      noun: devices.key,
      subjectId: terminal.id,
      deed: session ? 'take-over' : 'sign-in',
      remark: session ? `接替 ${session.personName}` : null,
    },
    { noun: staff.key, subjectId: actor.personId, deed: 'sign-in' },
  ])
  return { ok: true, session: id }
}

function takeOverWords({ personName, hand }: Session): string {
  const work = unfinished(hand)?.left ?? '还没有退出'
  return `${personName}${work}。确认由您接手？已扫的内容会保留，并各自记在扫码人名下。`
}

/** Ends a session; what was open is put aside. */
export function signOut(terminal: Terminal, session: Session, { at, requestId }: When): Promise<void> {
  return asClerk(terminal, session, { at, requestId }, async (act) => {
    await act.tx.terminalSession.update({ where: { id: session.id }, data: { endedAt: at } })
    await record(act, [{ noun: devices.key, subjectId: terminal.id, deed: 'sign-out' }])
  })
}

/** Ends a session whose clerk may no longer act: left, suspended, no clerk any more. */
export async function endSession(session: Session, at: Date): Promise<void> {
  await db.terminalSession.updateMany({ where: { id: session.id, endedAt: null }, data: { endedAt: at } })
}

/** Locks the terminal at once; what the clerk has in hand stays. */
export async function lock(session: Session, at: Date): Promise<void> {
  await db.terminalSession.updateMany({
    where: { id: session.id, endedAt: null, lockedAt: null },
    data: { lockedAt: at },
  })
}

/** The clerk is there: keys were pressed. Doesn't unlock what is locked. */
export async function touch(session: Session, at: Date): Promise<void> {
  await db.terminalSession.updateMany({
    where: { id: session.id, endedAt: null, lockedAt: null, lastActiveAt: { lt: at } },
    data: { lastActiveAt: at },
  })
}

async function asClerk(
  terminal: Terminal,
  session: Session,
  { at, requestId }: When,
  work: (act: OpenAct) => Promise<void>,
): Promise<void> {
  const actor = await clerkAt(terminal.id, session.personId)
  if (!actor) return endSession(session, at)
  await deed({ actor, at, requestId }, async (act) => {
    await work(act)
    return null
  })
}
