import type { TerminalActor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { hashToken } from '../../../lib/tokens.ts'
import { directory } from '../../../work/house.ts'
import { parameterValue } from '../../../work/parameters.ts'
import type { Hand } from './hand.ts'
import { handOf } from './hand.ts'
import type { Outcome } from './outcome.ts'
import { hoursToday } from '../stock/hours.ts'
import { idleLock } from './parameters.ts'

/** A clerk at a terminal, from signing in to signing out or being relieved. */
export interface Session {
  readonly id: number
  readonly personId: number
  readonly personName: string
  readonly startedAt: Date
  readonly lastActiveAt: Date
  readonly lockedAt: Date | null
  readonly hand: Hand
}

/** A machine that knows a secret of ours, and who is signed in at it. */
export interface Terminal {
  readonly id: number
  readonly name: string
  readonly revokedAt: Date | null
  readonly session: Session | null
}

interface Row {
  deviceId: number
  name: string
  revokedAt: Date | null
  id: number | null
  personId: number
  personName: string
  startedAt: Date
  lastActiveAt: Date
  lockedAt: Date | null
  hand: unknown
}

/** The terminal that keeps a secret, revoked ones too; null for a browser that is none. */
export function terminalWith(token: string): Promise<Terminal | null> {
  return readTerminal(db, Prisma.sql`d.token_hash = ${hashToken(token)}`)
}

/** The same, locked until the transaction ends: what is done at one terminal is done one after the other. */
export async function lockTerminal(tx: Tx, deviceId: number): Promise<Terminal | null> {
  await tx.$queryRaw`SELECT 1 FROM terminal_devices WHERE id = ${deviceId} FOR NO KEY UPDATE`
  return readTerminal(tx, Prisma.sql`d.id = ${deviceId}`)
}

async function readTerminal(tx: Tx, condition: Prisma.Sql): Promise<Terminal | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT d.id AS "deviceId", d.name, d.revoked_at AS "revokedAt", s.id, s.person_id AS "personId",
      p.name AS "personName", s.started_at AS "startedAt", s.last_active_at AS "lastActiveAt",
      s.locked_at AS "lockedAt", s.hand
    FROM terminal_devices d LEFT JOIN terminal_sessions s ON s.device_id = d.id AND s.ended_at IS NULL
      LEFT JOIN people p ON p.id = s.person_id
    WHERE ${condition}`
  if (!row) return null
  const { deviceId, name, revokedAt, id, hand, ...session } = row
  return {
    id: deviceId,
    name,
    revokedAt,
    session: id === null ? null : { ...session, id, hand: handOf(hand) },
  }
}

/** Seconds without a scan or key until a terminal locks. */
export function idleSeconds(tx: Tx = db): Promise<number> {
  return parameterValue(tx, idleLock)
}

/**
 * Whether the clerk must show who he is before going on: locked by hand, or by having been idle; or the clock was set back,
 * so that nobody can say how long he has been.
 */
export function isLocked({ lockedAt, lastActiveAt }: Session, idle: number, at: Date): boolean {
  return lockedAt !== null || Math.abs(at.getTime() - lastActiveAt.getTime()) > idle * 1000
}

/** A person acting at a terminal; null for somebody who isn't in service or no longer a clerk. */
export async function clerkAt(deviceId: number, personId: number): Promise<TerminalActor | null> {
  const actor = await directory().actorOf(personId)
  return actor?.duties.has('WAREHOUSE_CLERK') ? { ...actor, kind: 'terminal', deviceId } : null
}

/** Whose badge has a code; null for none that is valid. */
export async function holderOfBadge(code: string): Promise<number | null> {
  const badge = await db.badge.findFirst({
    where: { codeHash: hashToken(code), revokedAt: null },
    select: { personId: true },
  })
  return badge?.personId ?? null
}

/** The hash of a person's PIN; null without one. */
export async function pinHashOf(personId: number): Promise<string | null> {
  const account = await db.account.findUnique({ where: { personId }, select: { pinHash: true } })
  return account?.pinHash ?? null
}

/** How much waits at each station. */
export interface Waiting {
  readonly waves: number
  readonly picked: number
  readonly packed: number
  /** Returns on the desk. */
  readonly returns: number
  /** Today's hours for goods in and out, in words. */
  readonly hours: string
  /** Deliveries at the door. */
  readonly deliveries: number
  /** When the most urgent parcel on the packing table must leave; null when none waits. */
  readonly shipBy: Date | null
  /** Locations to be counted, and the next one on the walk. */
  readonly places: number
  readonly nextPlace: string | null
}

/** An empty warehouse. */
export const NOTHING_WAITS = {
  waves: 0,
  picked: 0,
  packed: 0,
  deliveries: 0,
  returns: 0,
  shipBy: null,
  places: 0,
  nextPlace: null,
}

const toCount = Prisma.sql`
  SELECT l.zone, l.code, c.due_at FROM count_places p JOIN counts c ON c.id = p.count_id AND c.state = 'COUNTING'
    JOIN locations l ON l.id = p.location_id
  WHERE p.closed_at IS NULL AND p.state IN ('OPEN', 'RECOUNT')`

/** What waits in the warehouse, in one statement over the open parcels, and the hours. */
export async function whatWaits(at: Date): Promise<Waiting> {
  const [row] = await db.$queryRaw<Omit<Waiting, 'hours'>[]>`
    SELECT (SELECT count(*)::int FROM waves WHERE state = 'PICKING') AS waves,
      (SELECT count(*)::int FROM deliveries WHERE state = 'ARRIVED') AS deliveries,
      (SELECT count(*)::int FROM returns WHERE state = 'ARRIVED') AS returns,
      count(*) FILTER (WHERE state = 'PICKED')::int AS picked,
      count(*) FILTER (WHERE state = 'PACKED')::int AS packed,
      min(ship_by) FILTER (WHERE state = 'PICKED') AS "shipBy",
      (SELECT count(*)::int FROM (${toCount}) AS t) AS places,
      (SELECT code FROM (${toCount}) AS t ORDER BY due_at, zone, code LIMIT 1) AS "nextPlace"
    FROM shipments WHERE state IN ('PICKED', 'PACKED')`
  return { ...(row ?? NOTHING_WAITS), hours: await hoursToday(db, at) }
}

/** The answer to a scan, kept with it; null for an id that wasn't judged. */
export async function outcomeOf(scanId: string | null): Promise<Outcome | null> {
  if (scanId === null) return null
  const scan = await db.scan.findUnique({ where: { id: scanId }, select: { outcome: true } })
  return (scan?.outcome as unknown as Outcome | undefined) ?? null
}
