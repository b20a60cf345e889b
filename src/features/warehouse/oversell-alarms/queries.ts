import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { ListingStatus } from '../../../generated/prisma/enums.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { containing } from '../../../lib/search.ts'
import { codesOf } from '../../catalog/listings/queries.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'
import type { OversellAlarm } from './policy.ts'
import { visibleTo } from './policy.ts'
import { sellableOf } from './sold-out.ts'

/** An alarm with its listing as the platform's newest file tells of it. */
export interface AlarmRow extends OversellAlarm {
  shopName: string
  /** Null once the import that brought the listing was undone. */
  status: ListingStatus | null
  platformStatus: string | null
  /** What the platform shows, not what there is. */
  platformQuantity: number | null
}

const select = Prisma.sql`
  SELECT a.id, a.shop_id AS "shopId", a.listing_id AS "listingId", a.platform_item_id AS "platformItemId",
    a.title, a.state, a.ended_at AS "endedAt", a.version,
    a.created_at AS "createdAt", s.name AS "shopName", l.status,
    l.platform_status AS "platformStatus", l.quantity AS "platformQuantity"
  FROM oversell_alarms a JOIN shops s ON s.id = a.shop_id LEFT JOIN listings l ON l.id = a.listing_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'kept', 'ended'] as const
export type Part = (typeof PARTS)[number]

const parts: Record<Part, Prisma.Sql> = {
  open: Prisma.sql`a.state = 'OPEN'`,
  kept: Prisma.sql`a.state = 'KEPT'`,
  ended: Prisma.sql`a.state IN ('RESTOCKED', 'DELISTED')`,
}

export interface AlarmFilter {
  part: Part
  /** Part of the title, or the item's whole number. */
  search?: string
  shopId?: number
}

function where(actor: Actor, { part, search, shopId }: AlarmFilter): Prisma.Sql {
  const conditions = [visibleTo(actor), parts[part]]
  if (search)
    conditions.push(Prisma.sql`(a.title LIKE ${containing(search)} OR a.platform_item_id = ${search})`)
  if (shopId) conditions.push(Prisma.sql`a.shop_id = ${shopId}`)
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<AlarmRow> = { sql: Prisma.sql`a.id`, kind: 'number', of: (row) => row.id }

/** A page of alarms, newest first. `size` is larger for exports only. */
export function listAlarms(
  actor: Actor,
  filter: AlarmFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<AlarmRow>> {
  return keyPage<AlarmRow>(
    [id],
    true,
    { cursor, size },
    (cut) => db.$queryRaw<AlarmRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many alarms each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`oversell_alarms a WHERE ${parts[part]} AND ${visibleTo(actor)}`,
  )
}

/** @throws NotFound for an alarm that isn't there or isn't for the actor's eyes */
export async function getAlarm(actor: Actor, id: number): Promise<AlarmRow> {
  const [row] = await findAlarms(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some alarms. */
export function findAlarms(actor: Actor, ids: readonly number[]): Promise<AlarmRow[]> {
  return db.$queryRaw<AlarmRow[]>`
    ${select} WHERE a.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY a.id`
}

/** The alarm that a listing is under; null for most. */
export async function standingAlarm(
  actor: Actor,
  listingId: number,
): Promise<Pick<OversellAlarm, 'id' | 'state'> | null> {
  const [row] = await db.$queryRaw<Pick<OversellAlarm, 'id' | 'state'>[]>`
    SELECT a.id, a.state FROM oversell_alarms a
    WHERE a.listing_id = ${listingId} AND a.state IN ('OPEN', 'KEPT') AND ${visibleTo(actor)}
    ORDER BY a.id DESC LIMIT 1`
  return row ?? null
}

/** A code that orders of a listing name, with what can be shipped of it. */
export interface CodeRow {
  code: string
  /** Null for a code that means no goods. */
  units: number | null
  goods: { skuId: number; sku: string; quantity: number; available: number; onTheWay: number }[]
}

/** More codes than the platforms allow. */
const MOST_CODES = 2000

/** The codes of an alarm's listing, in pieces. `onTheWay` is announced and not there yet. */
export function codesFor({ listingId }: Pick<OversellAlarm, 'listingId'>): Promise<CodeRow[]> {
  const [shop, code] = [Prisma.sql`l.shop_id`, Prisma.sql`named.code`]
  return db.$queryRaw<CodeRow[]>`
    SELECT named.code, c.units, g.goods
    FROM listings l CROSS JOIN LATERAL (${codesOf}) AS named CROSS JOIN LATERAL (${sellableOf(shop, code)}) AS c
      CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_build_object('skuId', k.id, 'sku', k.code, 'quantity', m.quantity,
          'available', coalesce(v.on_hand - v.reserved - v.quarantined, 0), 'onTheWay', coalesce(w.pieces, 0))
          ORDER BY k.code), '[]') AS goods
        FROM (${meaningOf(shop, code)}) AS m JOIN skus k ON k.id = m.sku_id
          LEFT JOIN stock_levels v ON v.sku_id = k.id
          CROSS JOIN LATERAL (
            SELECT sum(greatest(dl.announced - dl.accepted - dl.rejected, 0))::int AS pieces
            FROM delivery_lines dl JOIN deliveries d ON d.id = dl.delivery_id
            WHERE dl.sku_id = k.id AND d.state IN ('EXPECTED', 'ARRIVED', 'PARTLY_RECEIVED')) AS w) AS g
    WHERE l.id = ${listingId} ORDER BY named.code LIMIT ${MOST_CODES}`
}
