import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { FormView, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { kindLabels } from './forms.ts'
import { receipts } from './noun.ts'
import { home } from './pages.ts'
import type { Receipt } from './policy.ts'
import type { LineRow, ReceiptRow } from './queries.ts'

/** What a receipt's page shows beside its head. */
export interface Details {
  lines: readonly LineRow[]
  /** SKUs to choose from; wanted for drafts only. */
  suggestions: readonly string[]
  history: readonly HistoryRow[]
}

/** A receipt with its lines, a form for one more while it's a draft, and its history. */
export function showPage(
  actor: Actor,
  receipt: ReceiptRow,
  { lines, suggestions, history }: Details,
  typed?: Typed,
): RecordPage {
  const path = `/warehouse/receipts/${receipt.id}`
  const { postedAt } = receipt
  const open = whyNot(receipts, actor, 'edit', receipt) === undefined
  return {
    title: `入库单 ${receipt.number}`,
    breadcrumb: [home, { label: receipt.number }],
    head: {
      title: kindLabels[receipt.kind],
      number: receipt.number,
      state: stateBadge(receipts, receipt.state),
      actions: [
        ...moveActions(receipts, actor, receipt),
        ...(postedAt ? [] : [deedLink(receipts, actor, receipt, 'edit', `${path}/edit`)]),
      ],
      facts: [
        {
          label: '来源',
          value: {
            text: receipt.source ?? '',
            ...(receipt.deliveryId ? { href: `/warehouse/deliveries/${receipt.deliveryId}` } : {}),
          },
        },
        { label: '明细', value: `${receipt.lines} 行 ${receipt.pieces} 件` },
        { label: '开单时间', value: formatMinute(receipt.createdAt) },
        { label: '过账时间', value: postedAt ? formatMinute(postedAt) : '' },
        { label: '备注', value: receipt.note ?? '', wide: true },
      ],
    },
    tables: [lineTable(receipt, lines, open)],
    ...(open ? { forms: [lineForm(receipt, suggestions, typed)] } : {}),
    timeline: timelineOf(receipts, history, {
      kind: (value) => kindLabels[value as Receipt['kind']] ?? '',
    }),
  }
}

function lineTable(receipt: ReceiptRow, lines: readonly LineRow[], open: boolean): TableView {
  return {
    id: 'lines',
    title: '明细',
    label: '明细',
    columns: [
      { key: 'sku', label: 'SKU 编码' },
      { key: 'product', label: '货品', width: 'wide' },
      { key: 'location', label: '库位' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
    ],
    rows: lines.map((line) => ({
      id: String(line.id),
      label: line.sku,
      cells: {
        sku: { text: line.sku, href: `/warehouse/stock/${line.skuId}`, mono: true },
        product: line.product,
        location: { text: line.location, mono: true },
        quantity: String(line.quantity),
      },
      ...(open
        ? {
            actions: [
              {
                label: '删除',
                post: `/warehouse/receipts/${receipt.id}/lines/${line.id}/remove`,
                token: formToken(),
                version: receipt.version,
                icon: 'trash',
              },
            ],
          }
        : {}),
    })),
    ...(lines.length > 0 ? { sums: { quantity: String(receipt.pieces) } } : {}),
    empty: { title: '还没有明细', text: '在下面扫描或输入货品，逐件添加。' },
  }
}

/** One more line: the gun types the code and sends, so the number is one and the cursor waits in the first field. */
function lineForm(receipt: ReceiptRow, suggestions: readonly string[], typed?: Typed): FormView {
  return formOf(
    {
      id: 'line',
      action: `/warehouse/receipts/${receipt.id}/lines`,
      submit: '添加一行',
      token: formToken(),
      version: receipt.version,
      fields: [
        field('sku', 'SKU 编码或条码', 'text', '', {
          required: true,
          datalist: [...suggestions],
          autocomplete: 'off',
          autofocus: true,
          width: 'third',
        }),
        field('quantity', '件数', 'number', '1', {
          required: true,
          min: '1',
          unit: '件',
          width: 'third',
          hint: '扫整箱条码时是箱数',
        }),
        field('location', '库位', 'text', '', { width: 'third', hint: '不填就放到常用库位' }),
      ],
    },
    typed,
  )
}
