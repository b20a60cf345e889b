import { formatMinute } from '../../../lib/dates.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { CARRIERS } from '../shipments/carriers.ts'
import { shipments } from '../shipments/noun.ts'
import { goodsOf } from '../shipments/words.ts'
import type { ShipmentRow } from '../shipments/queries.ts'
import { handOvers } from './noun.ts'
import type { HandOverRow } from './queries.ts'

const home: Crumb = { label: '交接单', href: '/warehouse/hand-overs' }

/** The list of hand-overs. */
export function listPage(query: ListQuery, rows: readonly HandOverRow[]): ListPage {
  const set = query.get('q') ?? query.get('carrier')
  return {
    title: '交接单',
    breadcrumb: [{ label: '仓库' }, { label: '交接单' }],
    head: { title: '交接单', text: '快递员一次取走的包裹；在仓库终端逐个扫面单交接，同时出库。' },
    table: {
      label: '交接单',
      path: query.path,
      keep: query.keep('q', 'carrier'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '交接单号' }),
      filters: [
        field('carrier', '快递', 'select', query.get('carrier') ?? '', {
          options: [{ value: '', label: '全部' }, ...CARRIERS.map((value) => ({ value, label: value }))],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, carrier: undefined }) } : {}),
      columns: [
        { key: 'number', label: '交接单', fixed: true },
        { key: 'carrier', label: '快递' },
        { key: 'parcels', label: '包裹', unit: '个', numeric: true },
        { key: 'person', label: '交接人' },
        { key: 'at', label: '交接时间' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.number,
        cells: {
          number: { text: row.number, href: `/warehouse/hand-overs/${row.id}`, mono: true },
          carrier: row.carrier,
          parcels: String(row.parcels),
          person: row.personName ?? '系统',
          at: formatMinute(row.createdAt),
        },
      })),
      empty: set
        ? { title: '没有符合条件的交接单', text: '换一个搜索词，或去掉筛选条件。' }
        : { title: '还没有交接单', text: '打包好的包裹在仓库终端交给快递员后，会留在这里。' },
    },
  }
}

/** A hand-over with its parcels: what the courier signs for. */
export function showPage(
  row: HandOverRow,
  parcels: readonly ShipmentRow[],
  history: readonly HistoryRow[],
): RecordPage {
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: '交接单',
      number: row.number,
      state: { label: '已交接', tone: 'success' },
      actions: [],
      facts: [
        { label: '快递', value: row.carrier },
        { label: '包裹', value: `${row.parcels} 个` },
        { label: '交接人', value: row.personName ?? '系统' },
        { label: '交接时间', value: formatMinute(row.createdAt) },
      ],
    },
    tables: [
      {
        id: 'parcels',
        title: '包裹',
        label: '包裹',
        columns: [
          { key: 'number', label: '发货单' },
          { key: 'waybill', label: '运单号' },
          { key: 'shop', label: '店铺' },
          { key: 'goods', label: '商品', width: 'wide' },
          { key: 'state', label: '状态' },
        ],
        rows: parcels.map((parcel) => ({
          id: String(parcel.id),
          label: parcel.number,
          cells: {
            number: { text: parcel.number, href: `/warehouse/shipments/${parcel.id}`, mono: true },
            waybill: { text: parcel.trackingNumber ?? '', mono: true },
            shop: parcel.shopName,
            goods: goodsOf(parcel),
            state: { text: '', badge: stateBadge(shipments, parcel.state) },
          },
        })),
        empty: { title: '没有您店铺的包裹', text: '这次交接的包裹属于其他店铺。' },
      },
    ],
    timeline: timelineOf(handOvers, history),
  }
}
