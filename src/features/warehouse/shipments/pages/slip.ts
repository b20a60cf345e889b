import { formatMinute } from '../../../../lib/dates.ts'
import type { Code128 } from '../../../../lib/code128.ts'
import { code128 } from '../../../../lib/code128.ts'
import { groupBy } from '../../../../lib/groups.ts'
import type { Page } from '../../../../web/parts.ts'
import type { LineRow, OrderRow } from '../contents.ts'
import type { ShipmentRow } from '../queries.ts'

/** One parcel on paper: what belongs into it and what must be minded. */
export interface Slip {
  number: string
  barcode: Code128 | null
  shop: string
  shipBy: string
  wave: string
  notes: { label: string; text: string }[]
  orders: string[]
  lines: { code: string; product: string; look: string; quantity: number; gift: boolean }[]
  pieces: number
}

/** Packing slips, one parcel a page: `views/warehouse/shipments/slips`. */
export interface SlipsPage extends Page {
  layout: 'print'
  printed: string
  slips: Slip[]
}

/** Packing slips of parcels. `back` is the page they're printed from. */
export function slipsPage(
  rows: readonly ShipmentRow[],
  lines: readonly LineRow[],
  orders: readonly OrderRow[],
  back: { label: string; href: string },
  now: Date,
): SlipsPage {
  const linesBy = groupBy(lines, ({ shipmentId }) => shipmentId)
  const ordersBy = groupBy(orders, ({ shipmentId }) => shipmentId)
  return {
    title: '装箱单',
    layout: 'print',
    breadcrumb: [back, { label: '装箱单' }],
    printed: formatMinute(now),
    slips: rows.map((row) => slipOf(row, linesBy.get(row.id) ?? [], ordersBy.get(row.id) ?? [])),
  }
}

function slipOf(row: ShipmentRow, lines: readonly LineRow[], orders: readonly OrderRow[]): Slip {
  return {
    number: row.number,
    barcode: code128(row.number),
    shop: row.shopName,
    shipBy: formatMinute(row.shipBy),
    wave: row.waveNumber ?? '',
    notes: [
      ...(row.warning ? [{ label: '已拦截', text: row.warning }] : []),
      ...orders.flatMap(({ instruction, sellerMemo, buyerMessage }) => [
        ...(instruction ? [{ label: '发货要求', text: instruction }] : []),
        ...(sellerMemo ? [{ label: '卖家备注', text: sellerMemo }] : []),
        ...(buyerMessage ? [{ label: '买家留言', text: buyerMessage }] : []),
      ]),
    ],
    orders: orders.map(({ platformOrderId }) => platformOrderId),
    lines: lines.map(({ code, product, color, size, quantity, orderId }) => ({
      code,
      product,
      look: [color, size].filter(Boolean).join(' '),
      quantity,
      gift: orderId === null,
    })),
    pieces: row.pieces,
  }
}
