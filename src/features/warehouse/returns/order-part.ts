import { stateBadge } from '../../../web/moves.ts'
import type { RowView } from '../../../web/parts.ts'
import type { OrderPart } from '../../orders/orders/parts.ts'
import { returns } from './noun.ts'
import type { ReturnRow } from './queries.ts'
import { returnsOfOrder } from './queries.ts'
import { goodsOf, resultOf } from './words.ts'

/** An order's page tells what of it comes back, or has come. */
export const returnPart: OrderPart = {
  read: async (actor, orderId) => {
    const rows = await returnsOfOrder(actor, orderId)
    if (rows.length === 0) return { tables: [] }
    return {
      tables: [
        {
          label: '退货单',
          title: '退货',
          columns: [
            { key: 'number', label: '退货单', fixed: true },
            { key: 'goods', label: '应退货品', width: 'wide' },
            { key: 'waybill', label: '退回运单' },
            { key: 'result', label: '验收结果', unit: '件' },
            { key: 'state', label: '状态' },
          ],
          rows: rows.map(rowOf),
          empty: { title: '没有退货', text: '' },
        },
      ],
    }
  },
}

function rowOf(row: ReturnRow): RowView {
  return {
    id: String(row.id),
    cells: {
      number: { text: row.number, href: `/warehouse/returns/${row.id}`, mono: true },
      goods: goodsOf(row),
      waybill: { text: row.trackingNumber ?? '', mono: true, ...(row.carrier ? { sub: row.carrier } : {}) },
      result: resultOf(row),
      state: { text: '', badge: stateBadge(returns, row.state) },
    },
  }
}
