import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { MovementReason } from '../../../generated/prisma/enums.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { Check } from './checklist.ts'
import { checklist } from './checklist.ts'
import type { StockMonth } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A month with the name of whoever closed it. */
export interface MonthRow extends StockMonth {
  closer: string | null
}

const select = Prisma.sql`
  SELECT m.id, m.month, m.state, m.starts_at AS "startsAt", m.ends_at AS "endsAt", m.closings, m.closed_at AS "closedAt",
    m.opening, m.incoming, m.outgoing, m.closing, m.closed_by_id AS "closedById", m.version, n.name AS closer
  FROM stock_months m LEFT JOIN people n ON n.id = m.closed_by_id`

const byMonth: Order<MonthRow> = [{ sql: Prisma.sql`m.month`, kind: 'text', of: (row) => row.month }]

/** A page of months, the newest first. `size` is larger for exports only. */
export function listMonths(actor: Actor, cursor?: string, size = PAGE_SIZE): Promise<Page<MonthRow>> {
  return keyPage(
    byMonth,
    true,
    { cursor, size },
    (cut) => db.$queryRaw<MonthRow[]>`
      ${select} WHERE ${visibleTo(actor)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a month that isn't there */
export async function getMonth(actor: Actor, id: number): Promise<MonthRow> {
  const [row] = await findMonths(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some months. */
export function findMonths(actor: Actor, ids: readonly number[]): Promise<MonthRow[]> {
  return db.$queryRaw<MonthRow[]>`${select} WHERE m.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)}`
}

/** What came and went for a reason, in pieces. */
export interface ReasonRow {
  reason: MovementReason
  incoming: number
  outgoing: number
}

/** A month by reason: frozen where it's closed, else as of now. */
export function reasonsOf({ id, state, closings, startsAt, endsAt }: StockMonth): Promise<ReasonRow[]> {
  return state === 'CLOSED'
    ? db.$queryRaw<ReasonRow[]>`
        SELECT reason, incoming, outgoing FROM stock_month_reasons
        WHERE month_id = ${id} AND closing_no = ${closings} ORDER BY reason`
    : db.$queryRaw<ReasonRow[]>`
        SELECT reason, coalesce(sum(quantity) FILTER (WHERE quantity > 0), 0)::int AS incoming,
          coalesce(-sum(quantity) FILTER (WHERE quantity < 0), 0)::int AS outgoing
        FROM stock_movements WHERE at >= ${startsAt} AND at < ${endsAt} GROUP BY reason ORDER BY reason`
}

/** What is missing before an open month can be closed; nothing for a closed one. */
export function checksOf(month: StockMonth, at: Date): Promise<Check[]> {
  return month.state === 'OPEN' ? checklist(db, month, at) : Promise.resolve([])
}

/** What a closed month has frozen of a SKU at a location. */
export interface FrozenRow {
  sku: string
  skuId: number
  product: string
  location: string
  locationId: number
  opening: number
  incoming: number
  outgoing: number
  closing: number
}

const bySku: Order<FrozenRow> = [
  { sql: Prisma.sql`s.code`, kind: 'text', of: (row) => row.sku },
  { sql: Prisma.sql`l.code`, kind: 'text', of: (row) => row.location },
]

/** A page of what a month has frozen, by SKU; nothing while it's open. `size` is larger for exports only. */
export async function frozenOf(
  { id, state, closings }: StockMonth,
  search?: string,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<FrozenRow>> {
  if (state !== 'CLOSED') return { rows: [] }
  const begins = search ? Prisma.sql`AND s.code LIKE ${beginning(search)}` : Prisma.empty
  return keyPage(
    bySku,
    false,
    { cursor, size },
    (cut) => db.$queryRaw<FrozenRow[]>`
      SELECT s.code AS sku, s.id AS "skuId", concat_ws(' ', p.name, s.color, s.size) AS product, l.code AS location,
        l.id AS "locationId", b.opening, b.incoming, b.outgoing, b.closing
      FROM stock_month_balances b JOIN skus s ON s.id = b.sku_id JOIN products p ON p.id = s.product_id
        JOIN locations l ON l.id = b.location_id
      WHERE b.month_id = ${id} AND b.closing_no = ${closings} ${begins} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}
