import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import type { AddressDoubt, RefundStatus, ReviewState } from '../../../generated/prisma/enums.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { containing } from '../../../lib/search.ts'
import { hashNick } from '../buyers/seal.ts'
import type { Order } from './policy.ts'
import { visibleTo } from './policy.ts'

export { orderChangesOf } from './changes.ts'
export type { ChangeKind, OrderChange } from './changes.ts'
export { linesOf, packingNotesOf } from './lines.ts'
export type { LineRow, PackingNote } from './lines.ts'
export { RELEASABLE, releasableLines, releasableSql, shipWithin } from './releasable.ts'
export type { Component, ReleasableFilter, ReleasableLine } from './releasable.ts'

/** An order as lists and pages show it; personal data masked. */
export interface OrderRow extends Order {
  shopName: string
  maskedNick: string | null
  maskedName: string | null
  maskedPhone: string | null
  maskedAddress: string | null
  addressDoubt: AddressDoubt | null
  /** Whether somebody could be shown, and when it was erased. */
  hasContact: boolean
  erasedAt: Date | null
  reviewId: number | null
  reviewState: ReviewState | null
  /** Titles of the lines, the first three. */
  titles: string[]
  /** The refund furthest along of all lines. */
  refund: RefundStatus | null
  lineCount: number
}

const select = Prisma.sql`
  SELECT o.id, 1 AS version, o.shop_id AS "shopId", o.platform_order_id AS "platformOrderId", o.buyer_id AS "buyerId",
    o.status, o.platform_status AS "platformStatus", o.listed_status AS "listedStatus", o.payment_id AS "paymentId",
    o.goods_amount_fen AS "goodsAmountFen", o.shipping_fee_fen AS "shippingFeeFen", o.total_fen AS "totalFen",
    o.paid_fen AS "paidFen", o.refund_fen AS "refundFen", o.settled_fen AS "settledFen",
    o.quantity_total AS "quantityTotal", o.ordered_at AS "orderedAt", o.paid_at AS "paidAt",
    o.shipped_at AS "shippedAt", o.ship_due_at AS "shipDueAt", o.finished_at AS "finishedAt",
    o.buyer_message AS "buyerMessage", o.seller_memo AS "sellerMemo", o.flag, o.tags, o.carrier,
    o.tracking_number AS "trackingNumber", o.close_reason AS "closeReason", o.exception, o.presale,
    o.exported_at AS "exportedAt", o.free_times AS "freeTimes", o.created_at AS "createdAt", s.name AS "shopName",
    c.masked_nick AS "maskedNick", c.masked_name AS "maskedName", c.masked_phone AS "maskedPhone",
    c.masked_address AS "maskedAddress", c.address_doubt AS "addressDoubt", c.sealed IS NOT NULL AS "hasContact",
    c.erased_at AS "erasedAt", r.id AS "reviewId", r.state AS "reviewState",
    COALESCE(g.titles, '{}') AS titles, g.refund, COALESCE(g.count, 0) AS "lineCount"
  FROM orders o JOIN shops s ON s.id = o.shop_id
    LEFT JOIN buyer_contacts c ON c.order_id = o.id LEFT JOIN order_reviews r ON r.order_id = o.id
    LEFT JOIN LATERAL (
      SELECT (array_agg(l.title ORDER BY l.ordinal))[1:3] AS titles, count(*)::int AS count,
        COALESCE(max(l.refund_status) FILTER (WHERE l.refund_status IN ('APPLIED', 'AGREED')), max(l.refund_status)) AS refund
      FROM order_lines l WHERE l.order_id = o.id) g ON TRUE`

/** The parts of the list; each is a tab. */
export const PARTS = ['to-ship', 'held', 'unpaid', 'shipped', 'all'] as const
export type Part = (typeof PARTS)[number]

const HELD = Prisma.sql`EXISTS (SELECT 1 FROM order_reviews h WHERE h.order_id = o.id AND h.state = 'HELD')`
const parts: Record<Part, Prisma.Sql> = {
  'to-ship': Prisma.sql`o.status IN ('PAID', 'PART_SHIPPED')`,
  held: HELD,
  unpaid: Prisma.sql`o.status = 'UNPAID'`,
  shipped: Prisma.sql`o.status = 'SHIPPED'`,
  all: Prisma.sql`TRUE`,
}

export interface OrderFilter {
  part?: Part
  /** An order or tracking number, a nick as it's written, or a part of a title. */
  search?: string
  shopId?: number
  status?: Order['status']
  buyerId?: number
  sorting?: Sorting<keyof typeof ORDERS>
}

/** Order and tracking numbers: at least six letters, digits and dashes, some digit among them. */
const NUMBER = /^(?=.*\d)[A-Za-z0-9-]{6,40}$/

function found(search: string): Prisma.Sql {
  const nick = hashNick(search)
  const byNick = nick
    ? Prisma.sql`o.buyer_id IN (SELECT b.id FROM buyers b WHERE b.nick_hash = ${nick})`
    : Prisma.sql`FALSE`
  return NUMBER.test(search)
    ? Prisma.sql`(o.platform_order_id = ${search} OR o.tracking_number = ${search} OR ${byNick})`
    : Prisma.sql`(${byNick} OR EXISTS (
        SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.title LIKE ${containing(search)}))`
}

function where(actor: Actor, { part, search, shopId, status, buyerId }: OrderFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (part) conditions.push(parts[part])
  if (search) conditions.push(found(search))
  if (shopId) conditions.push(Prisma.sql`o.shop_id = ${shopId}`)
  if (status) conditions.push(Prisma.sql`o.status = ${status}::"OrderStatus"`)
  if (buyerId) conditions.push(Prisma.sql`o.buyer_id = ${buyerId}`)
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<OrderRow> = { sql: Prisma.sql`o.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. Unpaid orders come after all paid ones; orders without amounts before all others. */
export const ORDERS = {
  orderedAt: [{ sql: Prisma.sql`o.ordered_at`, kind: 'moment', of: (row) => row.orderedAt }, id],
  paidAt: [
    {
      sql: Prisma.sql`o.paid_at`,
      kind: 'moment?',
      of: (row) => row.paidAt,
      absent: Prisma.sql`'infinity'::timestamptz`,
    },
    id,
  ],
  paid: [
    {
      sql: Prisma.sql`coalesce(o.paid_fen, o.total_fen, -1)`,
      kind: 'number',
      of: (row) => row.paidFen ?? row.totalFen ?? -1,
    },
    id,
  ],
} satisfies Orders<OrderRow>

/** Newest first. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'orderedAt', descending: true }

/** A page of orders. `size` is larger for exports only. */
export function listOrders(
  actor: Actor,
  filter: OrderFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<OrderRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<OrderRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<OrderRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many orders each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  const rowsOf = (part: Part): Prisma.Sql =>
    part === 'held'
      ? Prisma.sql`order_reviews h JOIN orders o ON o.id = h.order_id WHERE h.state = 'HELD'`
      : Prisma.sql`orders o WHERE ${parts[part]}`
  return countEach(PARTS, (part) => Prisma.sql`${rowsOf(part)} AND ${visibleTo(actor)}`)
}

/** @throws NotFound for an order that isn't there or isn't for the actor's eyes */
export async function getOrder(actor: Actor, id: number): Promise<OrderRow> {
  const [row] = await db.$queryRaw<OrderRow[]>`${select} WHERE o.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
