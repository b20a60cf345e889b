import { before } from './columns.ts'
import type { FieldReason } from './kind.ts'
import type { OrderLineRow } from './order-items.ts'
import type { OrderRow } from './order-list.ts'
import { isLocked, orderStatusOf } from './states.ts'

/**
 * One line of an order in a file that tells of order and lines in one: JD, 1688. What is of the whole order stands on
 * each of its rows, so that the order is whole even if one of them is bad: `orderOf` takes it from any one of them,
 * nothing is to be summed. Amounts in fen.
 */
export type MarketOrderRow = Omit<OrderLineRow, 'paidFen' | 'payableFen' | 'refundFen'> &
  Pick<OrderRow, OrderFact> & {
    readonly platformSkuId?: string
    /** Paid for the whole order; 0 as long as it isn't paid. */
    readonly orderPaidFen?: number
    /** What of it came from the buyer's balance with the platform. */
    readonly balanceFen?: number
    /** What the seller added to the price of the whole order, or took off it. */
    readonly adjustmentFen?: number
  }

const ORDER_FACTS = [
  'buyerNick',
  'receiverName',
  'receiverAddress',
  'receiverPhone',
  'receiverMobile',
  'masked',
  'goodsAmountFen',
  'shippingFeeFen',
  'totalFen',
  'finishedAt',
  'exception',
] as const satisfies readonly (keyof OrderRow)[]
type OrderFact = (typeof ORDER_FACTS)[number]

/** What order and line have in common. */
const SHARED = [
  'platformOrderId',
  'status',
  'statusMapped',
  'paymentId',
  'createdAt',
  'paidAt',
  'shippedAt',
  'shipDueAt',
  'carrier',
  'trackingNumber',
  'buyerMessage',
  'sellerMemo',
  'tags',
] as const satisfies readonly (keyof OrderRow & keyof OrderLineRow & keyof MarketOrderRow)[]

const LINE_FACTS = [
  'platformLineId',
  'ordinal',
  'title',
  'unitPriceFen',
  'quantity',
  'merchantCode',
  'itemMerchantCode',
  'platformItemId',
  'properties',
  'refundStatus',
  'refundStatusMapped',
] as const satisfies readonly (keyof OrderLineRow & keyof MarketOrderRow)[]

/** The order that a row is of; the same from each of its rows. */
export function orderOf(row: MarketOrderRow): OrderRow {
  return { ...picked(row, SHARED), ...picked(row, ORDER_FACTS), paidFen: row.orderPaidFen }
}

/** The line that a row is. */
export function lineOf(row: MarketOrderRow): OrderLineRow {
  return { ...picked(row, SHARED), ...picked(row, LINE_FACTS) }
}

function picked<Row, Field extends keyof Row>(row: Row, fields: readonly Field[]): Pick<Row, Field> {
  return Object.fromEntries(fields.map((field) => [field, row[field]])) as Pick<Row, Field>
}

/** What follows from the cells in both files. */
export function deriveMarketOrder(
  cells: Partial<MarketOrderRow>,
  ordinal: number,
): Pick<MarketOrderRow, 'ordinal' | 'statusMapped' | 'masked' | 'exception'> {
  const personal = [cells.buyerNick, cells.receiverName, cells.receiverAddress, cells.receiverPhone]
  return {
    ordinal,
    statusMapped: orderStatusOf(cells.status ?? ''),
    masked: [...personal, cells.receiverMobile].some((value) => value?.includes('*')),
    exception: isLocked(cells.status ?? '') ? '平台已锁定或暂停，买家可能要取消订单' : undefined,
  }
}

/**
 * Whether the order's money counts as paid: files have what is to be paid in the same column before. An order that is
 * finished without a time of payment was paid on delivery.
 */
export function isPaid(cells: Partial<MarketOrderRow>, tellsWhen: boolean): boolean {
  return !tellsWhen || cells.paidAt !== undefined || orderStatusOf(cells.status ?? '') === 'FINISHED'
}

/** What both files forbid. */
export function marketOrderContradictions(row: MarketOrderRow): FieldReason<keyof MarketOrderRow>[] {
  const found: FieldReason<keyof MarketOrderRow>[] = []
  if (before(row.paidAt, row.createdAt)) found.push({ field: 'paidAt', reason: '付款时间早于下单时间' })
  if (before(row.finishedAt, row.createdAt))
    found.push({ field: 'finishedAt', reason: '完成时间早于下单时间' })
  return found
}

/** What a person should know of rows of both files. */
export function marketOrderDoubts(row: MarketOrderRow): FieldReason<keyof MarketOrderRow>[] {
  return row.status && row.statusMapped === 'UNKNOWN'
    ? [{ field: 'status', reason: '不认识的订单状态，按原文保存' }]
    : []
}
