import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Cell, Crumb, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { KINDS, STEPS, kinds, steps } from './kinds.ts'
import { shippingFaults } from './noun.ts'
import type { FaultRow, Part } from './queries.ts'
import { PARTS } from './queries.ts'

const LIST = '/warehouse/shipping-faults'
const home: Crumb = { label: '发货差错', href: LIST }
const partLabels: Record<Part, string> = { standing: '成立', objected: '有异议', withdrawn: '已撤销' }

/** The list of what went wrong. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly FaultRow[],
  counts: Record<Part, number>,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'standing'
  const why = whyNot(shippingFaults, actor, 'create', null)
  const set = query.get('q') ?? query.get('kind') ?? query.get('person')
  return {
    title: '发货差错',
    breadcrumb: [{ label: '仓库' }, { label: '发货差错' }],
    head: {
      title: '发货差错',
      text: '包裹发出后发现的错发、少发、多发和超时，记在当时经手的人名下；本人可以提出异议。',
      actions: [{ label: '超时发货清单', href: '/warehouse/shipments/late' }],
    },
    table: {
      label: '发货差错',
      path: query.path,
      keep: query.keep('q', 'kind'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '差错单号或发货单号' }),
      filters: [
        field('kind', '差错', 'select', query.get('kind') ?? '', {
          options: [
            { value: '', label: '全部' },
            ...KINDS.map((value) => ({ value, label: kinds[value].label })),
          ],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, kind: undefined, person: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '差错单', fixed: true },
        { key: 'kind', label: '差错' },
        { key: 'shipment', label: '发货单' },
        { key: 'description', label: '情况', width: 'wide' },
        { key: 'who', label: '经手人' },
        { key: 'acted', label: '经手时间' },
        { key: 'registrar', label: '登记人' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => ({ id: String(row.id), label: row.number, cells: cellsOf(row) })),
      create: why
        ? { label: '登记发货差错', disabledBecause: why }
        : { label: '登记发货差错', href: `${LIST}/new` },
      empty: { title: `没有${partLabels[part]}的差错`, text: '在发货单或退货单的页面上，也可以直接登记。' },
    },
  }
}

function cellsOf(row: FaultRow): Record<string, Cell> {
  return {
    number: { text: row.number, href: `${LIST}/${row.id}`, mono: true },
    kind: kinds[row.kind].label,
    shipment: { text: row.shipmentNumber, href: `/warehouse/shipments/${row.shipmentId}`, mono: true },
    description: row.description,
    who: { text: row.personName ?? '没有记录', sub: steps[row.step] },
    acted: formatMinute(row.actedAt),
    registrar: { text: row.registrarName ?? '系统', sub: formatMinute(row.createdAt) },
    state: { text: '', badge: stateBadge(shippingFaults, row.state) },
  }
}

/** The faults of a parcel, for its page. */
export function faultTable(rows: readonly FaultRow[]): TableView {
  return {
    id: 'faults',
    title: '发货差错',
    label: '发货差错',
    columns: [
      { key: 'number', label: '差错单' },
      { key: 'kind', label: '差错' },
      { key: 'description', label: '情况', width: 'wide' },
      { key: 'who', label: '经手人' },
      { key: 'state', label: '状态' },
    ],
    rows: rows.map((row) => ({ id: String(row.id), cells: cellsOf(row) })),
    empty: { title: '没有差错', text: '' },
  }
}

/** What the form already knows. */
export interface About {
  readonly shipment: string
  readonly returnId: string
}

/** The form for something that was found wrong. */
export function newPage({ shipment, returnId }: About, typed?: Typed): FormPage {
  return {
    title: '登记发货差错',
    breadcrumb: [home, { label: '登记' }],
    head: {
      title: '登记发货差错',
      text: '记在当时经手的人名下，计入差错率；本人会收到消息，可以提出异议。',
    },
    form: formOf(
      {
        action: LIST,
        submit: '登记',
        cancel: LIST,
        token: formToken(),
        fields: [
          field('returnId', '', 'hidden', returnId),
          field('shipment', '发货单', 'text', shipment, {
            required: true,
            maxLength: 60,
            width: 'third',
            hint: '发货单号或运单号',
          }),
          field('kind', '差错', 'select', '', {
            required: true,
            width: 'third',
            options: KINDS.map((value) => ({ value, label: kinds[value].label })),
          }),
          field('step', '环节', 'select', '', {
            width: 'third',
            options: [
              { value: '', label: '按差错的种类' },
              ...STEPS.map((value) => ({ value, label: steps[value] })),
            ],
          }),
          field('description', '情况', 'textarea', '', {
            required: true,
            rows: 3,
            maxLength: 500,
            hint: '应发什么、实发什么、谁发现的',
          }),
        ],
      },
      typed,
    ),
  }
}

/** A fault with what can be done about it. */
export function showPage(actor: Actor, row: FaultRow, history: readonly HistoryRow[]): RecordPage {
  const { kind, shipment, who, acted, registrar } = cellsOf(row)
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: kinds[row.kind].label,
      number: row.number,
      state: stateBadge(shippingFaults, row.state),
      actions: [
        ...moveActions(shippingFaults, actor, row),
        { label: '打包记录', href: `/warehouse/shipments/${row.shipmentId}/evidence`, icon: 'file-search' },
      ],
      facts: [
        { label: '差错', value: kind as Cell },
        { label: '发货单', value: shipment as Cell },
        { label: '店铺', value: row.shopName },
        { label: '经手人', value: who as Cell },
        { label: '经手时间', value: acted as Cell },
        { label: '登记人', value: registrar as Cell },
        {
          label: '退货单',
          value: row.returnNumber
            ? { text: row.returnNumber, href: `/warehouse/returns/${row.returnId}`, mono: true }
            : '',
        },
        { label: '情况', value: row.description, wide: true },
      ],
    },
    timeline: timelineOf(shippingFaults, history),
  }
}
