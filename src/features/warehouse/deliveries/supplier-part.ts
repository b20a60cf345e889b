import { now } from '../../../lib/dates.ts'
import { percent } from '../../../web/figures.ts'
import type { Fact } from '../../../web/parts.ts'
import type { SupplierPart } from '../../catalog/suppliers/parts.ts'
import { rowOf } from './pages.ts'
import type { DeliveryRecord } from './queries.ts'
import { deliveriesOf, recordOf } from './queries.ts'

/** A supplier's page tells how it delivers, and lists its newest deliveries. */
export const deliveryPart: SupplierPart = {
  read: async (actor, supplierId) => {
    const at = now()
    const [record, rows] = await Promise.all([recordOf(supplierId, at), deliveriesOf(actor, supplierId)])
    return {
      facts: factsOf(record),
      tables: [
        {
          id: 'deliveries',
          title: '到货单',
          label: '到货单',
          columns: [
            { key: 'number', label: '单号', fixed: true },
            { key: 'expected', label: '预计到货' },
            { key: 'announced', label: '应到', unit: '件', numeric: true },
            { key: 'accepted', label: '合格', unit: '件', numeric: true },
            { key: 'rejected', label: '不合格', unit: '件', numeric: true },
            { key: 'state', label: '状态' },
          ],
          rows: rows.map((row) => rowOf(row, at)),
          empty: { title: '还没有到货单', text: '下单后在“仓库 › 到货单”登记，到货和质量会记在这里。' },
        },
      ],
    }
  },
}

/** Each share with what it's a share of. */
export function factsOf(record: DeliveryRecord): Fact[] {
  const inspected = record.accepted + record.rejected
  return [
    { label: '准时率', value: share(record.onTime, record.due, '单') },
    { label: '验收合格率', value: share(record.accepted, inspected, '件') },
    { label: '不合格', value: `${record.rejected} 件` },
    { label: '短少率', value: share(record.closedMissing, record.closedAnnounced, '件') },
  ]
}

function share(part: number, whole: number, unit: string): string {
  return whole === 0 ? '' : `${percent(part, whole)}%（${part}/${whole} ${unit}）`
}
