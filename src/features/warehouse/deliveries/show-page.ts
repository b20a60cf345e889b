import type { Actor } from '../../../actor.ts'
import { dayOf, formatMinute } from '../../../lib/dates.ts'
import { groupBy, sumOf } from '../../../lib/groups.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, Alert, FormView, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import type { SupplierChoice } from '../../catalog/suppliers/queries.ts'
import { quarantines } from '../quarantines/noun.ts'
import type { LetterLine } from './letter.ts'
import { letterTo } from './letter.ts'
import { deliveries } from './noun.ts'
import { home, supplierOptions } from './pages.ts'
import type { DeliveryRow, LineRow, PostedReceipt, RejectionRow } from './queries.ts'
import { missingOf, surplusOf } from './tally.ts'

/** What a delivery's page shows beside its head. */
export interface Details {
  lines: readonly LineRow[]
  rejections: readonly RejectionRow[]
  receipts: readonly PostedReceipt[]
  /** Wanted while nobody knows from whom the goods are. */
  choices: readonly SupplierChoice[]
  history: readonly HistoryRow[]
}

/** A delivery with its lines, what came of it, what to tell the supplier, and its history. */
export function showPage(actor: Actor, delivery: DeliveryRow, details: Details, typed?: Typed): RecordPage {
  const { lines, rejections, receipts, choices, history } = details
  const identifies =
    delivery.supplierId === null && whyNot(deliveries, actor, 'identify', delivery) === undefined
  return {
    title: `到货单 ${delivery.number}`,
    breadcrumb: [home, { label: delivery.number }],
    head: {
      title: delivery.supplier ?? '未知供应商',
      number: delivery.number,
      state: stateBadge(deliveries, delivery.state),
      actions: actionsOf(actor, delivery),
      facts: [
        {
          label: '供应商',
          value: delivery.supplier
            ? { text: delivery.supplier, href: `/catalog/suppliers/${delivery.supplierId}` }
            : '',
        },
        { label: '预计到货', value: delivery.expectedBy ? dayOf(delivery.expectedBy) : '未预报' },
        { label: '到货时间', value: delivery.arrivedAt ? formatMinute(delivery.arrivedAt) : '' },
        { label: '应到', value: `${delivery.lines} 种 ${delivery.announced} 件` },
        { label: '合格入库', value: `${delivery.accepted} 件` },
        { label: '不合格', value: `${delivery.rejected} 件` },
        { label: '备注', value: delivery.note ?? '', wide: true },
      ],
    },
    ...alertsOf(delivery, letterLines(lines, rejections)),
    tables: [
      lineTable(delivery, lines),
      ...(rejections.length > 0 ? [rejectionTable(rejections)] : []),
      ...(receipts.length > 0 ? [receiptTable(receipts)] : []),
    ],
    ...(identifies ? { forms: [supplierForm(delivery, choices, typed)] } : {}),
    timeline: timelineOf(deliveries, history, {
      expectedBy: (value) => (typeof value === 'string' ? dayOf(new Date(value)) : ''),
    }),
  }
}

function actionsOf(actor: Actor, delivery: DeliveryRow): Action[] {
  const path = `/warehouse/deliveries/${delivery.id}`
  return [
    ...(delivery.state === 'ARRIVED'
      ? [primary(deedLink(deliveries, actor, delivery, 'inspect', `${path}/inspect`))]
      : []),
    ...moveActions(deliveries, actor, delivery),
    ...(delivery.state === 'EXPECTED' ? [deedLink(deliveries, actor, delivery, 'edit', `${path}/edit`)] : []),
    { label: '打印到货单', href: `${path}/note`, icon: 'printer' },
    { label: '打印 SKU 标签', href: `${path}/labels`, icon: 'barcode' },
  ]
}

const primary = (action: Action): Action => ({ ...action, tone: 'primary' })

function letterLines(lines: readonly LineRow[], rejections: readonly RejectionRow[]): LetterLine[] {
  return lines.map((line) => ({
    ...line,
    faults: [
      ...groupBy(
        rejections.filter(({ skuId }) => skuId === line.skuId),
        ({ reason }) => reason,
      ),
    ].map(([fault, same]) => ({ fault, quantity: sumOf(same, ({ quantity }) => quantity) })),
  }))
}

/** While a difference is open, whoever buys has the text for the supplier at hand. */
function alertsOf(delivery: DeliveryRow, lines: readonly LetterLine[]): Partial<RecordPage> {
  if (delivery.state !== 'PARTLY_RECEIVED' && delivery.state !== 'DISPUTED') return {}
  const letter = letterTo(delivery, lines)
  if (letter === null) return {}
  const alert: Alert = {
    tone: 'warning',
    title: '与预报有差异，请采购与供应商处理',
    text: '下面的文字可以复制给供应商。',
  }
  return { alerts: [alert], facts: [{ title: '发给供应商', facts: [letterFact(letter)] }] }
}

const letterFact = (letter: string) => ({
  label: '差异说明',
  value: { text: letter, copy: true },
  wide: true,
})

function lineTable(delivery: DeliveryRow, lines: readonly LineRow[]): TableView {
  const counting = delivery.state === 'ARRIVED'
  return {
    id: 'lines',
    title: '明细',
    label: '明细',
    columns: [
      { key: 'sku', label: 'SKU 编码', fixed: true },
      { key: 'product', label: '货品', width: 'wide' },
      { key: 'announced', label: '应到', unit: '件', numeric: true },
      ...(counting
        ? [
            { key: 'counted', label: '已清点合格', unit: '件', numeric: true },
            { key: 'countedBad', label: '已清点不合格', unit: '件', numeric: true },
          ]
        : []),
      { key: 'accepted', label: '合格入库', unit: '件', numeric: true },
      { key: 'rejected', label: '不合格', unit: '件', numeric: true },
      { key: 'difference', label: '差异' },
    ],
    rows: lines.map((line) => ({
      id: String(line.skuId),
      label: line.sku,
      cells: {
        sku: { text: line.sku, href: `/warehouse/stock/${line.skuId}`, mono: true },
        product: line.product,
        announced: String(line.announced),
        counted: String(line.counted),
        countedBad: String(line.countedBad),
        accepted: String(line.accepted),
        rejected: String(line.rejected),
        difference: delivery.state === 'EXPECTED' ? '' : differenceOf(line),
      },
    })),
    empty: { title: '还没有明细', text: '验收时扫到或填写的货品会出现在这里。' },
  }
}

function differenceOf(line: LineRow): {
  text: string
  badges: { label: string; tone: 'warning' | 'danger' }[]
} {
  const [missing, surplus] = [missingOf(line), surplusOf(line)]
  return {
    text: '',
    badges: [
      ...(missing > 0 ? [{ label: `少 ${missing} 件`, tone: 'warning' as const }] : []),
      ...(surplus > 0 ? [{ label: `多 ${surplus} 件`, tone: 'warning' as const }] : []),
      ...(line.rejected > 0 ? [{ label: `不合格 ${line.rejected} 件`, tone: 'danger' as const }] : []),
    ],
  }
}

function rejectionTable(rejections: readonly RejectionRow[]): TableView {
  return {
    id: 'rejections',
    title: '不合格货品',
    label: '不合格货品',
    columns: [
      { key: 'number', label: '隔离单' },
      { key: 'sku', label: 'SKU 编码' },
      { key: 'reason', label: '问题' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'state', label: '状态' },
    ],
    rows: rejections.map((one) => ({
      id: String(one.id),
      label: one.number,
      cells: {
        number: { text: one.number, href: `/warehouse/quarantines/${one.id}`, mono: true },
        sku: { text: one.sku, mono: true },
        reason: one.reason,
        quantity: String(one.quantity),
        state: { text: '', badge: stateBadge(quarantines, one.state) },
      },
    })),
    empty: { title: '', text: '' },
  }
}

function receiptTable(receipts: readonly PostedReceipt[]): TableView {
  return {
    id: 'receipts',
    title: '入库单',
    label: '入库单',
    columns: [
      { key: 'number', label: '单号' },
      { key: 'pieces', label: '数量', unit: '件', numeric: true },
      { key: 'posted', label: '过账时间' },
    ],
    rows: receipts.map((one) => ({
      id: String(one.id),
      label: one.number,
      cells: {
        number: { text: one.number, href: `/warehouse/receipts/${one.id}`, mono: true },
        pieces: String(one.pieces),
        posted: momentCell(one.postedAt),
      },
    })),
    empty: { title: '', text: '' },
  }
}

function supplierForm(delivery: DeliveryRow, choices: readonly SupplierChoice[], typed?: Typed): FormView {
  return formOf(
    {
      id: 'supplier',
      action: `/warehouse/deliveries/${delivery.id}/supplier`,
      submit: '补填供应商',
      token: formToken(),
      version: delivery.version,
      fields: [
        field('supplierId', '供应商', 'select', '', {
          required: true,
          options: supplierOptions(choices, '请选择'),
          width: 'half',
        }),
      ],
    },
    typed,
  )
}
