import type { Tx } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { parameter, parameterValue } from '../../../work/parameters.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

/** How long after payment an order must be with the courier where the platform's file names no time itself. */
export const shipWithin = parameter({
  key: 'orders.ship-within-hours',
  label: '付款后应发货的时限',
  unit: '小时',
  default: 48,
  min: 1,
  max: 720,
  hint: '订单文件里有“应发货时间”的，以文件为准。',
})

/** Pieces of a SKU in one unit of a line. */
export interface Component {
  readonly skuId: number
  readonly quantity: number
}

/** A line of an order that may be shipped now, as far as the order and our review of it say. */
export interface ReleasableLine {
  readonly orderId: number
  readonly platformOrderId: string
  readonly shopId: number
  readonly lineId: number
  readonly ordinal: number
  /** What the line is matched by. */
  readonly code: string
  /** Units bought; multiply by each component's quantity for pieces. */
  readonly quantity: number
  readonly components: readonly Component[]
  readonly orderedAt: Date
  readonly paidAt: Date | null
  readonly shipBy: Date
  /** Orders of a shop with the same one may travel together; null travels alone. */
  readonly joinHash: string | null
}

export interface ReleasableFilter {
  readonly shopId?: number
  readonly orderIds?: readonly number[]
}

/**
 * The one definition of what may be shipped: the order is paid and not all on its way, somebody or the rules have
 * released it, the line is not shipped, has no refund under way, and means goods of ours. A line that an older item
 * file called unpaid is paid with its order. `o` is the order, `r` its review, `l` the line.
 */
export const RELEASABLE = Prisma.sql`
  r.state = 'RELEASED' AND l.refund_status IN ('NONE', 'CLOSED')
  AND (o.status IN ('PAID', 'PART_SHIPPED') AND l.status = 'PAID' OR o.status = 'PAID' AND l.status = 'UNPAID')`

/**
 * By when an order must be with the courier: by the platform's own time where a file gave one. `o` is the order.
 * @param hours of `shipWithin`
 */
export function shipBySql(hours: number): Prisma.Sql {
  return Prisma.sql`COALESCE(o.ship_due_at, COALESCE(o.paid_at, o.ordered_at) + make_interval(hours => ${hours}::int))`
}

/**
 * What may be shipped as a query for joining: `"orderId"`, `"platformOrderId"`, `"shopId"`, `"lineId"`, `"ordinal"`, `"code"`,
 * `"quantity"`, `"components"`, `"orderedAt"`, `"paidAt"`, `"shipBy"`, `"joinHash"`. What is in shipments already isn't left out.
 * @param hours of `shipWithin`
 */
export function releasableSql({ shopId, orderIds }: ReleasableFilter, hours: number): Prisma.Sql {
  return Prisma.sql`
    SELECT o.id AS "orderId", o.platform_order_id AS "platformOrderId", o.shop_id AS "shopId", l.id AS "lineId", l.ordinal,
      l.match_code AS code, l.quantity, g.components, o.ordered_at AS "orderedAt", o.paid_at AS "paidAt",
      ${shipBySql(hours)} AS "shipBy",
      c.join_hash AS "joinHash"
    FROM orders o
      JOIN order_reviews r ON r.order_id = o.id
      JOIN order_lines l ON l.order_id = o.id
      LEFT JOIN buyer_contacts c ON c.order_id = o.id
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('skuId', x.sku_id, 'quantity', x.quantity) ORDER BY x.sku_id) AS components
        FROM (${meaningOf(Prisma.sql`o.shop_id`, Prisma.sql`l.match_code`)}) x) g
    WHERE ${RELEASABLE} AND g.components IS NOT NULL
      ${shopId === undefined ? Prisma.empty : Prisma.sql`AND o.shop_id = ${shopId}`}
      ${orderIds === undefined ? Prisma.empty : Prisma.sql`AND o.id = ANY(${[...orderIds]})`}`
}

/** All lines that may be shipped now, the most urgent order first. */
export async function releasableLines(tx: Tx, filter: ReleasableFilter = {}): Promise<ReleasableLine[]> {
  const hours = await parameterValue(tx, shipWithin)
  return tx.$queryRaw<ReleasableLine[]>`
    ${releasableSql(filter, hours)} ORDER BY "shipBy", o.id, l.ordinal`
}
