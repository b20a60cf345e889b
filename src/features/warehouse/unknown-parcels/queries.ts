import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { visibleTo as seesReturn } from '../returns/policy.ts'
import type { UnknownParcel } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A parcel that nobody expects, with what is in it. */
export interface UnknownRow extends UnknownParcel {
  /** `S1 × 2；S2 × 1`. */
  goods: string
  /** Null as well for a return of a shop that the actor doesn't see. */
  returnNumber: string | null
  reporterName: string | null
}

const select = (actor: Actor): Prisma.Sql => Prisma.sql`
  SELECT u.id, u.number, u.carrier, u.tracking_number AS "trackingNumber", u.note, u.state, u.return_id AS "returnId",
    u.version, u.created_at AS "createdAt", r.number AS "returnNumber", coalesce(g.goods, '') AS goods,
    (SELECT x.name FROM history y JOIN people x ON x.id = y.person_id
      WHERE y.noun = 'warehouse/unknown-parcels' AND y.subject_id = u.id AND y.deed = 'create' LIMIT 1) AS "reporterName"
  FROM unknown_parcels u LEFT JOIN returns r ON r.id = u.return_id AND ${seesReturn(actor)}
    CROSS JOIN LATERAL (
      SELECT string_agg(k.code || ' × ' || l.quantity, '；' ORDER BY l.id) AS goods
      FROM unknown_parcel_lines l JOIN skus k ON k.id = l.sku_id WHERE l.unknown_parcel_id = u.id) g`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'unclaimed', 'tied'] as const
export type Part = (typeof PARTS)[number]

const partOf = (part: Part): Prisma.Sql => Prisma.raw(`u.state = '${part.toUpperCase()}'`)

export interface UnknownFilter {
  part: Part
  /** Beginning of our number, or of the waybill's. */
  search?: string
}

/** A page of parcels that nobody expects, what waits with the oldest first. `size` is larger for exports only. */
export function listUnknown(
  actor: Actor,
  { part, search }: UnknownFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<UnknownRow>> {
  const conditions = [visibleTo(actor), partOf(part)]
  if (search) {
    const text = beginning(search.toUpperCase())
    conditions.push(Prisma.sql`(u.number LIKE ${text} OR u.tracking_number LIKE ${text})`)
  }
  return keyPage<UnknownRow>(
    [{ sql: Prisma.sql`u.id`, kind: 'number', of: (row) => row.id }],
    part !== 'open',
    { cursor, size },
    (cut) => db.$queryRaw<UnknownRow[]>`
      ${select(actor)} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many parcels each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`unknown_parcels u WHERE ${visibleTo(actor)} AND ${partOf(part)}`,
  )
}

/** @throws NotFound for a parcel that isn't there */
export async function getUnknown(actor: Actor, id: number): Promise<UnknownRow> {
  const [row] = await findUnknown(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some parcels. */
export function findUnknown(actor: Actor, ids: readonly number[]): Promise<UnknownRow[]> {
  return db.$queryRaw<UnknownRow[]>`
    ${select(actor)} WHERE u.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY u.id`
}
