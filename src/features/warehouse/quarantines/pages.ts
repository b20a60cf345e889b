import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Action, Cell, Crumb, Figure } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { photoAction, photosView } from '../../../web/photos.ts'
import { formatYuan } from '../../../lib/money.ts'
import { allowed, whyNot } from '../../../work/nouns.ts'
import type { PhotoRow } from '../../../work/photos.ts'
import { skus } from '../../catalog/skus/noun.ts'
import { quarantines } from './noun.ts'
import type { Ageing, Ages, Part, QuarantineRow } from './queries.ts'
import { PARTS } from './queries.ts'
import type { moves } from './workflow.ts'
import { OPEN_STATES } from './workflow.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '隔离货品', href: '/warehouse/quarantines' }
const planLabels = { RETURN_TO_SUPPLIER: '退回供应商', REWORK: '送返工' } as const
const partLabels: Record<Part, string> = { open: '未处理完', asked: '报损待批', decided: '已处理' }

/** What the list shows beside its filter. */
export interface Listed {
  readonly rows: readonly QuarantineRow[]
  readonly counts: Record<Part, number>
  readonly ageing: Ageing
  readonly ages: Ages
}

/** The list of goods that are set apart. */
export function listPage(actor: Actor, query: ListQuery, { rows, counts, ageing, ages }: Listed): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const why = whyNot(quarantines, actor, 'create', null)
  return {
    title: '隔离货品',
    breadcrumb: [{ label: '仓库' }, { label: '隔离货品' }],
    head: {
      title: '隔离货品',
      text: '收货、拣货、验货、退货时发现的问题货品先隔离，再决定返工、放回货架、退回供应商或报损。',
    },
    figures: figuresOf(ageing, ages),
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
        { key: 'age', label: '库龄', unit: '天', numeric: true },
        { key: 'location', label: '原库位' },
        { key: 'source', label: '来源' },
        { key: 'reporter', label: '报告人' },
        { key: 'created', label: '报告时间', hidden: true },
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
          age: ageCell(row, ages),
          location: { text: row.location, mono: true },
          source: sourceCell(row),
          reporter: row.reporterName ?? '系统',
          created: momentCell(row.createdAt),
          state: { text: '', badge: stateBadge(quarantines, row.state) },
        },
      })),
      create: why
        ? { label: '报告问题货品', disabledBecause: why }
        : { label: '报告问题货品', href: '/warehouse/quarantines/new' },
      empty: {
        title: `没有${partLabels[part]}的隔离货品`,
        text: '问题货品在仓库终端或这里报告后会出现在列表中。',
      },
    },
  }
}

function figuresOf({ cases, pieces, old, tooOld, oldest }: Ageing, ages: Ages): Figure[] {
  return [
    { label: '在隔离区', value: String(pieces), unit: '件', hint: `${cases} 张隔离单` },
    {
      label: `积压 ${ages.old} 天以上`,
      value: String(old),
      unit: '件',
      tone: old > 0 ? 'warning' : 'neutral',
    },
    {
      label: `积压 ${ages.tooOld} 天以上`,
      value: String(tooOld),
      unit: '件',
      tone: tooOld > 0 ? 'danger' : 'neutral',
    },
    {
      label: '最久的一批',
      value: oldest === null ? '—' : String(oldest),
      ...(oldest === null ? {} : { unit: '天' }),
    },
  ]
}

function ageCell({ age, state }: QuarantineRow, { old, tooOld }: Ages): Cell {
  const text = String(age)
  if (!(OPEN_STATES as readonly string[]).includes(state) || age < old) return text
  return age < tooOld ? { text, tone: 'warning', sub: '积压' } : { text, tone: 'danger', sub: '严重积压' }
}

/** From which paper the goods came to be set apart. */
function sourceCell(row: QuarantineRow): Cell {
  if (row.returnNumber)
    return { text: row.returnNumber, href: `/warehouse/returns/${row.returnId}`, mono: true, sub: '退货' }
  if (row.deliveryNumber)
    return {
      text: row.deliveryNumber,
      href: `/warehouse/deliveries/${row.deliveryId}`,
      mono: true,
      sub: '到货',
    }
  if (row.shipmentNumber)
    return {
      text: row.shipmentNumber,
      href: `/warehouse/shipments/${row.shipmentId}`,
      mono: true,
      sub: '拣货',
    }
  return row.returnId === null ? '货架' : '退货'
}

/** A case with what hangs on it. */
export interface Shown {
  readonly row: QuarantineRow
  /** What may be written off by a lead alone, in yuan. */
  readonly alone: number
  /** What the goods had cost, in fen; null where nobody has said. */
  readonly worth: number | null
  readonly ages: Ages
  readonly photos: readonly PhotoRow[]
  readonly history: readonly HistoryRow[]
}

/** Problem goods with what can be decided about them. */
export function showPage(actor: Actor, shown: Shown): RecordPage {
  const { row, ages, photos, history } = shown
  const { reworkDueAt } = row
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: [row.product, row.color, row.size].filter(Boolean).join(' '),
      number: row.number,
      state: stateBadge(quarantines, row.state),
      actions: [...decisionsOn(actor, shown), photoAction(quarantines, actor, row)],
      facts: [
        { label: 'SKU', value: { text: row.code, href: `/catalog/skus/${row.skuId}`, mono: true } },
        { label: '数量', value: `${row.quantity} 件` },
        { label: '问题', value: row.reason },
        { label: '库龄（天）', value: ageCell(row, ages) },
        { label: '原库位', value: { text: row.location, mono: true } },
        { label: '来源', value: sourceCell(row) },
        { label: '建议', value: row.plan ? planLabels[row.plan] : '' },
        { label: '报告人', value: row.reporterName ?? '系统' },
        { label: '报告时间', value: formatMinute(row.createdAt) },
        ...(row.supplier
          ? [
              {
                label: '退给供应商',
                value: { text: row.supplier, href: `/catalog/suppliers/${row.supplierId}` },
              },
            ]
          : []),
        ...(row.reworkedBy ? [{ label: '返工方', value: row.reworkedBy }] : []),
        ...(reworkDueAt ? [{ label: '应返回时间', value: formatMinute(reworkDueAt) }] : []),
        ...(row.askedByName ? [{ label: '报损申请人', value: row.askedByName }] : []),
        ...(allowed(skus, actor, 'see-cost', null) ? [{ label: '货值（元）', value: worthOf(shown) }] : []),
      ],
    },
    photos: photosView(quarantines.key, row.id, photos),
    timeline: timelineOf(quarantines, history, {
      plan: (value) => planLabels[value as keyof typeof planLabels] ?? '',
    }),
  }
}

function worthOf({ row, worth }: Shown): string {
  const fen = row.writeOffFen ?? worth
  return fen === null ? '没有填成本' : formatYuan(fen)
}

/** Of the two ways to write off only the one that fits: alone where it's little, else by asking. */
function decisionsOn(actor: Actor, { row, alone, worth }: Shown): Action[] {
  const little = worth !== null && worth <= alone * 100 && allowed(quarantines, actor, 'write-off', row)
  const other: keyof typeof moves = little ? 'ask-write-off' : 'write-off'
  return moveActions(quarantines, actor, row, other)
}
