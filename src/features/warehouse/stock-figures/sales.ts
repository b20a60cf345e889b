import { dayIn } from '../../../database/days.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import { addDays, moment } from '../../../lib/dates.ts'
import type { OpenAct } from '../../../work/act.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

/** How far back sales are counted: three years for the seasons, and the year before the first of them begins. */
const KEPT_DAYS = 4 * 366

const TOLD = Prisma.sql`coalesce(o.paid_at, o.ordered_at)`

/**
 * Counts anew what buyers wanted of each SKU on each day, in one statement; only what has changed is written.
 *
 * A sale is a line of a paid order in pieces of the SKUs that its merchant code means today, bundles taken apart, on the day
 * of payment (of the order, where a file doesn't tell it). Lines that were closed or refunded before the order had
 * left don't count: nobody wanted them in the end. What was refunded later was wanted, and had to be there.
 */
export async function countSales({ tx }: OpenAct, today: Day): Promise<number> {
  return tx.$executeRaw`
    WITH codes AS MATERIALIZED (
      SELECT c.shop_id, c.match_code, m.sku_id, m.quantity
      FROM (SELECT shop_id, code AS match_code FROM merchant_codes
        UNION SELECT h.id, s.code FROM shops h CROSS JOIN skus s) AS c
        CROSS JOIN LATERAL (${meaningOf(Prisma.sql`c.shop_id`, Prisma.sql`c.match_code`)}) AS m
    ), fresh AS MATERIALIZED (
      SELECT c.sku_id, ${dayIn(TOLD)} AS day, sum(l.quantity * c.quantity)::int AS pieces
      FROM order_lines l JOIN orders o ON o.id = l.order_id
        JOIN codes c ON c.shop_id = o.shop_id AND c.match_code = l.match_code
      WHERE o.status NOT IN ('UNKNOWN', 'UNPAID') AND ${TOLD} >= ${moment(addDays(today, -KEPT_DAYS))}
        AND (o.shipped_at IS NOT NULL OR o.status IN ('SHIPPED', 'FINISHED')
          OR o.status <> 'CLOSED' AND l.status <> 'CLOSED' AND l.refund_status NOT IN ('AGREED', 'REFUNDED'))
      GROUP BY 1, 2
    ), gone AS (
      DELETE FROM daily_sales s WHERE NOT EXISTS (
        SELECT 1 FROM fresh f WHERE f.sku_id = s.sku_id AND f.day = s.day)
    )
    INSERT INTO daily_sales AS s (sku_id, day, pieces) SELECT sku_id, day, pieces FROM fresh
    ON CONFLICT (sku_id, day) DO UPDATE SET pieces = excluded.pieces WHERE s.pieces <> excluded.pieces`
}
