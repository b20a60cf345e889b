import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, TableView } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import type { OfferRow } from '../../catalog/suppliers/queries.ts'
import { formulaSentence, formulaTable } from './formula-words.ts'
import { restocks } from './noun.ts'
import { home, ordered } from './pages.ts'
import type { RestockRow } from './queries.ts'

/** A proposal with its calculation, number by number, who delivers the SKU, and what was decided. */
export function showPage(
  actor: Actor,
  row: RestockRow,
  { offers, history }: { offers: readonly OfferRow[]; history: readonly HistoryRow[] },
): RecordPage {
  const pieces = ordered(row)
  return {
    title: `补货建议 ${row.number}`,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: `${row.skuCode} ${row.product}`,
      number: row.number,
      state: row.urgent
        ? { ...stateBadge(restocks, row.state), label: `${stateBadge(restocks, row.state).label} · 紧急` }
        : stateBadge(restocks, row.state),
      actions: actionsOf(actor, row),
      facts: [
        { label: '建议量', value: `${row.proposed} 件` },
        ...(pieces === null ? [] : [{ label: '下单量', value: `${pieces} 件` }]),
        {
          label: '供应商',
          value: row.supplier
            ? { text: row.supplier, href: `/catalog/suppliers/${row.supplierId}` }
            : '没有供应商',
        },
        {
          label: '到货单',
          value: row.deliveryNumber
            ? { text: row.deliveryNumber, href: `/warehouse/deliveries/${row.deliveryId}`, mono: true }
            : '',
        },
        { label: '库存', value: { text: row.skuCode, href: `/warehouse/stock/${row.skuId}`, mono: true } },
        { label: '提出时间', value: formatMinute(row.createdAt) },
      ],
    },
    facts: [
      {
        title: '怎么算的',
        facts: [
          {
            label: '公式',
            value:
              '建议量 = 日均销量 × 季节系数 × (交货期 + 备货周期) + 安全库存 + 欠货 − 可用 − 在途，按起订量和整箱取整',
            wide: true,
          },
          { label: '代入', value: formulaSentence(row, row.proposed), wide: true },
        ],
      },
    ],
    tables: [formulaTable(row), offerTable(offers)],
    timeline: timelineOf(restocks, history),
  }
}

function actionsOf(actor: Actor, row: RestockRow): Action[] {
  const supplier = row.supplierId === null ? 'none' : String(row.supplierId)
  const order = deedLink(restocks, actor, null, 'order', `/warehouse/restocks/order?supplier=${supplier}`)
  return [
    ...(row.state === 'PROPOSED' ? [{ ...order, tone: 'primary' as const }] : []),
    ...moveActions(restocks, actor, row),
    { label: '补货规则', href: `/warehouse/restock-rules/${row.skuId}` },
  ]
}

function offerTable(offers: readonly OfferRow[]): TableView {
  return {
    id: 'offers',
    title: '谁供货',
    label: '供货',
    columns: [
      { key: 'supplier', label: '供应商' },
      { key: 'lead', label: '供货周期', unit: '天', numeric: true },
      { key: 'minimum', label: '起订量', unit: '件', numeric: true },
      { key: 'price', label: '进价', unit: '元', numeric: true },
    ],
    rows: offers.map((one) => ({
      id: String(one.id),
      label: one.supplier,
      cells: {
        supplier: {
          text: one.supplier,
          href: `/catalog/suppliers/${one.supplierId}`,
          ...(one.preferred ? { badge: { label: '首选', tone: 'info' as const } } : {}),
        },
        lead: String(one.leadDays),
        minimum: String(one.minimumQuantity),
        price: one.priceFen === null ? '' : formatYuan(one.priceFen),
      },
    })),
    empty: { title: '还没有供应商供这个 SKU', text: '在“供应商”里登记供货，起订量和交货期才算得准。' },
  }
}
