import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import { keepContact } from '../buyers/contact.ts'
import { redact } from '../buyers/redact.ts'
import type { FlatRow, Kind, Scalar } from './kinds/kind.ts'
import { orderItems } from './kinds/order-items.ts'
import type { OrderLineRow } from './kinds/order-items.ts'
import { orderList } from './kinds/order-list.ts'
import type { OrderRow } from './kinds/order-list.ts'

/** A cleaned row as it goes into staging: flat, and without anything that tells who the buyer is. */
export type StagedRow = Readonly<Record<string, Scalar | null | undefined>>

/** What staging needs to know beside the row. */
export interface Staging {
  readonly shopId: number
  /** Fields of the kind for which the file has a column. */
  readonly has: ReadonlySet<string>
}

/** A kind of file with the way its rows are stored. A further kind is a further entry of `storedKinds`. */
export interface StoredKind<Row extends FlatRow = FlatRow> {
  readonly kind: Kind<Row>
  /** Whether its rows are lines of orders; otherwise they are orders. */
  readonly hasLines: boolean
  /** The engine's fields that the file gives. */
  givenBy(has: ReadonlySet<string>): string[]
  stage(row: Row, staging: Staging): StagedRow
}

const storedKind = <Row extends FlatRow>(definition: StoredKind<Row>): StoredKind => definition

/** Flags that mean that nobody raised one. */
const LOWERED = new Set(['灰', '灰色', '灰旗', '无旗帜', '0'])

const storedOrderList = storedKind<OrderRow>({
  kind: orderList,
  hasLines: false,
  givenBy: (has) => [
    ...has,
    ...(has.has('createdAt') ? ['orderedAt'] : []),
    ...(has.has('modifiedSku') || has.has('modifiedAddress') ? ['exception'] : []),
  ],
  stage(row, { shopId, has }) {
    const contact = {
      nick: row.buyerNick,
      name: row.receiverName,
      phone: row.receiverMobile ?? row.receiverPhone,
      address: row.receiverAddress,
    }
    const clean = (text: string | undefined): string | undefined =>
      text && redact(redact(text, contact), { phone: row.receiverPhone, address: row.modifiedAddress })
    const kept = keepContact(shopId, row.platformOrderId, {
      ...contact,
      changedAddress: row.modifiedAddress,
      hasAddress: has.has('receiverAddress'),
      message: row.buyerMessage,
      memo: row.sellerMemo,
    })
    return {
      platformOrderId: row.platformOrderId,
      status: row.status === undefined ? undefined : (row.statusMapped satisfies OrderStatus),
      platformStatus: row.status,
      ...picked(row, ORDER_FACTS),
      orderedAt: row.createdAt,
      buyerMessage: clean(row.buyerMessage),
      sellerMemo: clean(row.sellerMemo),
      tags: clean(row.tags),
      flag: row.flag && !LOWERED.has(row.flag) ? row.flag : undefined,
      exception: exceptionOf(row, clean),
      ...(kept && { ...kept, sealed: kept.sealed.toString('base64') }),
    }
  },
})

const ORDER_FACTS = [
  'paidAt',
  'shippedAt',
  'shipDueAt',
  'finishedAt',
  'paymentId',
  'goodsAmountFen',
  'shippingFeeFen',
  'totalFen',
  'paidFen',
  'refundFen',
  'settledFen',
  'quantityTotal',
  'carrier',
  'trackingNumber',
  'closeReason',
  'presale',
] as const satisfies readonly (keyof OrderRow)[]

/** The platform's notes in one text; a changed address is told without the address. */
function exceptionOf(
  row: OrderRow,
  clean: (text: string | undefined) => string | undefined,
): string | undefined {
  const notes = [
    clean(row.exception),
    row.modifiedSku && `修改后的规格：${clean(row.modifiedSku)}`,
    row.modifiedAddress && '收货地址已修改',
  ].filter((note) => note !== undefined && note !== '')
  return notes.length > 0 ? notes.join('；') : undefined
}

const LINE_FACTS = [
  'platformOrderId',
  'platformLineId',
  'ordinal',
  'title',
  'properties',
  'unitPriceFen',
  'quantity',
  'payableFen',
  'paidFen',
  'merchantCode',
  'itemMerchantCode',
  'platformItemId',
  'refundFen',
  'paidAt',
  'shippedAt',
  'shipDueAt',
  'paymentId',
  'carrier',
  'trackingNumber',
] as const satisfies readonly (keyof OrderLineRow)[]

const storedOrderItems = storedKind<OrderLineRow>({
  kind: orderItems,
  hasLines: true,
  givenBy: (has) => [...has, ...(has.has('createdAt') ? ['orderedAt'] : [])],
  stage(row) {
    // An item file doesn't name the buyer, so only what looks like a phone, a name or a street is left out.
    const clean = (text: string | undefined): string | undefined => text && redact(text)
    return {
      ...picked(row, LINE_FACTS),
      status: row.status === undefined ? undefined : (row.statusMapped satisfies OrderStatus),
      platformStatus: row.status,
      refundStatus: row.refundStatusMapped satisfies RefundStatus | undefined,
      platformRefundStatus: row.refundStatus,
      orderedAt: row.createdAt,
      buyerMessage: clean(row.buyerMessage),
      sellerMemo: clean(row.sellerMemo),
      tags: clean(row.tags),
    }
  },
})

function picked<Row extends FlatRow>(row: Row, fields: readonly (keyof Row & string)[]): StagedRow {
  return Object.fromEntries(fields.map((field) => [field, row[field]]))
}

/** All kinds of files that can be imported, more specific ones first. */
export const storedKinds: readonly StoredKind[] = [storedOrderItems, storedOrderList]

/** The kind with a key. Throws Error for one that this version doesn't know. */
export function storedKindOf(key: string): StoredKind {
  const found = storedKinds.find(({ kind }) => kind.key === key)
  if (!found) throw new Error(`unknown kind of import ${key}`)
  return found
}
