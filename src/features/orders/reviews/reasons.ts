import { HoldReason } from '../../../generated/prisma/enums.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Badge, Cell } from '../../../web/parts.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

export const REASON_KEYS = Object.values(HoldReason)

/** Why an order is held, in words. */
export const reasonLabels: Readonly<Record<HoldReason, Badge>> = {
  BUYER_MESSAGE: { label: '买家留言', tone: 'info' },
  SELLER_MEMO: { label: '卖家备注', tone: 'info' },
  FLAG: { label: '旗帜', tone: 'info' },
  UNMATCHED_CODE: { label: '编码未匹配', tone: 'danger' },
  DOUBTFUL_ADDRESS: { label: '地址或异常', tone: 'warning' },
  BY_HAND: { label: '人工暂缓', tone: 'warning' },
}

/** Why an order is held, as badges. */
export function reasonsCell(reasons: readonly HoldReason[]): Cell {
  return { text: '', badges: reasons.map((reason) => reasonLabels[reason]) }
}

/** Orders that still have something to ship. `o` is the order in the query. */
export const AWAITING = Prisma.sql`o.status IN ('PAID', 'PART_SHIPPED')`

/** Lines that are still to be shipped, whatever their refunds. `l` is the line in the query. */
export const OPEN_LINE = Prisma.sql`l.status IN ('UNKNOWN', 'UNPAID', 'PAID', 'PART_SHIPPED') AND l.refund_status <> 'REFUNDED'`

/** Whether what the line says means goods of ours. `o` and `l` are the order and the line in the query. */
export const MATCHED = Prisma.sql`EXISTS (${meaningOf(Prisma.sql`o.shop_id`, Prisma.sql`l.match_code`)})`

/** Whether the order has a line of which nobody knows what goods it means. */
export const HAS_UNMATCHED = Prisma.sql`
  EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND ${OPEN_LINE} AND NOT ${MATCHED})`

/** The reasons that an order gives by itself, as an array. `o` is the order, `c` its contact or nothing. */
export const REASONS = Prisma.sql`
  array_remove(ARRAY[
    CASE WHEN o.buyer_message IS NOT NULL THEN 'BUYER_MESSAGE' END,
    CASE WHEN o.seller_memo IS NOT NULL THEN 'SELLER_MEMO' END,
    CASE WHEN o.flag IS NOT NULL THEN 'FLAG' END,
    CASE WHEN ${HAS_UNMATCHED} THEN 'UNMATCHED_CODE' END,
    CASE WHEN c.address_doubt IS NOT NULL OR o.exception IS NOT NULL THEN 'DOUBTFUL_ADDRESS' END
  ]::"HoldReason"[], NULL)`
