import { formatMinute } from '../../../lib/dates.ts'
import type { Cell, Crumb } from '../../../web/parts.ts'
import type { ReturnRow } from './queries.ts'

export const home: Crumb = { label: '退货', href: '/warehouse/returns' }

/** The only SKU with its pieces, or the first of several. */
export function goodsOf({ goods, kinds, pieces }: Pick<ReturnRow, 'goods' | 'kinds' | 'pieces'>): string {
  if (kinds === 0) return ''
  return kinds === 1 ? `${goods} × ${pieces}` : `${goods} 等 ${kinds} 款 ${pieces} 件`
}

/** Of which order, or of which parcel of several orders. */
export function sourceOf(row: ReturnRow): Cell {
  if (row.platformOrderId)
    return { text: row.platformOrderId, href: `/orders/orders/${row.orderId}`, mono: true }
  return row.shipmentNumber
    ? { text: row.shipmentNumber, href: `/warehouse/shipments/${row.shipmentId}`, mono: true }
    : ''
}

/** When goods were sent back and since when they're overdue, or until when they must be inspected. */
export function timeOf(row: ReturnRow, overdue: Date, now: Date): Cell {
  if (row.state === 'EXPECTED') {
    if (!row.shippedBackAt) return '买家未寄出'
    const text = `${formatMinute(row.shippedBackAt)} 寄回`
    return row.shippedBackAt < overdue ? { text, sub: '超期未到', tone: 'danger' } : text
  }
  if (row.state === 'ARRIVED' && row.inspectBy) {
    const text = `${formatMinute(row.inspectBy)} 前验收`
    return row.inspectBy < now ? { text, sub: '已超时', tone: 'danger' } : text
  }
  return row.settledAt ? `${formatMinute(row.settledAt)} 验收` : ''
}

/** What the inspection came to, in pieces. */
export function resultOf({ state, found, bad, missing }: ReturnRow): Cell {
  if (state !== 'SETTLED' && found === 0) return ''
  const parts = [
    `良品 ${found - bad}`,
    ...(bad > 0 ? [`问题 ${bad}`] : []),
    ...(missing > 0 ? [`缺 ${missing}`] : []),
  ]
  return bad + missing > 0 ? { text: parts.join('，'), tone: 'warning' } : parts.join('，')
}
