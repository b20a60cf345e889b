import { stateBadge } from '../../../web/moves.ts'
import { momentCell } from '../../../web/parts.ts'
import type { SupplierPart } from '../../catalog/suppliers/parts.ts'
import { quarantines } from './noun.ts'
import { returnedTo } from './queries.ts'

/** A supplier's page lists what went back to it. */
export const supplierReturnPart: SupplierPart = {
  read: async (actor, supplierId) => {
    const rows = await returnedTo(actor, supplierId)
    return {
      facts: [],
      tables: [
        {
          id: 'supplier-returns',
          title: '退回的货品',
          label: '退回的货品',
          columns: [
            { key: 'number', label: '隔离单', fixed: true },
            { key: 'sku', label: 'SKU 编码' },
            { key: 'quantity', label: '数量', unit: '件', numeric: true },
            { key: 'reason', label: '问题' },
            { key: 'created', label: '发现时间' },
            { key: 'state', label: '状态' },
          ],
          rows: rows.map((row) => ({
            id: String(row.id),
            label: row.number,
            cells: {
              number: { text: row.number, href: `/warehouse/quarantines/${row.id}`, mono: true },
              sku: { text: row.code, mono: true, sub: row.product },
              quantity: String(row.quantity),
              reason: row.reason,
              created: momentCell(row.createdAt),
              state: { text: '', badge: stateBadge(quarantines, row.state) },
            },
          })),
          empty: {
            title: '没有退回的货品',
            text: '不合格的货品在“仓库 › 隔离货品”里退回供应商后，会列在这里。',
          },
        },
      ],
    }
  },
}
