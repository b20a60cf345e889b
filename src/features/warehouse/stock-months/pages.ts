import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Alert, Crumb, TableView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { sumOf } from '../../../lib/groups.ts'
import { reasonLabels } from '../stock/reasons.ts'
import type { Check } from './checklist.ts'
import { stockMonths } from './noun.ts'
import type { FrozenRow, MonthRow, ReasonRow } from './queries.ts'

const home: Crumb = { label: '库存月结', href: '/warehouse/stock-months' }
const pieces = (value: number | null): string => (value === null ? '' : String(value))

/** The months, the newest first. */
export function listPage(query: ListQuery, rows: readonly MonthRow[]): ListPage {
  return {
    title: '库存月结',
    breadcrumb: [{ label: '仓库' }, { label: '库存月结' }],
    head: {
      title: '库存月结',
      text: '每月结账后，期初 + 入 − 出 = 期末 固定不变；漏记的单据记入发现的那个月。',
    },
    table: {
      label: '库存月结',
      path: query.path,
      columns: [
        { key: 'month', label: '月份', fixed: true },
        { key: 'opening', label: '期初', unit: '件', numeric: true },
        { key: 'incoming', label: '入', unit: '件', numeric: true },
        { key: 'outgoing', label: '出', unit: '件', numeric: true },
        { key: 'closing', label: '期末', unit: '件', numeric: true },
        { key: 'closer', label: '结账人' },
        { key: 'closed', label: '结账时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.month,
        cells: {
          month: { text: row.month, href: `/warehouse/stock-months/${row.id}`, mono: true },
          opening: pieces(row.opening),
          incoming: pieces(row.incoming),
          outgoing: pieces(row.outgoing),
          closing: pieces(row.closing),
          closer: row.closer ?? '',
          closed: momentCell(row.closedAt),
          state: { text: '', badge: stateBadge(stockMonths, row.state) },
        },
      })),
      empty: { title: '还没有可以结账的月份', text: '有出入库的月份过完以后，第二天会出现在这里。' },
    },
  }
}

/** A month by reason, with what is missing before it can be closed. */
export function showPage(
  actor: Actor,
  month: MonthRow,
  reasons: readonly ReasonRow[],
  checks: readonly Check[],
  history: readonly HistoryRow[],
): RecordPage {
  return {
    title: `库存月结 ${month.month}`,
    breadcrumb: [home, { label: month.month }],
    head: {
      title: '库存月结',
      number: month.month,
      state: stateBadge(stockMonths, month.state),
      actions: [
        ...moveActions(stockMonths, actor, month),
        ...(month.state === 'CLOSED'
          ? [{ label: '各 SKU 结存', href: `/warehouse/stock-months/${month.id}/balances` }]
          : []),
      ],
      facts: [
        { label: '期初', value: month.opening === null ? '' : `${month.opening} 件` },
        { label: '入', value: month.incoming === null ? '' : `${month.incoming} 件` },
        { label: '出', value: month.outgoing === null ? '' : `${month.outgoing} 件` },
        { label: '期末', value: month.closing === null ? '' : `${month.closing} 件` },
        { label: '结账人', value: month.closer ?? '' },
        { label: '结账时间', value: month.closedAt ? formatMinute(month.closedAt) : '' },
      ],
    },
    ...(month.state === 'OPEN' ? { alerts: [checkAlert(checks)] } : {}),
    tables: [reasonTable(month, reasons)],
    timeline: timelineOf(stockMonths, history),
  }
}

function checkAlert(checks: readonly Check[]): Alert {
  const missing = checks.flatMap((check) => check.missing ?? [])
  if (missing.length === 0) {
    const text = `${checks.map(({ label }) => label).join('，')}。结账时会再核对一次台账。`
    return { tone: 'success', title: '可以结账', text }
  }
  return { tone: 'warning', title: '还不能结账', text: '先处理下面这些：', items: [...missing] }
}

function reasonTable({ state }: MonthRow, rows: readonly ReasonRow[]): TableView {
  return {
    id: 'reasons',
    title: state === 'CLOSED' ? '出入库原因' : '出入库原因（未结账，随时变化）',
    label: '出入库原因',
    columns: [
      { key: 'reason', label: '原因' },
      { key: 'incoming', label: '入', unit: '件', numeric: true },
      { key: 'outgoing', label: '出', unit: '件', numeric: true },
    ],
    rows: rows.map(({ reason, incoming, outgoing }) => ({
      id: reason,
      cells: { reason: reasonLabels[reason], incoming: String(incoming), outgoing: String(outgoing) },
    })),
    ...(rows.length > 0
      ? {
          sums: {
            incoming: String(sumOf(rows, ({ incoming }) => incoming)),
            outgoing: String(sumOf(rows, ({ outgoing }) => outgoing)),
          },
        }
      : {}),
    empty: { title: '这个月没有出入库', text: '没有流水也要结账，期末等于期初。' },
  }
}

/** What a closed month has frozen, SKU by SKU and location by location. */
export function balancesPage(query: ListQuery, month: MonthRow, rows: readonly FrozenRow[]): ListPage {
  const path = `/warehouse/stock-months/${month.id}`
  return {
    title: `各 SKU 结存 ${month.month}`,
    breadcrumb: [home, { label: month.month, href: path }, { label: '各 SKU 结存' }],
    head: { title: `${month.month} 各 SKU 结存`, text: '期初 + 入 − 出 = 期末；移库、打包同时算出和入。' },
    table: {
      label: '各 SKU 结存',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: 'SKU 编码' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      columns: [
        { key: 'sku', label: 'SKU 编码', fixed: true },
        { key: 'product', label: '货品', width: 'wide' },
        { key: 'location', label: '库位' },
        { key: 'opening', label: '期初', unit: '件', numeric: true },
        { key: 'incoming', label: '入', unit: '件', numeric: true },
        { key: 'outgoing', label: '出', unit: '件', numeric: true },
        { key: 'closing', label: '期末', unit: '件', numeric: true },
      ],
      rows: rows.map((row) => ({
        id: `${row.skuId}-${row.locationId}`,
        label: `${row.sku} ${row.location}`,
        cells: {
          sku: { text: row.sku, href: `/warehouse/stock/${row.skuId}`, mono: true },
          product: row.product,
          location: { text: row.location, href: `/warehouse/locations/${row.locationId}`, mono: true },
          opening: String(row.opening),
          incoming: String(row.incoming),
          outgoing: String(row.outgoing),
          closing: String(row.closing),
        },
      })),
      empty: { title: '没有结存', text: '结账以后才有；或者换一个 SKU 编码。' },
    },
  }
}
