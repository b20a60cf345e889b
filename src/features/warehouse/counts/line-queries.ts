import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { CountCause, CountVerdict, MovementReason } from '../../../generated/prisma/enums.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { Finding } from './judge.ts'
import type { Count } from './policy.ts'
import { isBlind } from './policy.ts'

/** A SKU at a location as counted, beside the book of that moment. */
export interface LineRow extends Finding {
  id: number
  skuId: number
  sku: string
  product: string
  locationId: number
  location: string
  firstCounted: number
  firstExpected: number
  /** Who counted first, and who last. */
  counters: string[]
  rounds: number
  verdict: CountVerdict | null
  cause: CountCause | null
  decidedBy: string | null
}

/** The parts of the list; each is a tab. */
export const PARTS = ['undecided', 'different', 'all'] as const
export type Part = (typeof PARTS)[number]

const DIFFERENT = Prisma.sql`l.counted <> l.book - l.fetched`
const parts: Record<Part, Prisma.Sql> = {
  undecided: Prisma.sql`${DIFFERENT} AND l.verdict IS NULL`,
  different: DIFFERENT,
  all: Prisma.sql`TRUE`,
}

const walk: Order<LineRow> = [
  { sql: Prisma.sql`at.code`, kind: 'text', of: (row) => row.location },
  { sql: Prisma.sql`s.code`, kind: 'text', of: (row) => row.sku },
]

/** A page of a count's lines; none while people count, to whomever. `size` is larger for exports only. */
export async function linesOf(
  count: Count,
  part: Part,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<LineRow>> {
  if (isBlind(count)) return { rows: [] }
  return keyPage(
    walk,
    false,
    { cursor, size },
    (cut) => db.$queryRaw<LineRow[]>`
      SELECT l.id, l.sku_id AS "skuId", s.code AS sku, concat_ws(' ', g.name, s.color, s.size) AS product,
        at.id AS "locationId", at.code AS location, l.first_counted AS "firstCounted",
        l.first_expected AS "firstExpected", l.counted, l.book, l.fetched, l.disturbed, t.counters, t.rounds,
        l.verdict, l.cause, judge.name AS "decidedBy"
      FROM count_lines l JOIN count_places p ON p.id = l.place_id JOIN locations at ON at.id = p.location_id
        JOIN skus s ON s.id = l.sku_id JOIN products g ON g.id = s.product_id
        LEFT JOIN people judge ON judge.id = l.decided_by_id
        CROSS JOIN LATERAL (SELECT array_agg(n.name ORDER BY t.id) AS counters, count(*)::int AS rounds
          FROM count_turns t JOIN people n ON n.id = t.person_id
          WHERE t.place_id = p.id AND t.finished_at IS NOT NULL) AS t
      WHERE p.count_id = ${count.id} AND ${parts[part]} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** What a count has come to. */
export interface Sums {
  lines: number
  /** Lines that were right at the first count. */
  right: number
  different: number
  undecided: number
  /** Pieces expected, and of the lines that differ the pieces too many and too few. */
  pieces: number
  more: number
  fewer: number
}

/** The sums of a count; null while people count. */
export async function sumsOf(count: Count): Promise<Sums | null> {
  if (isBlind(count)) return null
  const [row] = await db.$queryRaw<Sums[]>`
    SELECT count(*)::int AS lines, (count(*) FILTER (WHERE first_counted = first_expected))::int AS right,
      (count(*) FILTER (WHERE ${DIFFERENT}))::int AS different,
      (count(*) FILTER (WHERE ${parts.undecided}))::int AS undecided,
      coalesce(sum(l.book - l.fetched), 0)::int AS pieces,
      coalesce(sum(GREATEST(0, l.counted - l.book + l.fetched)), 0)::int AS more,
      coalesce(sum(GREATEST(0, l.book - l.fetched - l.counted)), 0)::int AS fewer
    FROM count_lines l JOIN count_places p ON p.id = l.place_id WHERE p.count_id = ${count.id}`
  return row as Sums
}

/** A movement at a location of a count while somebody counted there. */
export interface MeanwhileRow {
  at: Date
  location: string
  sku: string
  quantity: number
  reason: MovementReason
}

/** What the ledger moved at a count's locations while they were counted, newest first; the first hundred. */
export async function meanwhileOf(count: Count): Promise<MeanwhileRow[]> {
  if (isBlind(count)) return []
  return db.$queryRaw<MeanwhileRow[]>`
    SELECT m.at, at.code AS location, s.code AS sku, m.quantity, m.reason
    FROM count_places p JOIN count_turns t ON t.place_id = p.id AND t.finished_at IS NOT NULL
      JOIN stock_movements m ON m.location_id = p.location_id AND m.at > t.started_at AND m.at <= t.finished_at
      JOIN locations at ON at.id = p.location_id JOIN skus s ON s.id = m.sku_id
    WHERE p.count_id = ${count.id} ORDER BY m.id DESC LIMIT 100`
}
