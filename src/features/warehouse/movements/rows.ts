import { formatSecond } from '../../../lib/dates.ts'
import type { Column, RowView } from '../../../web/parts.ts'
import type { MovementRow } from './queries.ts'
import { reasonLabels } from '../stock/reasons.ts'

/** The columns of movements wherever they are listed. */
export const columns: readonly Column[] = [
  { key: 'at', label: '时间' },
  { key: 'reason', label: '原因' },
  { key: 'location', label: '库位' },
  { key: 'quantity', label: '数量', unit: '件', numeric: true },
  { key: 'paper', label: '单据' },
  { key: 'person', label: '经手人' },
]

/** A movement as a row. */
export function rowOf(row: MovementRow): RowView {
  return {
    id: String(row.id),
    label: `${row.sku} ${formatSecond(row.at)}`,
    cells: {
      at: { text: formatSecond(row.at), time: row.at.toISOString() },
      sku: { text: row.sku, href: `/warehouse/stock/${row.skuId}`, mono: true },
      reason: reasonLabels[row.reason],
      location: { text: row.location, href: `/warehouse/locations/${row.locationId}`, mono: true },
      quantity: row.quantity > 0 ? `+${row.quantity}` : String(row.quantity),
      paper: row.paper ? { text: row.paper, href: `/${row.noun}/${row.subjectId}`, mono: true } : '',
      person: [row.person ?? '系统', row.device].filter(Boolean).join(' · '),
    },
  }
}
