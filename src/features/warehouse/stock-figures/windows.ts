import { dayIn } from '../../../database/days.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import { addDays, moment } from '../../../lib/dates.ts'
import type { OpenAct } from '../../../work/act.ts'
import type { Windows } from './rate.ts'

/** How many days before today the forecasts begin that are tried out; 0 is today's own. */
export const TRIALS = [0, 30, 60, 90] as const

/** What is known of a SKU as of some days ago. */
export interface SkuWindows extends Windows {
  readonly skuId: number
  readonly category: string | null
  /** How many days ago the windows end. */
  readonly back: (typeof TRIALS)[number]
  /** Pieces sold in the thirty days that followed. */
  readonly next30: number
  /** The same a year earlier; null where the SKU hadn't been sold for a year. */
  readonly lastYear30: number | null
  /** Whether the SKU was known before the windows' thirty days began. */
  readonly wasKnown: boolean
  readonly knownDays30: number
  readonly emptyDays30: number
  readonly lastSoldOn: Date | null
  readonly shipped90: number
  readonly heldPieceDays90: bigint
}

const within = (from: number, days: number): Prisma.Sql =>
  Prisma.sql`g.day >= o.today - ${from}::int AND g.day < o.today - ${from - days}::int`
const FREE = Prisma.sql`AND g.free`

/**
 * The windows of every SKU that has lain here or was sold in the last half year, as of today and of the days on which
 * forecasts are tried out, in one statement. What was left on an evening follows from what is left now and the ledger's
 * movements since. A SKU could be sold on a day on which something was left in the morning or evening or was sold; before
 * its first movement nobody knows, and such days count; days before anything is known of it don't.
 */
export function windowsOf({ tx }: OpenAct, today: Day): Promise<SkuWindows[]> {
  const [begin, end] = [Prisma.sql`${addDays(today, -181)}::date`, Prisma.sql`${today}::date`]
  return tx.$queryRaw<SkuWindows[]>`
    WITH deltas AS (
      SELECT m.sku_id, ${dayIn(Prisma.sql`m.at`)} AS day,
        coalesce(sum(m.quantity) FILTER (WHERE l.kind <> 'QUARANTINE'), 0)::int AS delta,
        coalesce(sum(-m.quantity) FILTER (WHERE m.reason = 'HAND_OVER'), 0)::int AS shipped
      FROM stock_movements m JOIN locations l ON l.id = m.location_id
      WHERE m.at >= ${moment(addDays(today, -181))} GROUP BY 1, 2
    ), known AS (
      SELECT s.id AS sku_id, p.category, coalesce(v.on_hand - v.quarantined, 0) AS left_now, sold.first AS first_sold,
        sold.last AS last_sold, (SELECT ${dayIn(Prisma.sql`m.at`)} FROM stock_movements m WHERE m.sku_id = s.id
          ORDER BY m.at, m.id LIMIT 1) AS first_moved
      FROM skus s JOIN products p ON p.id = s.product_id LEFT JOIN stock_levels v ON v.sku_id = s.id
        CROSS JOIN LATERAL (SELECT min(day) AS first, max(day) AS last FROM daily_sales d WHERE d.sku_id = s.id) AS sold
      WHERE v.on_hand > 0 OR sold.last >= ${begin} OR EXISTS (SELECT 1 FROM deltas d WHERE d.sku_id = s.id)
    ), evenings AS (
      SELECT k.*, d.day, coalesce(x.shipped, 0) AS shipped, coalesce(y.pieces, 0) AS sold,
        k.left_now - coalesce(sum(x.delta) OVER (PARTITION BY k.sku_id ORDER BY d.day DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS left_then
      FROM known k CROSS JOIN (SELECT ${begin} + n AS day FROM generate_series(0, ${end} - ${begin}) AS n) AS d
        LEFT JOIN deltas x ON x.sku_id = k.sku_id AND x.day = d.day
        LEFT JOIN daily_sales y ON y.sku_id = k.sku_id AND y.day = d.day
    ), days AS (
      SELECT e.*, e.day >= least(e.first_sold, e.first_moved) AS counts,
        e.sold > 0 OR e.left_then > 0 OR e.day < coalesce(e.first_moved, e.day + 1)
          OR lag(e.left_then) OVER (PARTITION BY e.sku_id ORDER BY e.day) > 0 AS there
      FROM evenings e
    ), g AS (SELECT d.*, d.counts AND d.there AS free FROM days d)
    SELECT g.sku_id AS "skuId", min(g.category) AS category, o.back,
      ${summed(7)}, ${summed(30)}, ${summed(90)},
      coalesce(sum(g.sold) FILTER (WHERE g.day >= o.today AND g.day < o.today + 30), 0)::int AS next30,
      CASE WHEN min(g.first_sold) <= o.today - 365 THEN coalesce((SELECT sum(y.pieces)::int FROM daily_sales y
        WHERE y.sku_id = g.sku_id AND y.day >= o.today - 365 AND y.day < o.today - 335), 0) END AS "lastYear30",
      coalesce(least(min(g.first_sold), min(g.first_moved)) <= o.today - 30, FALSE) AS "wasKnown",
      count(*) FILTER (WHERE ${within(30, 30)} AND g.counts)::int AS "knownDays30",
      count(*) FILTER (WHERE ${within(30, 30)} AND g.counts AND NOT g.there)::int AS "emptyDays30",
      min(g.last_sold) AS "lastSoldOn",
      coalesce(sum(g.shipped) FILTER (WHERE ${within(90, 90)}), 0)::int AS shipped90,
      coalesce(sum(greatest(g.left_then, 0)) FILTER (WHERE ${within(90, 90)}), 0)::bigint AS "heldPieceDays90"
    FROM g CROSS JOIN (SELECT back, ${end} - back AS today FROM unnest(${[...TRIALS]}::int[]) AS back) AS o
    WHERE g.day >= o.today - 90 AND g.day < o.today + 30
    GROUP BY g.sku_id, o.back, o.today`
}

/** Pieces sold in the last days before the window's end, and the days on which that was possible. */
function summed(days: 7 | 30 | 90): Prisma.Sql {
  const [sold, counted] = [Prisma.raw(`"sold${days}"`), Prisma.raw(`"days${days}"`)]
  return Prisma.sql`coalesce(sum(g.sold) FILTER (WHERE ${within(days, days)}), 0)::int AS ${sold},
    count(*) FILTER (WHERE ${within(days, days)} ${FREE})::int AS ${counted}`
}
