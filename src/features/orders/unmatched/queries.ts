import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { AWAITING, MATCHED, OPEN_LINE } from '../reviews/reasons.ts'
import type { Unmatched } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A code with an example of what it stands for and how much waits for it. */
export interface UnmatchedRow extends Unmatched {
  shopName: string
  title: string
  properties: string | null
  orderCount: number
  pieces: number
  oldest: Date
}

const from = Prisma.sql`
  FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN shops s ON s.id = o.shop_id
  WHERE ${AWAITING} AND ${OPEN_LINE} AND NOT ${MATCHED}`

const oldest = Prisma.sql`min(COALESCE(o.paid_at, o.ordered_at))`
/** The code that orders have waited for longest comes first. */
const order: Order<UnmatchedRow> = [
  { sql: oldest, kind: 'moment', of: (row) => row.oldest },
  { sql: Prisma.sql`min(l.id)`, kind: 'number', of: (row) => row.id },
]

/** A page of the codes that orders wait for. `size` is larger for exports only. */
export function listUnmatched(
  actor: Actor,
  shopId?: number,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<UnmatchedRow>> {
  const inShop = shopId === undefined ? Prisma.empty : Prisma.sql`AND o.shop_id = ${shopId}`
  return keyPage(
    order,
    false,
    { cursor, size },
    (cut) => db.$queryRaw<UnmatchedRow[]>`
    SELECT min(l.id) AS id, 1 AS version, 'UNMATCHED' AS state, o.shop_id AS "shopId", l.match_code AS code, s.name AS "shopName",
      min(l.title) AS title, min(l.properties) AS properties, count(DISTINCT o.id)::int AS "orderCount",
      sum(l.quantity)::int AS pieces, ${oldest} AS oldest
    ${from} AND ${visibleTo(actor)} ${inShop}
    GROUP BY o.shop_id, s.name, l.match_code HAVING TRUE ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/**
 * The unmatched code of a line that waits for it.
 * @throws NotFound when the line isn't for the actor's eyes, or its code has a meaning by now
 */
export async function getUnmatched(actor: Actor, lineId: number): Promise<UnmatchedRow> {
  const [row] = await findUnmatched(actor, [lineId])
  if (!row) throw new NotFound()
  return row
}

/** The unmatched codes of some lines, as far as they are unmatched and visible. */
export function findUnmatched(actor: Actor, lineIds: readonly number[]): Promise<UnmatchedRow[]> {
  return db.$queryRaw<UnmatchedRow[]>`
    SELECT a.id, 1 AS version, 'UNMATCHED' AS state, a.shop_id AS "shopId", a.match_code AS code,
      a.shop_name AS "shopName", a.title, a.properties, t.*
    FROM (SELECT l.id, o.shop_id, l.match_code, s.name AS shop_name, l.title, l.properties
          ${from} AND l.id = ANY(${[...lineIds]}) AND ${visibleTo(actor)}) a
      CROSS JOIN LATERAL (
        SELECT count(DISTINCT o.id)::int AS "orderCount", sum(l.quantity)::int AS pieces,
          min(COALESCE(o.paid_at, o.ordered_at)) AS oldest
        ${from} AND o.shop_id = a.shop_id AND l.match_code = a.match_code) t
    ORDER BY a.id`
}
