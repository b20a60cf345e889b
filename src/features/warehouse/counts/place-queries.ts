import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { CountPlaceState } from '../../../generated/prisma/enums.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { visibleTo as seesLocation } from '../locations/policy.ts'
import type { Count } from './policy.ts'

/** A location of a count and how far it is; no figures, so that everybody may see it at any time. */
export interface PlaceRow {
  id: number
  locationId: number
  location: string
  zone: string
  state: CountPlaceState
  rounds: number
  /** Who counted it, or is at it. */
  counters: string[]
  lastAt: Date | null
}

/** A page of a count's locations in the order of the walk. */
export function placesOf(count: Count, cursor?: string, size = PAGE_SIZE): Promise<Page<PlaceRow>> {
  const walk: Order<PlaceRow> = [
    { sql: Prisma.sql`l.zone`, kind: 'text', of: (row) => row.zone },
    { sql: Prisma.sql`l.code`, kind: 'text', of: (row) => row.location },
  ]
  return keyPage(
    walk,
    false,
    { cursor, size },
    (cut) => db.$queryRaw<PlaceRow[]>`
      SELECT p.id, p.location_id AS "locationId", l.code AS location, l.zone, p.state, t.rounds, t.counters,
        t."lastAt"
      FROM count_places p JOIN locations l ON l.id = p.location_id
        CROSS JOIN LATERAL (SELECT count(t.finished_at)::int AS rounds, max(t.finished_at) AS "lastAt",
          coalesce(array_agg(n.name ORDER BY t.id), '{}') AS counters
          FROM count_turns t JOIN people n ON n.id = t.person_id
          WHERE t.place_id = p.id AND t.abandoned_at IS NULL) AS t
      WHERE p.count_id = ${count.id} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** A location of a sheet to be filled in by hand, with the goods that belong or lie there, without any figure. */
export interface SheetRow {
  location: string
  zone: string
  goods: { code: string; product: string; color: string | null; size: string | null }[]
}

/**
 * What is still to be counted of a count, for paper. Goods are named where the book has some or where they usually
 * lie, so that a name says nothing about pieces; in a recount, only what differed.
 */
export function sheetOf(count: Count): Promise<SheetRow[]> {
  return db.$queryRaw<SheetRow[]>`
    SELECT l.code AS location, l.zone, coalesce(goods.list, '[]') AS goods
    FROM count_places p JOIN locations l ON l.id = p.location_id
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('code', s.code, 'product', g.name, 'color', s.color, 'size', s.size)
          ORDER BY s.code) AS list
        FROM skus s JOIN products g ON g.id = s.product_id
        WHERE CASE WHEN p.state = 'RECOUNT'
          THEN s.id IN (SELECT sku_id FROM count_lines WHERE place_id = p.id AND recount)
          ELSE (s.id IN (SELECT sku_id FROM stock_balances WHERE location_id = l.id AND quantity > 0)
              OR s.home_location_id = l.id)
            AND (NOT EXISTS (SELECT 1 FROM count_skus WHERE count_id = ${count.id})
              OR s.id IN (SELECT sku_id FROM count_skus WHERE count_id = ${count.id})) END) AS goods
    WHERE p.count_id = ${count.id} AND p.closed_at IS NULL AND p.state IN ('OPEN', 'RECOUNT')
    ORDER BY l.zone, l.code`
}

/** Codes of a count's locations that somebody may still count on paper. */
export async function openCodes(count: Count): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    SELECT l.code FROM count_places p JOIN locations l ON l.id = p.location_id
    WHERE p.count_id = ${count.id} AND p.closed_at IS NULL AND p.state IN ('OPEN', 'RECOUNT')
    ORDER BY l.zone, l.code LIMIT 1000`
  return rows.map(({ code }) => code)
}

/** What counting has said of a location so far. */
export interface CountedLocation {
  id: number
  code: string
  zone: string
  goodsClass: string | null
  /** When it was counted last in a count that was posted or is in review; null: never. */
  countedAt: Date | null
  countId: number | null
  count: string | null
  /** Of that count: lines right at the first count, and all. */
  right: number
  lines: number
  /** The open count that has it. */
  openId: number | null
  open: string | null
}

/** The parts of the list; each is a tab. */
export const PARTS = ['due', 'all'] as const
export type Part = (typeof PARTS)[number]

export interface CountedFilter {
  part: Part
  /** Counted before then, or never: due. */
  before: Date
  /** Beginning of the code. */
  search?: string
}

const countedAt: KeyColumn<CountedLocation> = {
  sql: Prisma.sql`last.at`,
  kind: 'moment?',
  of: (row) => row.countedAt,
  absent: Prisma.sql`'-infinity'::timestamptz`,
}
const longestAgo: Order<CountedLocation> = [
  countedAt,
  { sql: Prisma.sql`l.code`, kind: 'text', of: (row) => row.code },
]

/** A page of storage locations, the one counted longest ago first, never counted ones before all. */
export function countedLocations(
  actor: Actor,
  { part, before, search }: CountedFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<CountedLocation>> {
  const conditions = [seesLocation(actor), Prisma.sql`l.kind = 'STORAGE' AND l.archived_at IS NULL`]
  if (part === 'due') {
    conditions.push(Prisma.sql`coalesce(last.at, '-infinity'::timestamptz) < ${before} AND open.id IS NULL`)
  }
  if (search) conditions.push(Prisma.sql`l.code LIKE ${beginning(search.toUpperCase())}`)
  return keyPage(
    longestAgo,
    false,
    { cursor, size },
    (cut) => db.$queryRaw<CountedLocation[]>`
      SELECT l.id, l.code, l.zone, l.goods_class AS "goodsClass", last.at AS "countedAt", last.count_id AS "countId",
        last.number AS count, coalesce(said.right, 0) AS right, coalesce(said.lines, 0) AS lines,
        open.id AS "openId", open.number AS open
      FROM locations l
        LEFT JOIN LATERAL (
          SELECT p.id, p.count_id, c.number, t.finished_at AS at FROM count_places p
            JOIN counts c ON c.id = p.count_id AND c.state IN ('REVIEW', 'POSTED')
            JOIN count_turns t ON t.place_id = p.id AND t.finished_at IS NOT NULL
          WHERE p.location_id = l.id ORDER BY t.finished_at DESC LIMIT 1) AS last ON TRUE
        LEFT JOIN LATERAL (
          SELECT count(*)::int AS lines, (count(*) FILTER (WHERE first_counted = first_expected))::int AS right
          FROM count_lines WHERE place_id = last.id) AS said ON TRUE
        LEFT JOIN LATERAL (
          SELECT c.id, c.number FROM count_places p JOIN counts c ON c.id = p.count_id
          WHERE p.location_id = l.id AND p.closed_at IS NULL LIMIT 1) AS open ON TRUE
      WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}
