import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { ShippingFaultKind } from '../../../generated/prisma/enums.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { ShippingFault } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A fault with the names of what it's about. */
export interface FaultRow extends ShippingFault {
  shopName: string
  shipmentNumber: string
  returnNumber: string | null
  personName: string | null
  registrarName: string | null
}

const select = Prisma.sql`
  SELECT f.id, f.number, f.shop_id AS "shopId", f.shipment_id AS "shipmentId", f.return_id AS "returnId", f.kind,
    f.description, f.step, f.person_id AS "personId", f.acted_at AS "actedAt", f.registered_by_id AS "registeredById",
    f.state, f.version, f.created_at AS "createdAt", s.name AS "shopName", sh.number AS "shipmentNumber",
    r.number AS "returnNumber", p.name AS "personName", g.name AS "registrarName"
  FROM shipping_faults f JOIN shops s ON s.id = f.shop_id JOIN shipments sh ON sh.id = f.shipment_id
    LEFT JOIN returns r ON r.id = f.return_id LEFT JOIN people p ON p.id = f.person_id
    LEFT JOIN people g ON g.id = f.registered_by_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['standing', 'objected', 'withdrawn'] as const
export type Part = (typeof PARTS)[number]

const parts: Record<Part, Prisma.Sql> = {
  standing: Prisma.sql`f.state IN ('CHARGED', 'UPHELD')`,
  objected: Prisma.sql`f.state = 'OBJECTED'`,
  withdrawn: Prisma.sql`f.state = 'WITHDRAWN'`,
}

export interface FaultFilter {
  part: Part
  /** A whole number of ours: the fault's or the parcel's. */
  search?: string
  kind?: ShippingFaultKind
  personId?: number
}

/** A page of faults, newest first. `size` is larger for exports only. */
export function listFaults(
  actor: Actor,
  { part, search, kind, personId }: FaultFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<FaultRow>> {
  const conditions = [visibleTo(actor), parts[part]]
  if (search) {
    const text = search.toUpperCase()
    conditions.push(Prisma.sql`(f.number = ${text} OR sh.number = ${text})`)
  }
  if (kind) conditions.push(Prisma.sql`f.kind = ${kind}::"ShippingFaultKind"`)
  if (personId) conditions.push(Prisma.sql`f.person_id = ${personId}`)
  return keyPage<FaultRow>(
    [{ sql: Prisma.sql`f.id`, kind: 'number', of: (row) => row.id }],
    true,
    { cursor, size },
    (cut) => db.$queryRaw<FaultRow[]>`
      ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many faults each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`shipping_faults f WHERE ${visibleTo(actor)} AND ${parts[part]}`,
  )
}

/** @throws NotFound for a fault that isn't there or isn't for the actor's eyes */
export async function getFault(actor: Actor, id: number): Promise<FaultRow> {
  const [row] = await findFaults(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some faults. */
export function findFaults(actor: Actor, ids: readonly number[]): Promise<FaultRow[]> {
  return db.$queryRaw<FaultRow[]>`
    ${select} WHERE f.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY f.id`
}

/** The visible faults of a parcel, the first one first. */
export function faultsOf(actor: Actor, shipmentId: number): Promise<FaultRow[]> {
  return db.$queryRaw<FaultRow[]>`
    ${select} WHERE f.shipment_id = ${shipmentId} AND ${visibleTo(actor)} ORDER BY f.id LIMIT 50`
}
