import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { visibleTo } from '../orders/policy.ts'
import type { Buyer } from './policy.ts'
import { hashNick } from './seal.ts'

/** A buyer with what they have ordered. */
export interface BuyerRow extends Buyer {
  shopName: string
  orderCount: number
  /** Of orders that were paid and not closed. */
  paidFen: bigint | null
  lastOrderedAt: Date | null
}

export interface BuyerFilter {
  /** A nick as it's written: it's found by its hash only. */
  nick?: string
  shopId?: number
}

/** A page of buyers, those who came last first. */
export async function listBuyers(
  actor: Actor,
  { nick, shopId }: BuyerFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<BuyerRow>> {
  const cursor = readCursor(cursorText, ['number'])
  // Buyers have a shop as orders do; the same rule says whose eyes they are for.
  const conditions = [Prisma.sql`EXISTS (SELECT 1 FROM (SELECT b.shop_id) o WHERE ${visibleTo(actor)})`]
  if (nick) conditions.push(Prisma.sql`b.nick_hash = ${hashNick(nick) ?? ''}`)
  if (shopId) conditions.push(Prisma.sql`b.shop_id = ${shopId}`)
  const rows = await db.$queryRaw<BuyerRow[]>`
    SELECT b.id, 1 AS version, b.shop_id AS "shopId", b.nick_hash AS "nickHash", b.masked_nick AS "maskedNick",
      b.created_at AS "createdAt", s.name AS "shopName", t.*
    FROM buyers b JOIN shops s ON s.id = b.shop_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS "orderCount", max(p.ordered_at) AS "lastOrderedAt",
          sum(p.paid_fen) FILTER (WHERE p.status NOT IN ('UNPAID', 'CLOSED', 'UNKNOWN')) AS "paidFen"
        FROM orders p WHERE p.buyer_id = b.id) t
    WHERE ${Prisma.join(conditions, ' AND ')} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY b.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND b.id < ${cursor.key[0]} ORDER BY b.id DESC`
    : Prisma.sql`AND b.id > ${cursor.key[0]} ORDER BY b.id`
}
