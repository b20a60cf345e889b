import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { DAY_MS, plus } from '../../../lib/dates.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { returnWayDays } from './parameters.ts'
import type { Return } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A return with what a list shows of it. */
export interface ReturnRow extends Return {
  shopName: string
  platformOrderId: string | null
  shipmentNumber: string | null
  /** Code, colour and size of the first SKU that should come back, and how many kinds and pieces there are. */
  goods: string
  kinds: number
  pieces: number
  /** Pieces that were found, of what verdict ever. */
  found: number
  bad: number
  missing: number
}

const select = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT r.id, r.number, r.shop_id AS "shopId", r.order_id AS "orderId", r.shipment_id AS "shipmentId",
    r.platform_refund_id AS "platformRefundId", r.type, r.reason, r.carrier, r.tracking_number AS "trackingNumber",
    r.shipped_back_at AS "shippedBackAt", r.note, r.state, r.arrived_at AS "arrivedAt", r.inspect_by AS "inspectBy",
    r.settled_at AS "settledAt", r.version, r.created_at AS "createdAt", s.name AS "shopName",
    o.platform_order_id AS "platformOrderId", sh.number AS "shipmentNumber", coalesce(g.goods, '') AS goods,
    coalesce(g.kinds, 0) AS kinds, coalesce(g.pieces, 0) AS pieces, coalesce(f.found, 0) AS found,
    coalesce(f.bad, 0) AS bad, coalesce(f.missing, 0) AS missing
  FROM (SELECT r.* FROM returns r ${rows}) r JOIN shops s ON s.id = r.shop_id
    LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN shipments sh ON sh.id = r.shipment_id
    CROSS JOIN LATERAL (
      SELECT min(concat_ws(' ', k.code, k.color, k.size)) AS goods, count(*)::int AS kinds, sum(l.quantity)::int AS pieces
      FROM return_lines l JOIN skus k ON k.id = l.sku_id WHERE l.return_id = r.id) g
    CROSS JOIN LATERAL (
      SELECT sum(x.quantity) FILTER (WHERE x.verdict <> 'MISSING')::int AS found,
        sum(x.quantity) FILTER (WHERE x.verdict IN ('DEFECTIVE', 'WRONG', 'SURPLUS'))::int AS bad,
        sum(x.quantity) FILTER (WHERE x.verdict = 'MISSING')::int AS missing
      FROM return_findings x WHERE x.return_id = r.id) f`

/** The parts of the list; each is a tab. `overdue` was sent back and should have been here. */
export const PARTS = ['arrived', 'expected', 'overdue', 'settled', 'cancelled'] as const
export type Part = (typeof PARTS)[number]

export interface ReturnFilter {
  part: Part
  /** Beginning of our number; or a whole waybill, order number, parcel's number or refund number. */
  search?: string
  shopId?: number
  sorting?: Sorting<keyof typeof ORDERS>
}

/** Sent back before it, a return is overdue. */
export async function overdueBefore(now: Date, tx: Tx = db): Promise<Date> {
  return plus(now, -(await parameterValue(tx, returnWayDays)) * DAY_MS)
}

const partOf = (part: Part, overdue: Date): Prisma.Sql =>
  part === 'overdue'
    ? Prisma.sql`r.state = 'EXPECTED' AND r.shipped_back_at < ${overdue}`
    : Prisma.raw(`r.state = '${part.toUpperCase()}'`)

/** Our own numbers have their index; what others number is looked up first. */
function found(search: string): Prisma.Sql {
  const text = search.toUpperCase()
  if (/^TH\d/.test(text)) return Prisma.sql`r.number LIKE ${beginning(text)}`
  return Prisma.sql`r.id = ANY(ARRAY(
    SELECT id FROM returns WHERE tracking_number = ${text}
    UNION SELECT x.id FROM shops p JOIN returns x ON x.shop_id = p.id AND x.platform_refund_id = ${search}
    UNION SELECT x.id FROM shops p JOIN orders o ON o.shop_id = p.id AND o.platform_order_id = ${search}
      JOIN returns x ON x.order_id = o.id
    UNION SELECT x.id FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
      JOIN order_lines ol ON ol.id = l.order_line_id JOIN returns x ON x.order_id = ol.order_id
    WHERE s.number = ${text} OR s.tracking_number = ${text}))`
}

function where(actor: Actor, { part, search, shopId }: ReturnFilter, overdue: Date): Prisma.Sql {
  const conditions = [visibleTo(actor), partOf(part, overdue)]
  if (search) conditions.push(found(search))
  if (shopId) conditions.push(Prisma.sql`r.shop_id = ${shopId}`)
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<ReturnRow> = { sql: Prisma.sql`r.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. */
export const ORDERS = { number: [id] } satisfies Orders<ReturnRow>

/** What waits stands with the oldest first, what is over with the newest. */
export function usualOf(part: Part): Sorting<keyof typeof ORDERS> {
  return { by: 'number', descending: part === 'settled' || part === 'cancelled' }
}

/** A page of returns. `size` is larger for exports only. */
export function listReturns(
  actor: Actor,
  filter: ReturnFilter,
  overdue: Date,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<ReturnRow>> {
  const { by, descending } = filter.sorting ?? usualOf(filter.part)
  return keyPage<ReturnRow>(ORDERS[by], descending, { cursor, size }, ({ beyond, order, limit }) => {
    const chosen = Prisma.sql`WHERE ${where(actor, filter, overdue)} ${beyond} ${order} ${limit}`
    return db.$queryRaw<ReturnRow[]>`${select(chosen)} ${order}`
  })
}

/** How many returns each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor, overdue: Date): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`returns r WHERE ${visibleTo(actor)} AND ${partOf(part, overdue)}`,
  )
}

/** @throws NotFound for a return that isn't there or isn't for the actor's eyes */
export async function getReturn(actor: Actor, id: number): Promise<ReturnRow> {
  const [row] = await findReturns(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some returns, in the order of their ids. */
export function findReturns(actor: Actor, ids: readonly number[]): Promise<ReturnRow[]> {
  return db.$queryRaw<ReturnRow[]>`
    ${select(Prisma.sql`WHERE r.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)}`)} ORDER BY r.id`
}

/** The visible returns of an order, in the order of their ids. */
export function returnsOfOrder(actor: Actor, orderId: number): Promise<ReturnRow[]> {
  return db.$queryRaw<ReturnRow[]>`
    ${select(Prisma.sql`WHERE ${visibleTo(actor)} AND (r.order_id = ${orderId} OR r.shipment_id IN (
      SELECT l.shipment_id FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id
      WHERE ol.order_id = ${orderId})) ORDER BY r.id LIMIT 50`)} ORDER BY r.id`
}
