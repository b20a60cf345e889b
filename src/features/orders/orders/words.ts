import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import type { Tone } from '../../../lib/workflow.ts'

/** What the platform says of an order or a line, in the trade's words. */
export const orderStates: Readonly<Record<OrderStatus, { label: string; tone: Tone }>> = {
  UNKNOWN: { label: '状态未知', tone: 'neutral' },
  UNPAID: { label: '待付款', tone: 'warning' },
  PAID: { label: '待发货', tone: 'progress' },
  PART_SHIPPED: { label: '部分发货', tone: 'progress' },
  SHIPPED: { label: '已发货', tone: 'info' },
  FINISHED: { label: '交易成功', tone: 'success' },
  CLOSED: { label: '交易关闭', tone: 'neutral' },
}

/** What the platform says of a refund on a line. */
export const refundStates: Readonly<Record<RefundStatus, { label: string; tone: Tone }>> = {
  NONE: { label: '无退款', tone: 'neutral' },
  APPLIED: { label: '退款中', tone: 'danger' },
  AGREED: { label: '已同意退款', tone: 'danger' },
  REFUNDED: { label: '已退款', tone: 'neutral' },
  CLOSED: { label: '退款关闭', tone: 'neutral' },
}
