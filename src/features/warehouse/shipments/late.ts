import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { ShipmentState } from '../../../generated/prisma/enums.ts'
import { DAY_MS, plus } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { shipments } from './noun.ts'
import { visibleTo } from './policy.ts'

/** How far the list of late parcels goes back, in days. */
export const LATE_DAYS = 30

/** A parcel that left too late, or is late by now. */
export interface LateRow {
  id: number
  number: string
  shopName: string
  state: ShipmentState
  shipBy: Date
  shippedAt: Date | null
  /** Where it was when its time ran out, by its history; null where it was made only afterwards. */
  stuck: ShipmentState | null
  /** Minutes by which it was, or is, late. */
  late: number
}

/** Who the actor sees and what is late as of a moment: left after its time in the last days, or still here. */
const late = (actor: Actor, now: Date): Prisma.Sql => Prisma.sql`
  ${visibleTo(actor)} AND (
    (sh.state = 'SHIPPED' AND sh.shipped_at > sh.ship_by AND sh.shipped_at >= ${plus(now, -LATE_DAYS * DAY_MS)})
    OR (sh.state NOT IN ('SHIPPED', 'CANCELLED') AND sh.ship_by < ${now}))`

/** The state that history last told before the parcel's time ran out. */
const stuck = Prisma.sql`(
  SELECT h.to_state FROM history h
  WHERE h.noun = ${shipments.key} AND h.subject_id = sh.id AND h.at <= sh.ship_by AND h.to_state IS NOT NULL
  ORDER BY h.id DESC LIMIT 1)`

const newest: Order<LateRow> = [
  { sql: Prisma.sql`sh.ship_by`, kind: 'moment', of: (row) => row.shipBy },
  { sql: Prisma.sql`sh.id`, kind: 'number', of: (row) => row.id },
]

/** A page of late parcels, the newest first. `size` is larger for exports only. */
export function listLate(actor: Actor, now: Date, cursor?: string, size = PAGE_SIZE): Promise<Page<LateRow>> {
  return keyPage<LateRow>(
    newest,
    true,
    { cursor, size },
    (cut) => db.$queryRaw<LateRow[]>`
      SELECT sh.id, sh.number, s.name AS "shopName", sh.state, sh.ship_by AS "shipBy", sh.shipped_at AS "shippedAt",
        ${stuck} AS stuck,
        (extract(epoch FROM coalesce(sh.shipped_at, ${now}::timestamptz) - sh.ship_by) / 60)::int AS late
      FROM shipments sh JOIN shops s ON s.id = sh.shop_id
      WHERE ${late(actor, now)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many late parcels got stuck where, the most frequent first. */
export function lateCauses(
  actor: Actor,
  now: Date,
): Promise<{ stuck: ShipmentState | null; parcels: number }[]> {
  return db.$queryRaw<{ stuck: ShipmentState | null; parcels: number }[]>`
    SELECT stuck, count(*)::int AS parcels
    FROM (SELECT ${stuck} AS stuck FROM shipments sh WHERE ${late(actor, now)}) AS x
    GROUP BY stuck ORDER BY parcels DESC, stuck`
}
