import { dayIn } from '../../../database/days.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import { dayOf, moment, plus } from '../../../lib/dates.ts'
import type { Measure, Period } from '../../../work/measures.ts'

const within = (column: Prisma.Sql, { from, to }: Period): Prisma.Sql =>
  Prisma.sql`${column} >= ${from} AND ${column} < ${to}`

/** How often stock has left in a period. */
export const stockTurnover: Measure = {
  key: 'warehouse.stock-turnover',
  label: '库存周转次数',
  unit: '次',
  better: 'higher',
  grain: 'house',
  source: '库存台账',
  definition: '期间内交快递的件数 ÷ 期间每晚现有（不含隔离）的平均件数；按交快递的时间计。',
  sql: (period) => turnoverOf(period, dayOf(period.from), dayOf(plus(period.to, -1))),
  evidence: (_subject, period) => Prisma.sql`
    SELECT 'warehouse/stock' AS noun, m.sku_id AS "subjectId", max(m.at) AS at
    FROM stock_movements m WHERE m.reason = 'HAND_OVER' AND ${within(Prisma.sql`m.at`, period)}
    GROUP BY m.sku_id ORDER BY m.sku_id`,
}

/** By the evenings of the period's Shanghai days, read backwards from what lies here now. */
function turnoverOf(period: Period, first: Day, last: Day): Prisma.Sql {
  return Prisma.sql`
    WITH deltas AS (
      SELECT ${dayIn(Prisma.sql`m.at`)} AS day,
        coalesce(sum(m.quantity) FILTER (WHERE l.kind <> 'QUARANTINE'), 0) AS delta
      FROM stock_movements m JOIN locations l ON l.id = m.location_id WHERE m.at >= ${moment(first)} GROUP BY 1
    ), evenings AS (
      SELECT (SELECT coalesce(sum(on_hand - quarantined), 0) FROM stock_levels)
        - coalesce((SELECT sum(x.delta) FROM deltas x WHERE x.day > d.day), 0) AS held
      FROM (SELECT ${first}::date + n AS day FROM generate_series(0, ${last}::date - ${first}::date) AS n) AS d
    )
    SELECT 0 AS subject, (SELECT avg(held) FROM evenings) AS denominator, coalesce((SELECT sum(-m.quantity)
      FROM stock_movements m WHERE m.reason = 'HAND_OVER' AND ${within(Prisma.sql`m.at`, period)}), 0)::numeric AS numerator`
}

const RAN_OUT = Prisma.sql`EXISTS (SELECT 1 FROM history h WHERE h.noun = 'warehouse/shipments' AND h.subject_id = s.id
  AND h.to_state = 'OUT_OF_STOCK')`

/** The share of parcels for which goods were missing at some time. */
export const outOfStockRate: Measure = {
  key: 'warehouse.out-of-stock-rate',
  label: '缺货率',
  unit: '%',
  better: 'lower',
  grain: 'shop',
  source: '发货单和操作记录',
  definition: '期间内生成的发货单里缺过货的张数 ÷ 期间内生成的发货单张数；按生成的时间计。',
  sql: (period) => Prisma.sql`
    SELECT s.shop_id AS subject, count(*) FILTER (WHERE ${RAN_OUT})::numeric AS numerator, count(*)::numeric AS denominator
    FROM shipments s WHERE ${within(Prisma.sql`s.created_at`, period)} GROUP BY s.shop_id`,
  evidence: (subject, period) => Prisma.sql`
    SELECT 'warehouse/shipments' AS noun, s.id AS "subjectId", s.created_at AS at
    FROM shipments s WHERE s.shop_id = ${subject} AND ${within(Prisma.sql`s.created_at`, period)} AND ${RAN_OUT}
    ORDER BY s.id`,
}
