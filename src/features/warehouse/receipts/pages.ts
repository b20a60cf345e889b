import type { Actor } from '../../../actor.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import { KINDS, kindLabels } from './forms.ts'
import { receipts } from './noun.ts'
import type { Receipt } from './policy.ts'
import type { LineRow, ReceiptRow } from './queries.ts'
import { STATES } from './queries.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '入库单', href: '/warehouse/receipts' }
const kinds = KINDS.map((value) => ({ value, label: kindLabels[value] }))

/** The list with its tabs, filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly ReceiptRow[],
  counts: Record<Receipt['state'], number>,
): ListPage {
  const state = query.oneOf('state', STATES)
  const set = query.get('q') ?? query.get('kind')
  const why = whyNot(receipts, actor, 'create', null)
  return {
    title: '入库单',
    breadcrumb: [{ label: '仓库' }, { label: '入库单' }],
    head: { title: '入库单', text: '货品到仓后先开单，核对无误再过账计入库存。' },
    table: {
      label: '入库单',
      path: query.path,
      keep: query.keep('q', 'kind'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '单号、来源或 SKU 编码' }),
      filters: [
        field('kind', '类型', 'select', query.get('kind') ?? '', {
          options: [{ value: '', label: '全部' }, ...kinds],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, kind: undefined }) } : {}),
      tabs: [
        { label: '全部', href: query.href({ state: undefined }), active: state === undefined },
        ...STATES.map((key) => ({
          label: stateBadge(receipts, key).label,
          href: query.href({ state: key }),
          count: boundedCount(counts[key]),
          active: key === state,
        })),
      ],
      columns: [
        { key: 'number', label: '单号', fixed: true },
        { key: 'kind', label: '类型' },
        { key: 'source', label: '来源', width: 'wide' },
        { key: 'lines', label: '明细', unit: '行', numeric: true },
        { key: 'pieces', label: '数量', unit: '件', numeric: true },
        { key: 'created', label: '开单时间' },
        { key: 'posted', label: '过账时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: why
        ? { label: '新增入库单', disabledBecause: why }
        : { label: '新增入库单', href: '/warehouse/receipts/new' },
      empty: {
        title: '没有入库单',
        text: '货品到仓后新增入库单；第一次使用时，用“期初库存”登记现有的货品。',
      },
    },
  }
}

function rowOf(receipt: ReceiptRow): RowView {
  const { createdAt, postedAt } = receipt
  return {
    id: String(receipt.id),
    label: receipt.number,
    cells: {
      number: { text: receipt.number, href: `/warehouse/receipts/${receipt.id}`, mono: true },
      kind: kindLabels[receipt.kind],
      source: receipt.source ?? '',
      lines: String(receipt.lines),
      pieces: String(receipt.pieces),
      created: momentCell(createdAt),
      posted: momentCell(postedAt),
      state: { text: '', badge: stateBadge(receipts, receipt.state) },
    },
  }
}

function whatFields(receipt?: ReceiptRow, lines: readonly LineRow[] = []): Field[] {
  const typed = lines.map(({ sku, quantity, location }) => `${sku} ${quantity} ${location}`)
  return [
    field('kind', '类型', 'select', receipt?.kind ?? 'PURCHASE', {
      required: true,
      options: kinds,
      width: 'half',
    }),
    field('source', '来源', 'text', receipt?.source ?? '', {
      maxLength: 60,
      hint: '供应商或送货单号',
      width: 'half',
    }),
    field('lines', '明细', 'textarea', typed.join('\n'), {
      rows: 10,
      maxLength: 50_000,
      hint: '每行一种：SKU 编码或条码、件数、库位，中间空一格；不写库位就放到常用库位。可以从表格粘贴，也可以保存后逐件扫描。',
    }),
    field('note', '备注', 'textarea', receipt?.note ?? '', { rows: 2, maxLength: 500 }),
  ]
}

/** The form for a new receipt. */
export function newPage(typed?: Typed): FormPage {
  return {
    title: '新增入库单',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增入库单', text: '保存后是草稿，过账以后才计入库存。' },
    form: formOf(
      {
        action: '/warehouse/receipts',
        submit: '保存草稿',
        cancel: '/warehouse/receipts',
        token: formToken(),
        fields: whatFields(),
      },
      typed,
    ),
  }
}

/** The form to change a draft as a whole. With `typed` after a conflict, both versions are shown. */
export function editPage(
  receipt: ReceiptRow,
  lines: readonly LineRow[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const path = `/warehouse/receipts/${receipt.id}`
  const fields = whatFields(receipt, lines)
  const form = formOf(
    { action: path, submit: '保存草稿', cancel: path, token: formToken(), version: receipt.version, fields },
    typed,
  )
  return {
    title: `修改 ${receipt.number}`,
    breadcrumb: [home, { label: receipt.number, href: path }, { label: '修改' }],
    head: { title: '修改入库单', text: receipt.number },
    form: conflict ? withConflict(form, fields) : form,
  }
}
