import type { Actor } from '../../../../actor.ts'
import { formatMinute } from '../../../../lib/dates.ts'
import { formToken } from '../../../../web/form.ts'
import { deedLink, moveActions, stateBadge } from '../../../../web/moves.ts'
import type { RecordPage } from '../../../../web/pages.ts'
import type { Action, FormView, TableView, Typed } from '../../../../web/parts.ts'
import { field, formOf } from '../../../../web/parts.ts'
import { photoAction, photosView } from '../../../../web/photos.ts'
import { timelineOf } from '../../../../web/timeline.ts'
import type { HistoryRow } from '../../../../work/history.ts'
import { isTime, whyNot } from '../../../../work/nouns.ts'
import type { PhotoRow } from '../../../../work/photos.ts'
import { quarantines } from '../../quarantines/noun.ts'
import { faultLink } from '../../shipping-faults/links.ts'
import type { CaseRow, FindingRow, LineRow } from '../contents.ts'
import { returns } from '../noun.ts'
import type { ReturnRow } from '../queries.ts'
import { DEFECTS, SAID, verdicts } from '../verdicts.ts'
import { home, sourceOf, timeOf } from '../words.ts'
import type { moves } from '../workflow.ts'

/** A return with all that is known of it. */
export interface Shown {
  readonly row: ReturnRow
  readonly lines: readonly LineRow[]
  readonly findings: readonly FindingRow[]
  readonly cases: readonly CaseRow[]
  readonly parcels: readonly { id: number; number: string }[]
  readonly photos: readonly PhotoRow[]
  readonly history: readonly HistoryRow[]
  readonly overdue: Date
  readonly now: Date
}

/** A return's page: what should come, what was found, and while it's inspected a form for the next piece. */
export function showPage(actor: Actor, shown: Shown, typed?: Typed): RecordPage {
  const { row, lines, findings, cases, parcels, photos, history, overdue, now } = shown
  const inspecting = isTime(returns, 'inspect', row) && whyNot(returns, actor, 'inspect', row) === undefined
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: '退货单',
      number: row.number,
      state: stateBadge(returns, row.state),
      actions: actionsOf(actor, shown),
      facts: [
        { label: '店铺', value: row.shopName },
        { label: '订单', value: sourceOf(row) },
        { label: '类型', value: row.type ?? '手工登记' },
        { label: '退货原因', value: row.reason ?? '' },
        { label: '退款编号', value: row.platformRefundId ? { text: row.platformRefundId, mono: true } : '' },
        { label: '退回快递', value: row.carrier ?? '' },
        {
          label: '退回运单号',
          value: row.trackingNumber ? { text: row.trackingNumber, mono: true, copy: true } : '',
        },
        { label: '时间', value: timeOf(row, overdue, now) },
        { label: '到货', value: row.arrivedAt ? formatMinute(row.arrivedAt) : '' },
        { label: '备注', value: row.note ?? '', wide: true },
      ],
    },
    tables: [
      lineTable(lines),
      ...(findings.length > 0 ? [findingTable(row, findings, inspecting)] : []),
      ...(cases.length > 0 ? [caseTable(cases)] : []),
      ...(parcels.length > 0 ? [parcelTable(parcels)] : []),
    ],
    photos: photosView(returns.key, row.id, photos),
    ...(inspecting ? { forms: [judgeForm(row, lines, typed)] } : {}),
    timeline: timelineOf(returns, history),
  }
}

function actionsOf(actor: Actor, { row, findings, parcels }: Shown): Action[] {
  const path = `/warehouse/returns/${row.id}`
  // What was judged is here.
  const other: keyof typeof moves | undefined = findings.length > 0 ? 'withdraw-arrival' : undefined
  return [
    ...moveActions(returns, actor, row, other),
    ...(isTime(returns, 'edit', row) ? [deedLink(returns, actor, row, 'edit', `${path}/edit`)] : []),
    ...(isTime(returns, 'photograph', row) ? [photoAction(returns, actor, row)] : []),
    ...parcels.slice(0, 1).map(({ id }) => faultLink(actor, id, row.id)),
  ]
}

function lineTable(lines: readonly LineRow[]): TableView {
  return {
    id: 'lines',
    title: '应退货品',
    label: '应退货品',
    columns: [
      { key: 'code', label: 'SKU' },
      { key: 'product', label: '货品', width: 'wide' },
      { key: 'quantity', label: '应退', unit: '件', numeric: true },
      { key: 'good', label: '良品', unit: '件', numeric: true },
      { key: 'defective', label: '次品', unit: '件', numeric: true },
      { key: 'left', label: '未见', unit: '件', numeric: true },
      { key: 'surplus', label: '多退', unit: '件', numeric: true },
    ],
    rows: lines.map((line) => {
      const left = line.quantity - line.good - line.defective
      return {
        id: String(line.id),
        label: line.code,
        cells: {
          code: { text: line.code, href: `/warehouse/stock/${line.skuId}`, mono: true },
          product: { text: line.name, sub: [line.color, line.size].filter(Boolean).join(' ') },
          quantity: String(line.quantity),
          good: String(line.good),
          defective: String(line.defective),
          left: left > 0 ? { text: String(left), tone: 'warning' } : '0',
          surplus: String(line.surplus),
        },
      }
    }),
    empty: { title: '不知道应退什么', text: '订单的商品没有匹配到货品；到货后按实物逐件判定。' },
  }
}

function findingTable(row: ReturnRow, findings: readonly FindingRow[], inspecting: boolean): TableView {
  return {
    id: 'findings',
    title: '判定',
    label: '判定',
    columns: [
      { key: 'goods', label: '货品', width: 'wide' },
      { key: 'verdict', label: '判定' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'reason', label: '说明' },
      { key: 'place', label: '放到' },
      { key: 'who', label: '判定人' },
    ],
    rows: findings.map((one) => ({
      id: String(one.id),
      label: one.code ?? '非本店货品',
      cells: {
        goods: one.code ? { text: one.name ?? '', sub: one.code } : '非本店货品',
        verdict: { text: '', badge: verdicts[one.verdict] },
        quantity: String(one.quantity),
        reason: one.reason ?? '',
        place: one.verdict === 'GOOD' ? (one.location ?? '常用库位') : '',
        who: { text: one.personName ?? '系统', sub: formatMinute(one.at) },
      },
      ...(inspecting
        ? {
            actions: [
              {
                label: '撤销',
                post: `/warehouse/returns/${row.id}/findings/${one.id}/remove`,
                token: formToken(),
                version: row.version,
                icon: 'arrow-back-up',
              },
            ],
          }
        : {}),
    })),
    empty: { title: '还没有判定', text: '逐件判定后列在这里。' },
  }
}

function caseTable(cases: readonly CaseRow[]): TableView {
  return {
    id: 'cases',
    title: '隔离单',
    label: '隔离单',
    columns: [
      { key: 'number', label: '隔离单' },
      { key: 'code', label: 'SKU' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'reason', label: '问题' },
      { key: 'state', label: '状态' },
    ],
    rows: cases.map((one) => ({
      id: String(one.id),
      cells: {
        number: { text: one.number, href: `/warehouse/quarantines/${one.id}`, mono: true },
        code: { text: one.code, mono: true },
        quantity: String(one.quantity),
        reason: one.reason,
        state: { text: '', badge: stateBadge(quarantines, one.state) },
      },
    })),
    empty: { title: '没有隔离', text: '次品、错件和多退的货品进入隔离区。' },
  }
}

function parcelTable(parcels: Shown['parcels']): TableView {
  return {
    id: 'parcels',
    title: '原发货单',
    label: '原发货单',
    columns: [
      { key: 'number', label: '发货单' },
      { key: 'evidence', label: '打包记录' },
    ],
    rows: parcels.map(({ id, number }) => ({
      id: String(id),
      cells: {
        number: { text: number, href: `/warehouse/shipments/${id}`, mono: true },
        evidence: { text: '查看', href: `/warehouse/shipments/${id}/evidence` },
      },
    })),
    empty: { title: '没有发货单', text: '这笔订单在台账开始之前已经发出。' },
  }
}

/** One more piece: the gun types the code and sends, so the verdict is good and the number one unless said otherwise. */
function judgeForm(row: ReturnRow, lines: readonly LineRow[], typed?: Typed): FormView {
  return formOf(
    {
      id: 'judge',
      action: `/warehouse/returns/${row.id}/findings`,
      submit: '判定',
      token: formToken(),
      version: row.version,
      fields: [
        field('sku', '货品', 'text', '', {
          datalist: lines.map(({ code, name }) => `${code} ${name}`),
          autocomplete: 'off',
          autofocus: true,
          width: 'third',
          hint: 'SKU 编码或条码；不是本店的货品留空',
        }),
        field('verdict', '判定', 'select', 'GOOD', {
          required: true,
          options: SAID.map((value) => ({ value, label: verdicts[value].label })),
          width: 'third',
        }),
        field('quantity', '件数', 'number', '1', { required: true, min: '1', unit: '件', width: 'third' }),
        field('problem', '问题', 'select', '', {
          options: [{ value: '', label: '无' }, ...DEFECTS.map((value) => ({ value, label: value }))],
          width: 'third',
        }),
        field('location', '放到库位', 'text', '', { width: 'third', hint: '良品不填就放到常用库位' }),
        field('detail', '说明', 'text', '', { maxLength: 200, width: 'third', hint: '错件写明是什么' }),
      ],
    },
    typed,
  )
}
