import type { Actor } from '../../../actor.ts'
import { formatMinute, formatSecond } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, Fact, TableView } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { reasonLabels } from '../stock/reasons.ts'
import type { MeanwhileRow, Sums } from './line-queries.ts'
import { counts } from './noun.ts'
import { home } from './pages.ts'
import type { PlaceRow } from './place-queries.ts'
import { isBlind } from './policy.ts'
import type { CountRow } from './queries.ts'
import { placeBadges, scopeLabels } from './words.ts'

/** What a count's page shows beside its head. */
export interface Details {
  places: Page<PlaceRow>
  sums: Sums | null
  meanwhile: readonly MeanwhileRow[]
  history: readonly HistoryRow[]
}

/** A count: how far it is, and once it's counted, what came of it. */
export function showPage(actor: Actor, query: ListQuery, count: CountRow, details: Details): RecordPage {
  const { places, sums, meanwhile, history } = details
  return {
    title: `盘点单 ${count.number}`,
    breadcrumb: [home, { label: count.number }],
    head: {
      title: scopeLabels[count.scope],
      number: count.number,
      state: stateBadge(counts, count.state),
      actions: [...moveActions(counts, actor, count), ...links(actor, count)],
      facts: [
        { label: '选定', value: count.chosen ?? '', wide: (count.chosen ?? '').length > 30 },
        { label: '抽签号', value: count.seed === null ? '' : String(count.seed) },
        { label: '已盘库位', value: `${count.done} / ${count.places}` },
        { label: '截止时间', value: formatMinute(count.dueAt) },
        { label: '制单人', value: count.planner ?? '系统' },
        { label: '盘点人', value: count.counters.join('、') },
        { label: '备注', value: count.note ?? '', wide: true },
      ],
    },
    ...(isBlind(count)
      ? {
          alerts: [
            {
              tone: 'info',
              title: '盲盘进行中',
              text: '盘完之前，任何人都看不到账面数和差异。在终端选“盘点”，或打印盲盘表后录入。',
            },
          ],
        }
      : {}),
    ...(sums ? { facts: [{ title: '结果', facts: sumFacts(sums) }] } : {}),
    tables: [placeTable(query, places), ...(isBlind(count) ? [] : [meanwhileTable(meanwhile)])],
    timeline: timelineOf(counts, history, {
      scope: (value) => scopeLabels[value as CountRow['scope']] ?? '',
    }),
  }
}

function links(actor: Actor, count: CountRow): Action[] {
  const path = `/warehouse/counts/${count.id}`
  if (isBlind(count)) {
    return [
      { label: '打印盲盘表', href: `${path}/sheet`, icon: 'printer' },
      { ...deedLink(counts, actor, count, 'count', `${path}/paper`), label: '录入纸单' },
    ]
  }
  const lines: Action = { label: '差异明细', href: `${path}/lines`, icon: 'list-details' }
  return count.state === 'REVIEW'
    ? [deedLink(counts, actor, count, 'review', `${path}/review`), lines]
    : [lines]
}

function sumFacts({ lines, right, different, undecided, pieces, more, fewer }: Sums): Fact[] {
  return [
    { label: '盘点行数', value: `${lines} 行` },
    { label: '初盘相符', value: `${right} / ${lines} 行${lines > 0 ? `（${percent(right, lines)}）` : ''}` },
    { label: '有差异', value: `${different} 行` },
    { label: '待复核', value: `${undecided} 行` },
    { label: '应有', value: `${pieces} 件` },
    { label: '盘盈', value: `${more} 件` },
    { label: '盘亏', value: `${fewer} 件` },
  ]
}

/** A share with one digit after the point, rounded down so that only all is 100. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${(Math.floor((part * 1000) / whole) / 10).toFixed(1)}%`
}

function placeTable(query: ListQuery, { rows, next, previous }: Page<PlaceRow>): TableView {
  return {
    id: 'places',
    title: '库位',
    label: '库位',
    columns: [
      { key: 'location', label: '库位' },
      { key: 'zone', label: '库区' },
      { key: 'rounds', label: '盘过', unit: '次', numeric: true },
      { key: 'counters', label: '盘点人' },
      { key: 'last', label: '盘完时间' },
      { key: 'state', label: '进度' },
    ],
    rows: rows.map((row) => ({
      id: String(row.id),
      label: row.location,
      cells: {
        location: { text: row.location, href: `/warehouse/locations/${row.locationId}`, mono: true },
        zone: row.zone,
        rounds: String(row.rounds),
        counters: row.counters.join('、'),
        last: row.lastAt ? formatMinute(row.lastAt) : '',
        state: { text: '', badge: placeBadges[row.state] },
      },
    })),
    ...(next ? { next: query.href({ page: next }) } : {}),
    ...(previous ? { previous: query.href({ page: previous }) } : {}),
    empty: { title: '没有库位', text: '这张盘点单没有选中库位，可以作废后重新新建。' },
  }
}

function meanwhileTable(rows: readonly MeanwhileRow[]): TableView {
  return {
    id: 'meanwhile',
    title: '盘点时的出入库',
    label: '盘点时的出入库',
    columns: [
      { key: 'at', label: '时间' },
      { key: 'location', label: '库位' },
      { key: 'sku', label: 'SKU 编码' },
      { key: 'reason', label: '原因' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
    ],
    rows: rows.map((row, i) => ({
      id: String(i),
      label: row.sku,
      cells: {
        at: formatSecond(row.at),
        location: { text: row.location, mono: true },
        sku: { text: row.sku, mono: true },
        reason: reasonLabels[row.reason],
        quantity: row.quantity > 0 ? `+${row.quantity}` : String(row.quantity),
      },
    })),
    empty: { title: '盘点时没有出入库', text: '每行都和盘到它那一刻的账面比较。' },
  }
}
