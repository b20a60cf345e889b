import type { FlatRow, Kind } from './kinds/kind.ts'
import type { OrderLineRow } from './kinds/order-items.ts'
import type { OrderRow } from './kinds/order-list.ts'
import { ORDER_FIELDS } from './engine/fields.ts'
import { lineStore } from './engine/order-stores.ts'
import type { StagedRow, Staging, StoredKind } from './stored-kind.ts'
import { storedKind } from './stored-kind.ts'
import { storedOrderItems, storedOrderList } from './stored-kinds.ts'

/** A kind of file that tells of order and lines in one: each row holds a line, and again what is of its whole order. */
export interface MarketKind<Row extends FlatRow> {
  readonly kind: Kind<Row>
  /** The order that a row is of, the same from each of its rows. */
  orderOf(row: Row): OrderRow
  /** The line that a row is. */
  lineOf(row: Row): OrderLineRow
  /** How the order's fields are called in the row where it isn't as in `OrderRow`, such as `orderPaidFen`. */
  readonly renamed?: Readonly<Record<string, string>>
  /** The order's fields that follow from a field of the row, by the latter. */
  readonly derived?: Readonly<Record<string, readonly string[]>>
}

/** How such a file is stored: lines as an item file's, orders and contacts as an order list's. */
export function storedMarketOrders<Row extends FlatRow>({
  kind,
  orderOf,
  lineOf,
  renamed = {},
  derived = {},
}: MarketKind<Row>): StoredKind {
  return storedKind<Row>({
    kind,
    personal: [...storedOrderList.personal, ...storedOrderItems.personal],
    givenBy(has) {
      const names = [...has].flatMap((name) => [renamed[name] ?? name, ...(derived[name] ?? [])])
      return [...new Set([...storedOrderList.givenBy(new Set(names)), ...storedOrderItems.givenBy(has)])]
    },
    stage(row, staging) {
      return { ...ofOrder(orderOf(row), staging), ...storedOrderItems.stage(lineOf(row), staging) }
    },
    preview: storedOrderItems.preview,
    list: storedOrderItems.list,
    store: lineStore({ orderFields: ORDER_FIELDS.map(({ name }) => name), orderState: true, contact: true }),
  })
}

/** What order and line both have must not meet in the staged row. */
function ofOrder(order: OrderRow, staging: Staging): StagedRow {
  const { status, platformStatus, paidFen, refundFen, ...others } = storedOrderList.stage(order, staging)
  return {
    ...others,
    orderStatus: status,
    orderPlatformStatus: platformStatus,
    orderPaidFen: paidFen,
    orderRefundFen: refundFen,
  }
}
