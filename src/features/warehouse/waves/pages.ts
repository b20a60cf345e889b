import type { Actor } from '../../../actor.ts'
import { relative } from '../../../lib/date-words.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedButton, moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, RichCell, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { isTime, whyNot } from '../../../work/nouns.ts'
import { shipments } from '../shipments/noun.ts'
import type { ShipmentRow } from '../shipments/queries.ts'
import { waves } from './noun.ts'
import type { Proposal, Shape } from './propose.ts'
import type { Part, PickRow, WaveRow } from './queries.ts'
import { PARTS } from './queries.ts'
import { states } from './workflow.ts'

const home: Crumb = { label: '波次', href: '/warehouse/waves' }
const partLabels: Record<Part, string> = {
  picking: states.PICKING.label,
  picked: states.PICKED.label,
  cancelled: states.CANCELLED.label,
}
const shapes: Record<Shape, string> = { single: '单件', multiple: '同款多件', mixed: '多款' }

/** The list of waves. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly WaveRow[],
  counts: Record<Part, number>,
  now: Date,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'picking'
  const why = whyNot(waves, actor, 'create', null)
  return {
    title: '波次',
    breadcrumb: [{ label: '仓库' }, { label: '波次' }],
    head: { title: '波次', text: '一个人一趟拣完的一批包裹，由运营主管放行。' },
    table: {
      label: '波次',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '波次号' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '波次', fixed: true },
        { key: 'due', label: '剩余时间' },
        { key: 'progress', label: '已拣包裹' },
        { key: 'pieces', label: '货品', unit: '件', numeric: true },
        { key: 'picker', label: '拣货人' },
        { key: 'note', label: '备注', width: 'wide' },
        { key: 'state', label: '状态' },
        { key: 'created', label: '放行时间' },
      ],
      rows: rows.map((wave) => ({
        id: String(wave.id),
        label: wave.number,
        cells: {
          number: { text: wave.number, href: `/warehouse/waves/${wave.id}`, mono: true },
          due: dueCell(wave, now),
          progress: `${wave.picked} / ${wave.parcels}`,
          pieces: String(wave.pieces),
          picker: wave.pickerName ?? '',
          note: wave.note ?? '',
          state: { text: '', badge: stateBadge(waves, wave.state) },
          created: formatMinute(wave.createdAt),
        },
      })),
      create: why
        ? { label: '放行波次', disabledBecause: why }
        : { label: '放行波次', href: '/warehouse/waves/new' },
      empty: {
        title: `没有${partLabels[part]}的波次`,
        text: '运营主管把待分波次的发货单放行后，仓管在这里和仓库终端上拣货。',
      },
    },
  }
}

function dueCell({ shipBy, state }: WaveRow, now: Date): RichCell {
  const open = state === 'PICKING'
  return {
    text: open ? relative(shipBy, now) : formatMinute(shipBy),
    time: shipBy.toISOString(),
    title: `最早一个包裹须在 ${formatMinute(shipBy)} 前交快递`,
    ...(open && shipBy <= now ? { tone: 'danger' as const } : {}),
  }
}

/** Waves that suggest themselves from the parcels that wait. */
export function proposalsPage(proposals: readonly Proposal[], now: Date): ListPage {
  return {
    title: '放行波次',
    breadcrumb: [home, { label: '放行' }],
    head: {
      title: '放行波次',
      text: '按单件、多件、款式和颜色归类的建议；也可以在发货单列表中自选后放行。',
      actions: [{ label: '自选发货单', href: '/warehouse/shipments?part=ready', icon: 'list-check' }],
    },
    table: {
      label: '波次建议',
      columns: [
        { key: 'shape', label: '类型' },
        { key: 'goods', label: '款式', width: 'wide' },
        { key: 'color', label: '颜色' },
        { key: 'parcels', label: '包裹', unit: '个', numeric: true },
        { key: 'pieces', label: '货品', unit: '件', numeric: true },
        { key: 'due', label: '最早发货' },
      ],
      rows: proposals.map(({ shape, product, color, ids, pieces, shipBy }, i) => ({
        id: String(i + 1),
        label: `${shapes[shape]} ${product ?? '零散'}`,
        ...(shipBy <= now ? { tone: 'danger' as const } : {}),
        cells: {
          shape: shapes[shape],
          goods: product ?? (shape === 'mixed' ? '多款混装' : '零散款式'),
          color: color ?? '',
          parcels: String(ids.length),
          pieces: String(pieces),
          due: { text: relative(shipBy, now), time: shipBy.toISOString(), title: formatMinute(shipBy) },
        },
        actions: [
          {
            label: '放行',
            tone: 'primary',
            post: '/warehouse/waves',
            token: formToken(),
            asks: 'remark?',
            fields: { list: ids.join(',') },
          },
        ],
      })),
      empty: {
        title: '没有待分波次的发货单',
        text: '订单导入并审核后会自动生成发货单；缺货的在到货后回到这里。',
        action: { label: '查看发货单', href: '/warehouse/shipments' },
      },
    },
  }
}

/** The same parcels once more, when they couldn't be released. */
export function againPage(ids: readonly string[], typed: Typed): FormPage {
  return {
    title: '放行波次',
    breadcrumb: [home, { label: '放行' }],
    head: { title: '放行波次', text: `选择了 ${ids.length} 张发货单。` },
    form: formOf(
      {
        action: '/warehouse/waves',
        submit: '重新放行',
        cancel: '/warehouse/shipments?part=ready',
        token: formToken(),
        hidden: [{ name: 'list', value: ids.join(',') }],
        fields: [field('remark', '备注', 'text', '', { maxLength: 200 })],
      },
      typed,
    ),
  }
}

/** A wave with its walk, its parcels and its history. */
export function showPage(
  actor: Actor,
  wave: WaveRow,
  parcels: readonly ShipmentRow[],
  picks: readonly PickRow[],
  history: readonly HistoryRow[],
  now: Date,
): RecordPage {
  const path = `/warehouse/waves/${wave.id}`
  return {
    title: wave.number,
    breadcrumb: [home, { label: wave.number }],
    head: {
      title: '波次',
      number: wave.number,
      state: stateBadge(waves, wave.state),
      actions: [
        ...moveActions(waves, actor, wave),
        ...(isTime(waves, 'take-over', wave) ? [deedButton(waves, actor, wave, 'take-over')] : []),
        { label: '打印拣货单', href: `${path}/pick-list`, icon: 'printer' },
        { label: '打印装箱单', href: `/warehouse/shipments/slips?wave=${wave.id}`, icon: 'printer' },
      ],
      facts: [
        { label: '最早发货', value: dueCell(wave, now) },
        { label: '已拣包裹', value: `${wave.picked} / ${wave.parcels}` },
        { label: '货品', value: `${wave.pieces} 件` },
        { label: '拣货人', value: wave.pickerName ?? '未接手' },
        { label: '备注', value: wave.note ?? '' },
      ],
    },
    tables: [picksTable(picks), parcelsTable(parcels)],
    timeline: timelineOf(waves, history, { pickerId: () => wave.pickerName ?? '' }),
  }
}

function picksTable(picks: readonly PickRow[]): TableView {
  return {
    id: 'picks',
    title: '拣货',
    label: '拣货',
    columns: [
      { key: 'location', label: '库位' },
      { key: 'code', label: 'SKU' },
      { key: 'product', label: '商品', width: 'wide' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
    ],
    rows: summed(picks).map((pick) => ({
      id: `${pick.location}/${pick.code}`,
      cells: {
        location: { text: pick.location, mono: true },
        code: { text: pick.code, mono: true },
        product: { text: pick.product, sub: [pick.color, pick.size].filter(Boolean).join(' ') },
        quantity: String(pick.quantity),
      },
    })),
    empty: { title: '没有要拣的货品', text: '这个波次的货品都已打包，或已退出波次。' },
  }
}

/** Pieces of each SKU at each location over all parcels; `picks` come in the order of the walk. */
export function summed(picks: readonly PickRow[]): PickRow[] {
  const places = new Map<string, PickRow>()
  for (const pick of picks) {
    const key = `${pick.location}/${pick.code}`
    const known = places.get(key)
    places.set(key, known ? { ...known, quantity: known.quantity + pick.quantity } : pick)
  }
  return [...places.values()]
}

function parcelsTable(parcels: readonly ShipmentRow[]): TableView {
  return {
    id: 'parcels',
    title: '包裹',
    label: '包裹',
    columns: [
      { key: 'slot', label: '格号', numeric: true },
      { key: 'number', label: '发货单' },
      { key: 'shop', label: '店铺' },
      { key: 'pieces', label: '货品', unit: '件', numeric: true },
      { key: 'waybill', label: '运单号' },
      { key: 'state', label: '状态' },
    ],
    rows: parcels.map((row, i) => ({
      id: String(row.id),
      label: row.number,
      cells: {
        slot: String(i + 1),
        number: { text: row.number, href: `/warehouse/shipments/${row.id}`, mono: true },
        shop: row.shopName,
        pieces: String(row.pieces),
        waybill: row.trackingNumber ? { text: row.trackingNumber, mono: true } : '',
        state: {
          text: '',
          badge: stateBadge(shipments, row.state),
          ...(row.warning ? { sub: row.warning } : {}),
        },
      },
    })),
    empty: { title: '没有包裹', text: '包裹都已退出这个波次。' },
  }
}
