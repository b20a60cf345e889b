import type { Actor } from '../../../actor.ts'
import { momentWords, timeLeft } from '../../../lib/date-words.ts'
import { HOUR_MS, formatMinute, plus } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Cell, Crumb, Option, RichCell, RowView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import type { Wording } from '../../../web/timeline.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { shipments } from '../shipments/noun.ts'
import { pickupExceptions } from './noun.ts'
import type { ExceptionRow, Part } from './queries.ts'
import { PARTS } from './queries.ts'
import { states } from './workflow.ts'

const home: Crumb = { label: '揽收异常', href: '/warehouse/pickup-exceptions' }
const partLabels: Record<Part, string> = { open: states.OPEN.label, resolved: states.RESOLVED.label }
const FILTERS = ['q', 'shop', 'type'] as const

/** What the list of exceptions shows. */
export interface Listed {
  readonly rows: readonly ExceptionRow[]
  readonly counts: Record<Part, number>
  readonly shops: Option[]
  /** Of all exceptions, as choices. */
  readonly types: readonly string[]
  readonly now: Date
}

/** The list of parcels that weren't picked up. */
export function listPage(query: ListQuery, { rows, counts, shops, types, now }: Listed): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const set = FILTERS.some((name) => query.get(name))
  const none = { value: '', label: '全部' }
  return {
    title: '揽收异常',
    breadcrumb: [{ label: '仓库' }, { label: '揽收异常' }],
    head: {
      title: '揽收异常',
      text: '快递没有按时揽收、或快要超时的包裹，来自平台“包裹中心 › 揽收异常”的导出文件。',
    },
    table: {
      label: '揽收异常',
      path: query.path,
      keep: query.keep(...FILTERS),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '订单号或运单号' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: [none, ...shops] }),
        field('type', '异常类型', 'select', query.get('type') ?? '', {
          options: [none, ...types.map((value) => ({ value, label: value }))],
        }),
      ],
      ...(set ? { reset: query.href(Object.fromEntries(FILTERS.map((name) => [name, undefined]))) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'order', label: '订单', fixed: true },
        { key: 'type', label: '异常类型' },
        { key: 'due', label: '应揽收时间' },
        { key: 'title', label: '商品', width: 'wide' },
        { key: 'shipment', label: '发货单' },
        { key: 'waybill', label: '运单' },
        { key: 'compensation', label: '预计赔付', unit: '元', numeric: true },
        { key: 'shop', label: '店铺' },
      ],
      rows: rows.map((row) => rowOf(row, now)),
      empty: set
        ? { title: '没有符合条件的揽收异常', text: '换一个搜索词，或去掉筛选条件。' }
        : emptyOf(part),
    },
  }
}

function emptyOf(part: Part): ListPage['table']['empty'] {
  if (part === 'resolved') return { title: '还没有处理过的揽收异常', text: '处理完成的会留在这里。' }
  return {
    title: '没有待处理的揽收异常',
    text: '导入平台的揽收异常文件后会出现在这里。',
    action: { label: '导入文件', href: '/orders/imports' },
  }
}

/** An exception as a row of a list. */
export function rowOf(row: ExceptionRow, now: Date): RowView {
  return {
    id: String(row.id),
    label: row.platformOrderId,
    cells: {
      order: { text: row.platformOrderId, href: pathOf(row), mono: true },
      type: typeCell(row),
      due: dueCell(row, now),
      title: row.title ?? '',
      shipment: shipmentCell(row),
      waybill: row.trackingNumber ? { text: row.trackingNumber, sub: row.carrier ?? '', mono: true } : '',
      compensation: row.compensationFen === null ? '' : formatYuan(row.compensationFen),
      shop: row.shopName,
    },
  }
}

/** An exception as a row of its order's page. */
export function rowOfOrder(row: ExceptionRow, now: Date): RowView {
  const { id, cells } = rowOf(row, now)
  const type = { ...typeCell(row), href: pathOf(row) }
  const state = { text: '', badge: stateBadge(pickupExceptions, row.state) }
  return { id, cells: { ...cells, type, state } }
}

function pathOf({ id }: ExceptionRow): string {
  return `/warehouse/pickup-exceptions/${id}`
}

function typeCell({ exceptionType: text, timeoutType: sub }: ExceptionRow): RichCell {
  return sub ? { text, sub } : { text }
}

/** How long the courier still has; color and words say the same. */
function dueCell({ pickupDueAt: due, state }: ExceptionRow, now: Date): Cell {
  if (due === null) return ''
  const exact = { time: due.toISOString(), title: `应揽收 ${formatMinute(due)}` }
  if (state === 'RESOLVED') return { text: formatMinute(due), ...exact }
  const left = { text: timeLeft(due, now), sub: momentWords(due, now), ...exact }
  if (due <= now) return { ...left, tone: 'danger' }
  return due < plus(now, 4 * HOUR_MS) ? { ...left, tone: 'warning' } : left
}

function shipmentCell({ shipmentId, shipmentNumber, shipmentState }: ExceptionRow): Cell {
  if (shipmentNumber === null || shipmentState === null) return ''
  const { label } = stateBadge(shipments, shipmentState)
  return { text: shipmentNumber, href: `/warehouse/shipments/${shipmentId}`, mono: true, sub: label }
}

/** History keeps fen and moments in UTC; people read yuan and Shanghai's time. */
const wording: Wording = {
  compensationFen: (fen) => (typeof fen === 'number' ? `${formatYuan(fen)} 元` : ''),
}

/** An exception with what the platform says of it and what became of it. */
export function showPage(
  actor: Actor,
  row: ExceptionRow,
  history: readonly HistoryRow[],
  now: Date,
): RecordPage {
  const moment = (at: Date | null): string => (at ? formatMinute(at) : '')
  return {
    title: `揽收异常 ${row.platformOrderId}`,
    breadcrumb: [home, { label: row.platformOrderId }],
    head: {
      title: '揽收异常',
      number: row.platformOrderId,
      state: stateBadge(pickupExceptions, row.state),
      actions: moveActions(pickupExceptions, actor, row),
      facts: [
        { label: '店铺', value: row.shopName },
        { label: '异常类型', value: row.exceptionType },
        { label: '超时类型', value: row.timeoutType ?? '' },
        { label: '应揽收时间', value: dueCell(row, now) },
        {
          label: '预计赔付',
          value: row.compensationFen === null ? '' : `${formatYuan(row.compensationFen)} 元`,
        },
      ],
    },
    facts: [
      {
        title: '包裹',
        facts: [
          { label: '订单', value: orderCell(row) },
          { label: '发货单', value: shipmentCell(row) },
          { label: '快递', value: row.carrier ?? '' },
          {
            label: '运单号',
            value: row.trackingNumber ? { text: row.trackingNumber, mono: true, copy: true } : '',
          },
          { label: '支付时间', value: moment(row.paidAt) },
          { label: '数据截至', value: moment(row.exportedAt) },
          { label: '商品', value: row.title ?? '', wide: true },
          { label: '平台备注', value: row.note ?? '', wide: true },
        ],
      },
    ],
    timeline: timelineOf(pickupExceptions, history, wording),
  }
}

function orderCell({ orderId, platformOrderId }: ExceptionRow): Cell {
  return orderId === null
    ? { text: platformOrderId, mono: true, sub: '系统里还没有这笔订单' }
    : { text: platformOrderId, mono: true, href: `/orders/orders/${orderId}` }
}
