import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { COUNT_LIMIT, PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { QuarantineCase } from './policy.ts'
import { visibleTo } from './policy.ts'

/** Problem goods with their names, where they lay and for which parcel they were picked. */
export interface QuarantineRow extends QuarantineCase {
  code: string
  product: string
  color: string | null
  size: string | null
  location: string
  shipmentNumber: string | null
  deliveryNumber: string | null
  /** Who set them apart. */
  reporterName: string | null
}

const select = Prisma.sql`
  SELECT q.id, q.number, q.sku_id AS "skuId", q.location_id AS "locationId", q.quantity, q.reason,
    q.shipment_id AS "shipmentId", q.delivery_id AS "deliveryId", d.number AS "deliveryNumber", q.plan, q.state, q.version, q.created_at AS "createdAt", k.code, p.name AS product,
    k.color, k.size, l.code AS location, s.number AS "shipmentNumber",
    (SELECT x.name FROM history y JOIN people x ON x.id = y.person_id
      WHERE y.noun = 'warehouse/quarantines' AND y.subject_id = q.id AND y.deed = 'create' LIMIT 1) AS "reporterName"
  FROM quarantine_cases q JOIN skus k ON k.id = q.sku_id JOIN products p ON p.id = k.product_id
    JOIN locations l ON l.id = q.location_id LEFT JOIN shipments s ON s.id = q.shipment_id
    LEFT JOIN deliveries d ON d.id = q.delivery_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'decided'] as const
export type Part = (typeof PARTS)[number]

const partOf = (part: Part): Prisma.Sql =>
  part === 'open'
    ? Prisma.sql`q.state IN ('OPEN', 'REWORKING')`
    : Prisma.sql`q.state NOT IN ('OPEN', 'REWORKING')`

export interface QuarantineFilter {
  part: Part
  /** Beginning of the number or of the SKU's code. */
  search?: string
}

/** A page of cases, newest first. `size` is larger for exports only. */
export async function listQuarantines(
  actor: Actor,
  { part, search }: QuarantineFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<QuarantineRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const conditions = [visibleTo(actor), partOf(part)]
  if (search) {
    conditions.push(
      Prisma.sql`(q.number LIKE ${beginning(search.toUpperCase())} OR k.code LIKE ${beginning(search)})`,
    )
  }
  const rows = await db.$queryRaw<QuarantineRow[]>`
    ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY q.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND q.id < ${cursor.key[0]} ORDER BY q.id DESC`
    : Prisma.sql`AND q.id > ${cursor.key[0]} ORDER BY q.id`
}

/** How many cases each part holds, one more than `COUNT_LIMIT` at most. */
export async function countParts(actor: Actor): Promise<Record<Part, number>> {
  const count = (part: Part): Prisma.Sql => Prisma.sql`
    (SELECT count(*)::int FROM (SELECT 1 FROM quarantine_cases q
     WHERE ${visibleTo(actor)} AND ${partOf(part)} LIMIT ${COUNT_LIMIT + 1}) AS bounded)`
  const [row] = await db.$queryRaw<Record<Part, number>[]>`
    SELECT ${count('open')} AS open, ${count('decided')} AS decided`
  return row as Record<Part, number>
}

/** @throws NotFound for a case that isn't there */
export async function getQuarantine(actor: Actor, id: number): Promise<QuarantineRow> {
  const [row] = await findQuarantines(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some cases. */
export function findQuarantines(actor: Actor, ids: readonly number[]): Promise<QuarantineRow[]> {
  return db.$queryRaw<QuarantineRow[]>`
    ${select} WHERE q.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY q.id`
}
