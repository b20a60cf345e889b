import type { PreviewColumn, StoredKind } from './stored-kind.ts'

/** Around what a file tells of orders, a preview shows which one and in what state. */
export function orderColumns(...between: readonly PreviewColumn[]): readonly PreviewColumn[] {
  return [
    { key: 'number', label: '订单编号', fields: ['platformOrderId'], as: 'code' },
    ...between,
    { key: 'state', label: '状态', fields: ['status', 'refundStatus'], as: 'states' },
  ]
}

/** Where orders are looked at. */
export const toOrders: StoredKind['list'] = { label: '查看订单', href: '/orders/orders?part=all&shop=' }
