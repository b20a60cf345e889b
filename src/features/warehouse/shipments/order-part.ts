import { formatMinute } from '../../../lib/dates.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { Badge, RowView, TableView } from '../../../web/parts.ts'
import type { OrderPart } from '../../orders/orders/parts.ts'
import { shipments } from './noun.ts'
import type { ShipmentRow } from './queries.ts'
import { shipmentsOfOrder } from './queries.ts'
import { goodsOf } from './words.ts'

/** An order's page tells in which parcels it travels, or has travelled. */
export const shipmentPart: OrderPart = {
  read: async (actor, orderId) => {
    const rows = await shipmentsOfOrder(actor, orderId)
    const state = stateOf(rows)
    return { tables: [tableOf(rows)], ...(state ? { state } : {}) }
  },
}

/** The couriers have everything: the house knows it a file earlier than the platform says so. */
function stateOf(rows: readonly ShipmentRow[]): Badge | undefined {
  const going = rows.filter(({ state }) => state !== 'CANCELLED')
  return going.length > 0 && going.every(({ state }) => state === 'SHIPPED')
    ? stateBadge(shipments, 'SHIPPED')
    : undefined
}

function tableOf(rows: readonly ShipmentRow[]): TableView {
  return {
    label: '发货单',
    title: '发货单',
    columns: [
      { key: 'number', label: '发货单', fixed: true },
      { key: 'goods', label: '商品', width: 'wide' },
      { key: 'waybill', label: '运单' },
      { key: 'when', label: '发货时间' },
      { key: 'state', label: '状态' },
    ],
    rows: rows.map(rowOf),
    empty: { title: '还没有发货单', text: '付款并放行后会自动生成。' },
  }
}

function rowOf(row: ShipmentRow): RowView {
  return {
    id: String(row.id),
    cells: {
      number: { text: row.number, href: `/warehouse/shipments/${row.id}`, mono: true },
      goods: goodsOf(row),
      waybill: { text: row.trackingNumber ?? '', mono: true, ...(row.carrier ? { sub: row.carrier } : {}) },
      when: row.shippedAt ? formatMinute(row.shippedAt) : `${formatMinute(row.shipBy)} 前`,
      state: { text: '', badge: stateBadge(shipments, row.state) },
    },
  }
}
