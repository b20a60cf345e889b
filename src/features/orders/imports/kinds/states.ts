/** What the platform says of an order, in our words. Where the order stands furthest along counts: see `orderRank`. */
export type OrderStatus = 'UNKNOWN' | 'UNPAID' | 'PAID' | 'PART_SHIPPED' | 'SHIPPED' | 'FINISHED' | 'CLOSED'

/** What the platform says of a refund on a line. */
export type RefundStatus = 'NONE' | 'APPLIED' | 'AGREED' | 'REFUNDED' | 'CLOSED'

/** The platforms' words for an order's state (and a line's), as `normalizeState` makes them. */
const orderStates = new Map<string, OrderStatus>(
  Object.entries({
    // Taobao and Tmall
    等待买家付款: 'UNPAID',
    付款确认中: 'UNPAID',
    '买家已付款,等待卖家发货': 'PAID',
    '等待卖家发货,买家已付款': 'PAID',
    等待卖家发货: 'PAID',
    卖家部分发货: 'PART_SHIPPED',
    '卖家已发货,等待买家确认': 'SHIPPED',
    '等待买家确认,卖家已发货': 'SHIPPED',
    卖家已发货: 'SHIPPED',
    买家已签收: 'SHIPPED',
    交易成功: 'FINISHED',
    交易关闭: 'CLOSED',
    // 1688, beside those that are the same there
    部分发货: 'PART_SHIPPED',
    等待买家收货: 'SHIPPED',
    等待买家确认收货: 'SHIPPED',
    已收货: 'SHIPPED',
    交易取消: 'CLOSED',
    交易终止: 'CLOSED',
    // JD. What is locked or paused keeps its place, see `isLocked`; what is deleted has been cancelled.
    等待付款: 'UNPAID',
    未付款: 'UNPAID',
    等待付款确认: 'UNPAID',
    等待出库: 'PAID',
    锁定: 'PAID',
    暂停: 'PAID',
    '(锁定)等待出库': 'PAID',
    '等待收货/已出库': 'SHIPPED',
    等待收货: 'SHIPPED',
    已出库: 'SHIPPED',
    等待确认收货: 'SHIPPED',
    '(锁定)等待确认收货': 'SHIPPED',
    完成: 'FINISHED',
    已完成: 'FINISHED',
    已取消: 'CLOSED',
    '(删除)新订单': 'CLOSED',
    '(删除)等待付款': 'CLOSED',
    '(删除)未付款': 'CLOSED',
    '(删除)等待出库': 'CLOSED',
    '(删除)暂停': 'CLOSED',
    '(删除)等待确认收货': 'CLOSED',
  }),
)

/** States in which the platform forbids to ship for the moment, because the buyer may be cancelling. */
const LOCKED = new Set(['锁定', '暂停', '(锁定)等待出库', '(锁定)等待确认收货'])

/** The platform's words for a refund's state, as `normalizeState` makes them. */
const refundStates = new Map<string, RefundStatus>(
  Object.entries({
    没有申请退款: 'NONE',
    未申请退款: 'NONE',
    无退款: 'NONE',
    '买家已经申请退款,等待卖家同意': 'APPLIED',
    等待卖家同意: 'APPLIED',
    等待卖家处理: 'APPLIED',
    等待商家处理: 'APPLIED',
    待商家处理: 'APPLIED',
    退款待处理: 'APPLIED',
    退款中: 'APPLIED',
    // The buyer may change a refused application or call the platform in: the matter is still open.
    卖家拒绝退款: 'APPLIED',
    '卖家拒绝退款,等待买家修改': 'APPLIED',
    等待买家处理: 'APPLIED',
    待买家处理: 'APPLIED',
    卖家拒绝确认收货: 'APPLIED',
    '卖家未收到货,拒绝退款': 'APPLIED',
    '卖家已经同意退款,等待买家退货': 'AGREED',
    '卖家已经同意退货,等待买家退货': 'AGREED',
    等待买家退货: 'AGREED',
    待买家退货: 'AGREED',
    '买家已经退货,等待卖家确认收货': 'AGREED',
    等待卖家确认收货: 'AGREED',
    等待商家收货: 'AGREED',
    待商家收货: 'AGREED',
    '同意退款,待打款': 'AGREED',
    退款成功: 'REFUNDED',
    退款完成: 'REFUNDED',
    退款关闭: 'CLOSED',
  }),
)

/** A state's text with narrow commas and brackets and without blanks; both widths are exported. */
export function normalizeState(text: string): string {
  return text
    .replace(/[，﹐]/g, ',')
    .replace(/（/g, '(')
    .replace(/）/g, ')')
    .replace(/\s+/g, '')
}

/** Our word for the platform's state of an order or line; UNKNOWN for words we don't know. */
export function orderStatusOf(text: string): OrderStatus {
  return orderStates.get(normalizeState(text)) ?? 'UNKNOWN'
}

/** Whether the platform has stopped an order for the moment, which its place among the states doesn't tell. */
export function isLocked(text: string): boolean {
  return LOCKED.has(normalizeState(text))
}

/** Our word for the platform's state of a refund; null for words we don't know. */
export function refundStatusOf(text: string): RefundStatus | null {
  return refundStates.get(normalizeState(text)) ?? null
}

/** An order only goes up: whatever order files come in, the highest rank ever seen stays. */
export const orderRank: Readonly<Record<OrderStatus, number>> = {
  UNKNOWN: 0,
  UNPAID: 1,
  PAID: 2,
  PART_SHIPPED: 3,
  SHIPPED: 4,
  FINISHED: 5,
  CLOSED: 6,
}

/**
 * Refunds: only a paid-out one is final. A closed one may be applied for again and an agreed one be closed, so among
 * equal ranks the file exported later is right.
 */
export const refundRank: Readonly<Record<RefundStatus, number>> = {
  NONE: 0,
  APPLIED: 1,
  AGREED: 1,
  CLOSED: 1,
  REFUNDED: 2,
}

/**
 * The state of an order whose lines stand differently: closed lines don't count beside others, and an order of
 * which something, but not everything, is on its way is partly shipped. Otherwise the line least far along counts.
 */
export function stateOfLines(states: readonly OrderStatus[]): OrderStatus {
  const open = states.filter((state) => state !== 'CLOSED')
  if (open.length === 0) return states.length > 0 ? 'CLOSED' : 'UNKNOWN'
  const ranks = open.map((state) => orderRank[state])
  const least = open[ranks.indexOf(Math.min(...ranks))] ?? 'UNKNOWN'
  return least === 'PAID' && Math.max(...ranks) > orderRank.PAID ? 'PART_SHIPPED' : least
}
