import { now } from '../../../lib/dates.ts'
import type { OrderPart } from '../../orders/orders/parts.ts'
import { rowOfOrder } from './pages.ts'
import { exceptionsOfOrder } from './queries.ts'

/** An order's page tells that a courier hasn't picked it up in time. Most orders have no such table. */
export const pickupPart: OrderPart = {
  read: async (actor, orderId) => {
    const rows = await exceptionsOfOrder(actor, orderId)
    if (rows.length === 0) return { tables: [] }
    const at = now()
    return {
      tables: [
        {
          label: '揽收异常',
          title: '揽收异常',
          columns: [
            { key: 'type', label: '异常类型', fixed: true },
            { key: 'due', label: '应揽收时间' },
            { key: 'waybill', label: '运单' },
            { key: 'compensation', label: '预计赔付', unit: '元', numeric: true },
            { key: 'state', label: '状态' },
          ],
          rows: rows.map((row) => rowOfOrder(row, at)),
          empty: { title: '', text: '' },
        },
      ],
    }
  },
}
