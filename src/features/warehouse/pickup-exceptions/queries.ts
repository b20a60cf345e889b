import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { ShipmentState } from '../../../generated/prisma/enums.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { PickupException } from './policy.ts'
import { visibleTo } from './policy.ts'

/** An exception with the order and the parcel that it is about, as far as they are known. */
export interface ExceptionRow extends PickupException {
  shopName: string
  orderId: number | null
  shipmentId: number | null
  shipmentNumber: string | null
  shipmentState: ShipmentState | null
}

/** Whether a line `ol` of an order is what an exception `e` is about; all of them where it names no line of ours. */
export const ABOUT = Prisma.sql`
  (ol.platform_line_id = e.platform_line_id OR NOT EXISTS (
    SELECT 1 FROM order_lines x WHERE x.order_id = ol.order_id AND x.platform_line_id = e.platform_line_id))`

/** The rows of a list: chosen and ordered first, so that only what is shown is looked up elsewhere. */
const select = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT e.id, e.shop_id AS "shopId", e.platform_number AS "platformNumber", e.platform_order_id AS "platformOrderId",
    e.platform_line_id AS "platformLineId", e.exception_type AS "exceptionType", e.timeout_type AS "timeoutType",
    e.tracking_number AS "trackingNumber", e.carrier, e.title, e.paid_at AS "paidAt", e.pickup_due_at AS "pickupDueAt",
    e.compensation_fen AS "compensationFen", e.note, e.state, e.exported_at AS "exportedAt", e.version,
    e.created_at AS "createdAt", s.name AS "shopName", o.id AS "orderId", p.id AS "shipmentId",
    p.number AS "shipmentNumber", p.state AS "shipmentState"
  FROM (SELECT e.* FROM pickup_exceptions e ${rows}) e JOIN shops s ON s.id = e.shop_id
    LEFT JOIN orders o ON o.shop_id = e.shop_id AND o.platform_order_id = e.platform_order_id
    LEFT JOIN LATERAL (
      SELECT sh.id, sh.number, sh.state
      FROM order_lines ol JOIN shipment_lines l ON l.order_line_id = ol.id
        JOIN shipments sh ON sh.id = l.shipment_id AND sh.state <> 'CANCELLED'
      WHERE ol.order_id = o.id AND ${ABOUT}
      ORDER BY sh.tracking_number IS DISTINCT FROM e.tracking_number, sh.id DESC LIMIT 1) p ON TRUE`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'resolved'] as const
export type Part = (typeof PARTS)[number]

/** Written out, not as a parameter, so that the partial indexes fit. */
const partOf = (part: Part): Prisma.Sql => Prisma.raw(`e.state = '${part.toUpperCase()}'`)

export interface ExceptionFilter {
  part: Part
  /** A whole order or waybill number. */
  search?: string
  shopId?: number
  type?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { part, search, shopId, type }: ExceptionFilter): Prisma.Sql {
  const conditions = [visibleTo(actor), partOf(part)]
  if (search) conditions.push(Prisma.sql`(e.platform_order_id = ${search} OR e.tracking_number = ${search})`)
  if (shopId) conditions.push(Prisma.sql`e.shop_id = ${shopId}`)
  if (type) conditions.push(Prisma.sql`e.exception_type = ${type}`)
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<ExceptionRow> = { sql: Prisma.sql`e.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. What the platform gave no time for comes after all that has one. */
export const ORDERS = {
  number: [id],
  due: [
    {
      sql: Prisma.sql`e.pickup_due_at`,
      kind: 'moment?',
      of: (row) => row.pickupDueAt,
      absent: Prisma.sql`'infinity'::timestamptz`,
    },
    id,
  ],
} satisfies Orders<ExceptionRow>

/** Open exceptions by urgency, resolved ones newest first. */
export function usualOf(part: Part): Sorting<keyof typeof ORDERS> {
  return part === 'open' ? { by: 'due', descending: false } : { by: 'number', descending: true }
}

/** A page of exceptions. `size` is larger for exports only. */
export function listExceptions(
  actor: Actor,
  filter: ExceptionFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<ExceptionRow>> {
  const { by, descending } = filter.sorting ?? usualOf(filter.part)
  return keyPage<ExceptionRow>(ORDERS[by], descending, { cursor, size }, ({ beyond, order, limit }) => {
    const chosen = Prisma.sql`WHERE ${where(actor, filter)} ${beyond} ${order} ${limit}`
    return db.$queryRaw<ExceptionRow[]>`${select(chosen)} ${order}`
  })
}

/** How many exceptions each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`pickup_exceptions e WHERE ${visibleTo(actor)} AND ${partOf(part)}`,
  )
}

/** The types that files have told of, at most 50. Leaps from one to the next in their index. */
export async function exceptionTypes(): Promise<string[]> {
  const rows = await db.$queryRaw<{ type: string }[]>`
    WITH RECURSIVE types AS (
      SELECT min(exception_type) AS type FROM pickup_exceptions
      UNION ALL
      SELECT (SELECT min(exception_type) FROM pickup_exceptions WHERE exception_type > t.type) FROM types t
      WHERE t.type IS NOT NULL)
    SELECT type FROM types WHERE type IS NOT NULL LIMIT 50`
  return rows.map(({ type }) => type)
}

/** @throws NotFound for an exception that isn't there or isn't for the actor's eyes */
export async function getException(actor: Actor, id: number): Promise<ExceptionRow> {
  const [row] = await findExceptions(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some exceptions, in the order of their ids. */
export function findExceptions(actor: Actor, ids: readonly number[]): Promise<ExceptionRow[]> {
  return db.$queryRaw<ExceptionRow[]>`
    ${select(Prisma.sql`WHERE e.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)}`)} ORDER BY e.id`
}

/** The visible exceptions of an order, the newest first. */
export function exceptionsOfOrder(actor: Actor, orderId: number): Promise<ExceptionRow[]> {
  return db.$queryRaw<ExceptionRow[]>`
    ${select(Prisma.sql`
      WHERE ${visibleTo(actor)} AND (e.shop_id, e.platform_order_id) = (
        SELECT shop_id, platform_order_id FROM orders WHERE id = ${orderId})
      ORDER BY e.id DESC LIMIT 50`)} ORDER BY e.id DESC`
}
