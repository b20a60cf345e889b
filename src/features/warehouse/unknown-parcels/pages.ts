import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Cell, Crumb, Field, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { photoAction, photosView } from '../../../web/photos.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { isTime, whyNot } from '../../../work/nouns.ts'
import type { PhotoRow } from '../../../work/photos.ts'
import { CARRIERS } from '../shipments/carriers.ts'
import { unknownParcels } from './noun.ts'
import type { Part, UnknownRow } from './queries.ts'
import { PARTS } from './queries.ts'

const LIST = '/warehouse/unknown-parcels'
const home: Crumb = { label: '无主包裹', href: LIST }
const partLabels: Record<Part, string> = { open: '待查明', unclaimed: '无人认领', tied: '已归入退货' }

/** The list of parcels that nobody expects. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly UnknownRow[],
  counts: Record<Part, number>,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const why = whyNot(unknownParcels, actor, 'create', null)
  return {
    title: '无主包裹',
    breadcrumb: [{ label: '仓库' }, { label: '无主包裹' }],
    head: { title: '无主包裹', text: '没有人登记退货的包裹先登记在这里，查明是哪笔订单的再归入退货验收。' },
    table: {
      label: '无主包裹',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '单号或运单号' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '无主包裹', fixed: true },
        { key: 'waybill', label: '运单' },
        { key: 'goods', label: '内装货品', width: 'wide' },
        { key: 'note', label: '说明', width: 'wide' },
        { key: 'return', label: '退货单' },
        { key: 'who', label: '登记人' },
        { key: 'created', label: '登记时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.number,
        cells: {
          number: { text: row.number, href: `${LIST}/${row.id}`, mono: true },
          waybill: waybillCell(row),
          goods: row.goods,
          note: row.note ?? '',
          return: returnCell(row),
          who: row.reporterName ?? '系统',
          created: formatMinute(row.createdAt),
          state: { text: '', badge: stateBadge(unknownParcels, row.state) },
        },
      })),
      create: why
        ? { label: '登记无主包裹', disabledBecause: why }
        : { label: '登记无主包裹', href: `${LIST}/new` },
      empty: { title: `没有${partLabels[part]}的包裹`, text: '在退货台或终端扫到没有人等的包裹时登记。' },
    },
  }
}

const waybillCell = ({ trackingNumber, carrier }: UnknownRow): Cell => ({
  text: trackingNumber ?? '',
  mono: true,
  ...(carrier ? { sub: carrier } : {}),
})
const returnCell = ({ returnNumber, returnId }: UnknownRow): Cell =>
  returnNumber ? { text: returnNumber, href: `/warehouse/returns/${returnId}`, mono: true } : ''

function fieldsOf(row: Pick<UnknownRow, 'trackingNumber' | 'carrier' | 'note' | 'goods'>): Field[] {
  return [
    field('trackingNumber', '运单号', 'text', row.trackingNumber ?? '', { maxLength: 60, width: 'half' }),
    field('carrier', '快递', 'text', row.carrier ?? '', {
      maxLength: 30,
      datalist: [...CARRIERS],
      width: 'half',
    }),
    field('goods', '内装货品', 'textarea', row.goods.replaceAll(' × ', ' ').replaceAll('；', '\n'), {
      rows: 5,
      maxLength: 5000,
      hint: '本店的货品每行一种：SKU 编码或条码，空一格，件数。',
    }),
    field('note', '说明', 'textarea', row.note ?? '', {
      rows: 3,
      maxLength: 500,
      hint: '寄件信息、其他内装物、外观。不要写寄件人的姓名、电话和地址。',
    }),
  ]
}

/** The form for a parcel that nobody expects. */
export function newPage(trackingNumber: string, typed?: Typed): FormPage {
  const unsaid = { trackingNumber, carrier: null, note: null, goods: '' }
  return {
    title: '登记无主包裹',
    breadcrumb: [home, { label: '登记' }],
    head: { title: '登记无主包裹', text: '货品先不计入库存；查明归属后在退货单上验收。' },
    form: formOf(
      { action: LIST, submit: '登记', cancel: LIST, token: formToken(), fields: fieldsOf(unsaid) },
      typed,
    ),
  }
}

/** The form to change one. With `typed` after a conflict, both versions are shown. */
export function editPage(row: UnknownRow, typed?: Typed, conflict = false): FormPage {
  const path = `${LIST}/${row.id}`
  const fields = fieldsOf(row)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: row.version, fields },
    typed,
  )
  return {
    title: `修改 ${row.number}`,
    breadcrumb: [home, { label: row.number, href: path }, { label: '修改' }],
    head: { title: '修改无主包裹', text: row.number },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** The form that says whose it is. */
export function tiePage(row: UnknownRow, typed?: Typed): FormPage {
  const path = `${LIST}/${row.id}`
  return {
    title: '查明归属',
    breadcrumb: [home, { label: row.number, href: path }, { label: '查明归属' }],
    head: {
      title: '查明归属',
      text: `${row.number}${row.goods ? `：${row.goods}` : ''}。归入后退货单登记到货，再逐件验收。`,
    },
    form: formOf(
      {
        action: `${path}/tie`,
        submit: '归入退货',
        cancel: path,
        token: formToken(),
        version: row.version,
        fields: [
          field('code', '退货单号、订单号或运单号', 'text', '', {
            required: true,
            maxLength: 100,
            hint: '有退货单的归入它；只有订单的，按已发出的货品新建退货单',
          }),
          field('remark', '备注', 'textarea', '', { rows: 2, maxLength: 500 }),
        ],
      },
      typed,
    ),
  }
}

/** A parcel with what can be done about it. */
export function showPage(
  actor: Actor,
  row: UnknownRow,
  photos: readonly PhotoRow[],
  history: readonly HistoryRow[],
): RecordPage {
  const path = `${LIST}/${row.id}`
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: '无主包裹',
      number: row.number,
      state: stateBadge(unknownParcels, row.state),
      actions: [
        ...moveActions(unknownParcels, actor, row),
        ...(isTime(unknownParcels, 'edit', row)
          ? [deedLink(unknownParcels, actor, row, 'edit', `${path}/edit`)]
          : []),
        photoAction(unknownParcels, actor, row),
      ],
      facts: [
        { label: '运单', value: waybillCell(row) },
        { label: '退货单', value: returnCell(row) },
        { label: '登记人', value: row.reporterName ?? '系统' },
        { label: '登记时间', value: formatMinute(row.createdAt) },
        { label: '内装货品', value: row.goods, wide: true },
        { label: '说明', value: row.note ?? '', wide: true },
      ],
    },
    photos: photosView(unknownParcels.key, row.id, photos),
    timeline: timelineOf(unknownParcels, history),
  }
}
