import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import { NotFound } from '../../../errors.ts'
import type { AddressDoubt, HoldReason, OrderStatus } from '../../../generated/prisma/enums.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { visibleTo } from '../orders/policy.ts'
import type { Review } from './policy.ts'
import { AWAITING } from './reasons.ts'

/** A review with what the reviewer looks at; personal data masked. */
export interface ReviewRow extends Review {
  shopName: string
  orderStatus: OrderStatus
  /** Whether the order still has something to ship. */
  awaiting: boolean
  orderedAt: Date
  paidAt: Date | null
  paidFen: number | null
  buyerMessage: string | null
  sellerMemo: string | null
  flag: string | null
  exception: string | null
  maskedNick: string | null
  maskedName: string | null
  maskedPhone: string | null
  maskedAddress: string | null
  addressDoubt: AddressDoubt | null
}

const select = Prisma.sql`
  SELECT r.id, r.order_id AS "orderId", r.shop_id AS "shopId", r.platform_order_id AS "platformOrderId", r.state,
    r.reasons::text[] AS reasons, r.instruction, r.version, r.created_at AS "createdAt", s.name AS "shopName",
    o.status AS "orderStatus", ${AWAITING} AS awaiting, o.ordered_at AS "orderedAt", o.paid_at AS "paidAt",
    o.paid_fen AS "paidFen", o.buyer_message AS "buyerMessage", o.seller_memo AS "sellerMemo", o.flag, o.exception,
    c.masked_nick AS "maskedNick", c.masked_name AS "maskedName", c.masked_phone AS "maskedPhone",
    c.masked_address AS "maskedAddress", c.address_doubt AS "addressDoubt"
  FROM order_reviews r JOIN orders o ON o.id = r.order_id JOIN shops s ON s.id = r.shop_id
    LEFT JOIN buyer_contacts c ON c.order_id = r.order_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['held', 'released', 'ended'] as const
export type Part = (typeof PARTS)[number]

export interface ReviewFilter {
  part?: Part
  /** Beginning of an order number. */
  search?: string
  shopId?: number
  reason?: HoldReason
}

const stateOf = (part: Part): Prisma.Sql => Prisma.sql`r.state = ${part.toUpperCase()}::"ReviewState"`

function where(actor: Actor, { part, search, shopId, reason }: ReviewFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (part) conditions.push(stateOf(part))
  if (search) conditions.push(Prisma.sql`r.platform_order_id LIKE ${beginning(search)}`)
  if (shopId) conditions.push(Prisma.sql`r.shop_id = ${shopId}`)
  if (reason) conditions.push(Prisma.sql`${reason}::"HoldReason" = ANY(r.reasons)`)
  return Prisma.join(conditions, ' AND ')
}

/** A page of reviews: those that wait oldest first, decided ones newest first. `size` is larger for exports only. */
export async function listReviews(
  actor: Actor,
  filter: ReviewFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<ReviewRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const rows = await db.$queryRaw<ReviewRow[]>`
    ${select} WHERE ${where(actor, filter)} ${after(cursor, filter.part === 'held')} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null, ascending: boolean): Prisma.Sql {
  const up = Prisma.sql`ORDER BY r.id`
  const down = Prisma.sql`ORDER BY r.id DESC`
  if (!cursor) return ascending ? up : down
  const upwards = ascending === (cursor.direction === 'after')
  return upwards
    ? Prisma.sql`AND r.id > ${cursor.key[0]} ${up}`
    : Prisma.sql`AND r.id < ${cursor.key[0]} ${down}`
}

/** How many reviews each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) =>
      Prisma.sql`order_reviews r JOIN orders o ON o.id = r.order_id WHERE ${visibleTo(actor)} AND ${stateOf(part)}`,
  )
}

/** @throws NotFound for a review that isn't there or isn't for the actor's eyes */
export async function getReview(actor: Actor, id: number): Promise<ReviewRow> {
  const [row] = await findReviews(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some reviews. */
export function findReviews(actor: Actor, ids: readonly number[]): Promise<ReviewRow[]> {
  return db.$queryRaw<
    ReviewRow[]
  >`${select} WHERE r.id = ANY(${[...ids]}) AND ${visibleTo(actor)} ORDER BY r.id`
}

/** The review of an order, or null. */
export async function reviewOf(actor: Actor, orderId: number): Promise<ReviewRow | null> {
  const [row] = await db.$queryRaw<
    ReviewRow[]
  >`${select} WHERE r.order_id = ${orderId} AND ${visibleTo(actor)}`
  return row ?? null
}
