import { dayIn } from '../../../database/days.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import type { OpenAct } from '../../../work/act.ts'

/** Pieces of a SKU by the days since they came in. */
export interface SkuAges {
  readonly skuId: number
  readonly firstReceivedOn: Date
  readonly aged30: number
  readonly aged60: number
  readonly aged90: number
  readonly aged180: number
  readonly agedOlder: number
}

/**
 * The ages of what is on hand, first in, first out: what is left is the newest that came in. Goods come in with every paper
 * whose movements of a SKU add up to more than nothing; parcels never do. Moves between places add up to nothing.
 */
export function agesOf({ tx }: OpenAct, today: Day): Promise<SkuAges[]> {
  const age = Prisma.sql`${today}::date - i.day`
  const pieces = (condition: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`coalesce(sum(i.left_of_it) FILTER (WHERE ${condition}), 0)::int`
  return tx.$queryRaw<SkuAges[]>`
    WITH incoming AS (
      SELECT m.sku_id, ${dayIn(Prisma.sql`min(m.at)`)} AS day, min(m.id) AS id, sum(m.quantity) AS quantity
      FROM stock_movements m WHERE m.noun <> 'warehouse/shipments'
      GROUP BY m.sku_id, m.noun, m.subject_id HAVING sum(m.quantity) > 0
    ), i AS (
      SELECT n.sku_id, n.day, greatest(0, least(n.quantity, coalesce(v.on_hand, 0) - coalesce(sum(n.quantity) OVER (
          PARTITION BY n.sku_id ORDER BY n.day DESC, n.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        )) AS left_of_it
      FROM incoming n LEFT JOIN stock_levels v ON v.sku_id = n.sku_id
    )
    SELECT i.sku_id AS "skuId", min(i.day) AS "firstReceivedOn",
      ${pieces(Prisma.sql`${age} <= 30`)} AS aged30, ${pieces(Prisma.sql`${age} BETWEEN 31 AND 60`)} AS aged60,
      ${pieces(Prisma.sql`${age} BETWEEN 61 AND 90`)} AS aged90,
      ${pieces(Prisma.sql`${age} BETWEEN 91 AND 180`)} AS aged180, ${pieces(Prisma.sql`${age} > 180`)} AS "agedOlder"
    FROM i GROUP BY i.sku_id`
}
