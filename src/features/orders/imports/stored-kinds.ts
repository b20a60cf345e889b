import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import { keepContact } from '../buyers/contact.ts'
import { redact } from '../buyers/redact.ts'
import { lineStore, orderStore } from './engine/order-stores.ts'
import { orderItems } from './kinds/order-items.ts'
import type { OrderLineRow } from './kinds/order-items.ts'
import { orderList } from './kinds/order-list.ts'
import type { OrderRow } from './kinds/order-list.ts'
import { orderColumns, toOrders } from './order-columns.ts'
import { picked, storedKind } from './stored-kind.ts'

/** Flags that mean that nobody raised one. */
const LOWERED = new Set(['灰', '灰色', '灰旗', '无旗帜', '0'])

/** The order list. */
export const storedOrderList = storedKind<OrderRow>({
  kind: orderList,
  personal: [
    'buyerNick',
    'receiverName',
    'receiverAddress',
    'receiverPhone',
    'receiverMobile',
    'buyerMessage',
    'sellerMemo',
    'exception',
    'modifiedAddress',
    'modifiedSku',
    'tags',
  ],
  store: orderStore,
  preview: orderColumns(
    { key: 'buyer', label: '买家', fields: ['maskedNick'], as: 'words' },
    {
      key: 'address',
      label: '收货信息',
      fields: ['maskedName', 'maskedPhone', 'maskedAddress'],
      as: 'words',
      wide: true,
    },
    { key: 'paid', label: '实付', unit: '元', fields: ['paidFen'], as: 'yuan' },
    { key: 'paidAt', label: '付款时间', fields: ['paidAt'], as: 'minute' },
    { key: 'words', label: '留言与备注', fields: ['buyerMessage', 'sellerMemo'], as: 'words' },
  ),
  list: toOrders,
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
    // Field by field onto one object: several times as fast as spreading parts into a new one.
    const staged = picked(row, ORDER_FACTS)
    staged['platformOrderId'] = row.platformOrderId
    staged['status'] = row.status === undefined ? undefined : (row.statusMapped satisfies OrderStatus)
    staged['platformStatus'] = row.status
    staged['orderedAt'] = row.createdAt
    staged['buyerMessage'] = clean(row.buyerMessage)
    staged['sellerMemo'] = clean(row.sellerMemo)
    staged['tags'] = clean(row.tags)
    staged['flag'] = row.flag && !LOWERED.has(row.flag) ? row.flag : undefined
    staged['exception'] = exceptionOf(row, clean)
    if (kept) Object.assign(staged, kept, { sealed: kept.sealed.toString('base64') })
    return staged
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

/** The order's own fields that a line of an item file brings. */
const ORDER_FACTS_OF_ITEMS = [
  'orderedAt',
  'paidAt',
  'shippedAt',
  'shipDueAt',
  'paymentId',
  'buyerMessage',
  'sellerMemo',
  'tags',
  'carrier',
  'trackingNumber',
]

/** The item file. */
export const storedOrderItems = storedKind<OrderLineRow>({
  kind: orderItems,
  personal: ['buyerMessage', 'sellerMemo', 'tags'],
  store: lineStore({ orderFields: ORDER_FACTS_OF_ITEMS, orderState: false, contact: false }),
  preview: orderColumns(
    { key: 'title', label: '商品', fields: ['title'], as: 'words', below: 'properties', wide: true },
    { key: 'code', label: '商家编码', fields: ['merchantCode', 'itemMerchantCode'], as: 'code' },
    { key: 'quantity', label: '数量', unit: '件', fields: ['quantity'], as: 'count' },
    { key: 'paid', label: '实付', unit: '元', fields: ['paidFen'], as: 'yuan' },
  ),
  list: toOrders,
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
