import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { hashToken } from '../../../lib/tokens.ts'
import type { Device } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A terminal with who registered it and who works at it. */
export interface DeviceRow extends Device {
  registeredByName: string | null
  clerkName: string | null
}

const select = Prisma.sql`
  SELECT d.id, d.name, d.registered_by_id AS "registeredById", d.created_at AS "createdAt",
    d.revoked_at AS "revokedAt", d.last_seen_at AS "lastSeenAt", d.version,
    r.name AS "registeredByName", c.name AS "clerkName"
  FROM terminal_devices d LEFT JOIN people r ON r.id = d.registered_by_id
    LEFT JOIN terminal_sessions s ON s.device_id = d.id AND s.ended_at IS NULL
    LEFT JOIN people c ON c.id = s.person_id`

/** All terminals, those in use first, by name. A warehouse has a handful, so there's no paging. */
export function listDevices(actor: Actor): Promise<DeviceRow[]> {
  return db.$queryRaw<DeviceRow[]>`
    ${select} WHERE ${visibleTo(actor)} ORDER BY d.revoked_at IS NOT NULL, d.name, d.id`
}

/** @throws NotFound for a terminal that isn't there or isn't for the actor's eyes */
export async function getDevice(actor: Actor, id: number): Promise<DeviceRow> {
  const [row] = await db.$queryRaw<DeviceRow[]>`${select} WHERE d.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** The terminal in use to which a browser's secret belongs; null for none. */
export async function deviceWith(token: string | undefined): Promise<Device | null> {
  if (token === undefined) return null
  return db.terminalDevice.findFirst({
    where: { tokenHash: hashToken(token), revokedAt: null },
    omit: { tokenHash: true },
  })
}
