import type { Actor } from '../../../actor.ts'
import type { Page } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { TableView } from '../../../web/parts.ts'
import { momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { kindLabels } from '../locations/words.ts'
import type { MovementRow } from '../movements/queries.ts'
import { columns, rowOf } from '../movements/rows.ts'
import { BEING_COUNTED, piecesOf } from './blind.ts'
import { misplacedBadges } from './misplaced.ts'
import { stock } from './noun.ts'
import { home, stockBadge } from './pages.ts'
import type { BalanceRow, ReservationRow, StockRow } from './queries.ts'

/** What a SKU's page shows beside its figures. */
export interface Details {
  balances: readonly BalanceRow[]
  reservations: readonly ReservationRow[]
  movements: Page<MovementRow>
  history: readonly HistoryRow[]
}

/** A SKU's stock: where it lies, to whom it's promised, and how it came to be. */
export function showPage(actor: Actor, query: ListQuery, row: StockRow, details: Details): RecordPage {
  return {
    title: `库存 ${row.code}`,
    breadcrumb: [home, { label: row.code }],
    head: {
      title: [row.product, row.color, row.size].filter(Boolean).join(' '),
      number: row.code,
      state: stockBadge(row),
      actions: [
        { label: '货品资料', href: `/catalog/skus/${row.id}` },
        deedLink(stock, actor, row, 'transfer', `/warehouse/stock/${row.id}/transfer`),
        { label: '补货规则', href: `/warehouse/restock-rules/${row.id}` },
      ],
      facts: [
        { label: '现有', value: row.hidden ? BEING_COUNTED : `${row.onHand} 件` },
        { label: '预留', value: `${row.reserved} 件` },
        { label: '隔离', value: `${row.quarantined} 件` },
        { label: '可用', value: row.hidden ? BEING_COUNTED : `${row.available} 件` },
        { label: '常用库位', value: row.homeLocation ?? '' },
      ],
    },
    tables: [
      balanceTable(details.balances),
      reservationTable(details.reservations),
      movementTable(query, row.code, details.movements),
    ],
    timeline: timelineOf(stock, details.history),
  }
}

function balanceTable(rows: readonly BalanceRow[]): TableView {
  return {
    id: 'balances',
    title: '所在库位',
    label: '所在库位',
    columns: [
      { key: 'location', label: '库位' },
      { key: 'kind', label: '用途' },
      { key: 'quantity', label: '现有', unit: '件', numeric: true },
      { key: 'allocated', label: '待拣', unit: '件', numeric: true },
    ],
    rows: rows.map((row) => ({
      id: String(row.locationId),
      cells: {
        location: {
          text: row.location,
          href: `/warehouse/locations/${row.locationId}`,
          mono: true,
          badges: misplacedBadges(row),
        },
        kind: kindLabels[row.kind],
        quantity: piecesOf(row, row.quantity),
        allocated: piecesOf(row, row.allocated),
      },
    })),
    empty: { title: '任何库位都没有', text: '入库后会显示放在哪里。' },
  }
}

function reservationTable(rows: readonly ReservationRow[]): TableView {
  return {
    id: 'reservations',
    title: '预留给',
    label: '预留',
    columns: [
      { key: 'shipment', label: '发货单' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'shipBy', label: '最晚发货' },
      { key: 'since', label: '预留时间' },
    ],
    rows: rows.map((row) => ({
      id: String(row.id),
      cells: {
        shipment: row.shipment
          ? { text: row.shipment, href: `/warehouse/shipments/${row.shipmentId}`, mono: true }
          : '其他店铺的发货单',
        quantity: String(row.quantity),
        shipBy: momentCell(row.shipBy),
        since: momentCell(row.createdAt),
      },
    })),
    empty: { title: '没有预留', text: '生成发货单时会为它预留货品。' },
  }
}

function movementTable(
  query: ListQuery,
  sku: string,
  { rows, next, previous }: Page<MovementRow>,
): TableView {
  return {
    id: 'movements',
    title: '出入流水',
    label: '出入流水',
    tools: [
      { label: '筛选和导出', href: `/warehouse/movements?sku=${encodeURIComponent(sku)}`, icon: 'filter' },
    ],
    columns: [...columns],
    rows: rows.map(rowOf),
    ...(next ? { next: query.href({ page: next }) } : {}),
    ...(previous ? { previous: query.href({ page: previous }) } : {}),
    empty: { title: '还没有出入流水', text: '每一次入库、打包、交快递都会记在这里。' },
  }
}
