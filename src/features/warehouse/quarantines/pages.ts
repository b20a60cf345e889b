import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Cell, Crumb, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { PROBLEMS } from './problems.ts'
import { quarantines } from './noun.ts'
import type { Part, QuarantineRow } from './queries.ts'
import { PARTS } from './queries.ts'

const home: Crumb = { label: '隔离货品', href: '/warehouse/quarantines' }
const planLabels = { RETURN_TO_SUPPLIER: '退回供应商', REWORK: '送返工' } as const
const partLabels: Record<Part, string> = { open: '待处理', decided: '已处理' }

/** The list of goods that are set apart. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly QuarantineRow[],
  counts: Record<Part, number>,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const why = whyNot(quarantines, actor, 'create', null)
  return {
    title: '隔离货品',
    breadcrumb: [{ label: '仓库' }, { label: '隔离货品' }],
    head: {
      title: '隔离货品',
      text: '收货、拣货、验货时发现的问题货品先隔离，再决定返工、放到货架、退回供应商或报损。',
    },
    table: {
      label: '隔离货品',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '隔离单号或 SKU 编码' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '隔离单', fixed: true },
        { key: 'code', label: 'SKU' },
        { key: 'product', label: '货品', width: 'wide' },
        { key: 'quantity', label: '数量', unit: '件', numeric: true },
        { key: 'reason', label: '问题' },
        { key: 'location', label: '原库位' },
        { key: 'paper', label: '来自' },
        { key: 'reporter', label: '报告人' },
        { key: 'created', label: '报告时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.number,
        cells: {
          number: { text: row.number, href: `/warehouse/quarantines/${row.id}`, mono: true },
          code: { text: row.code, mono: true },
          product: { text: row.product, sub: [row.color, row.size].filter(Boolean).join(' ') },
          quantity: String(row.quantity),
          reason: row.reason,
          location: { text: row.location, mono: true },
          paper: paperCell(row),
          reporter: row.reporterName ?? '系统',
          created: formatMinute(row.createdAt),
          state: { text: '', badge: stateBadge(quarantines, row.state) },
        },
      })),
      create: why
        ? { label: '报告问题货品', disabledBecause: why }
        : { label: '报告问题货品', href: '/warehouse/quarantines/new' },
      empty: {
        title: part === 'open' ? '没有待处理的隔离货品' : '还没有处理过的隔离货品',
        text: '问题货品在仓库终端或这里报告后会出现在列表中。',
      },
    },
  }
}

/** The parcel for which they were picked, or the delivery in which they came. */
function paperCell(row: QuarantineRow): Cell {
  if (row.deliveryNumber)
    return { text: row.deliveryNumber, href: `/warehouse/deliveries/${row.deliveryId}`, mono: true }
  return row.shipmentNumber
    ? { text: row.shipmentNumber, href: `/warehouse/shipments/${row.shipmentId}`, mono: true }
    : ''
}

/** The form for goods found bad on the shelf. */
export function newPage(skus: readonly string[], locations: readonly string[], typed?: Typed): FormPage {
  return {
    title: '报告问题货品',
    breadcrumb: [home, { label: '报告' }],
    head: {
      title: '报告问题货品',
      text: '货品移入隔离区，不能再销售；已预留的发货单会改用其他库位的货，或转为缺货。',
    },
    form: formOf(
      {
        action: '/warehouse/quarantines',
        submit: '移入隔离区',
        cancel: '/warehouse/quarantines',
        token: formToken(),
        fields: [
          field('sku', '货品', 'text', '', {
            required: true,
            datalist: [...skus],
            placeholder: 'SKU 编码或条码',
            width: 'half',
          }),
          field('location', '所在库位', 'text', '', {
            required: true,
            datalist: [...locations],
            width: 'half',
          }),
          field('quantity', '数量', 'number', '1', { required: true, min: '1', unit: '件', width: 'third' }),
          field('problem', '问题', 'select', '', {
            required: true,
            options: [{ value: '', label: '请选择' }, ...PROBLEMS.map((value) => ({ value, label: value }))],
            width: 'third',
          }),
          field('detail', '说明', 'textarea', '', { maxLength: 200, rows: 2 }),
        ],
      },
      typed,
    ),
  }
}

/** Problem goods with what can be decided about them. */
export function showPage(actor: Actor, row: QuarantineRow, history: readonly HistoryRow[]): RecordPage {
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: [row.product, row.color, row.size].filter(Boolean).join(' '),
      number: row.number,
      state: stateBadge(quarantines, row.state),
      actions: moveActions(quarantines, actor, row),
      facts: [
        { label: 'SKU', value: { text: row.code, href: `/catalog/skus/${row.skuId}`, mono: true } },
        { label: '数量', value: `${row.quantity} 件` },
        { label: '问题', value: row.reason },
        { label: '原库位', value: { text: row.location, mono: true } },
        { label: '来自', value: paperCell(row) },
        { label: '建议', value: row.plan ? planLabels[row.plan] : '' },
        { label: '报告人', value: row.reporterName ?? '系统' },
        { label: '报告时间', value: formatMinute(row.createdAt) },
      ],
    },
    timeline: timelineOf(quarantines, history, {
      plan: (value) => planLabels[value as keyof typeof planLabels] ?? '—',
    }),
  }
}
