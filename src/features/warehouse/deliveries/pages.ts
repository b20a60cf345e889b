import type { Actor } from '../../../actor.ts'
import { relative } from '../../../lib/date-words.ts'
import { dayOf } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, Field, Option, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import type { SupplierChoice } from '../../catalog/suppliers/queries.ts'
import { deliveries } from './noun.ts'
import type { DeliveryRow, LineRow, Part } from './queries.ts'
import { PARTS } from './queries.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '到货单', href: '/warehouse/deliveries' }
const partLabels: Record<Part, string> = {
  open: '未完成',
  expected: '待到货',
  arrived: '待验收',
  wrong: '短少或有差异',
  closed: '已完成',
}

/** Suppliers as the options of a choice. */
export function supplierOptions(choices: readonly SupplierChoice[], none: string): Option[] {
  return [{ value: '', label: none }, ...choices.map(({ id, name }) => ({ value: String(id), label: name }))]
}

/** The list with its tabs, filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly DeliveryRow[],
  { counts, choices, now }: { counts: Record<Part, number>; choices: readonly SupplierChoice[]; now: Date },
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const set = query.get('q') ?? query.get('supplier')
  const why = whyNot(deliveries, actor, 'create', null)
  return {
    title: '到货单',
    breadcrumb: [{ label: '仓库' }, { label: '到货单' }],
    head: {
      title: '到货单',
      text: '供应商要送来的货：先预报，到货后逐件验收，合格的上架入库，不合格的隔离。',
    },
    table: {
      label: '到货单',
      path: query.path,
      keep: query.keep('q', 'supplier'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '单号、供应商或 SKU 编码' }),
      filters: [
        field('supplier', '供应商', 'select', query.get('supplier') ?? '', {
          options: supplierOptions(choices, '全部'),
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, supplier: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '单号', fixed: true },
        { key: 'supplier', label: '供应商', width: 'wide' },
        { key: 'expected', label: '预计到货' },
        { key: 'announced', label: '应到', unit: '件', numeric: true },
        { key: 'accepted', label: '合格', unit: '件', numeric: true },
        { key: 'rejected', label: '不合格', unit: '件', numeric: true },
        { key: 'arrived', label: '到货时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => rowOf(row, now)),
      create: why
        ? { label: '新增到货单', disabledBecause: why }
        : { label: '新增到货单', href: '/warehouse/deliveries/new' },
      tools: why
        ? []
        : [{ label: '无预报收货', href: '/warehouse/deliveries/unannounced', icon: 'package-import' }],
      empty: {
        title: set ? '没有符合条件的到货单' : '没有到货单',
        text: set
          ? '换一个搜索词，或去掉筛选条件。'
          : '下单后新增到货单，仓库就知道什么货哪天到；没有预报的货到了门口，用“无预报收货”。',
      },
    },
  }
}

/** A delivery as a row of a list. */
export function rowOf(row: DeliveryRow, now: Date): RowView {
  const late = row.state === 'EXPECTED' && row.expectedBy !== null && row.expectedBy < now
  return {
    id: String(row.id),
    label: row.number,
    cells: {
      number: { text: row.number, href: `/warehouse/deliveries/${row.id}`, mono: true },
      supplier: row.supplier
        ? { text: row.supplier, href: `/catalog/suppliers/${row.supplierId}` }
        : { text: '', badge: { label: '未知供应商', tone: 'warning' } },
      expected: {
        text: row.expectedBy ? dayOf(row.expectedBy) : '未预报',
        ...(late && row.expectedBy
          ? { badge: { label: relative(row.expectedBy, now), tone: 'danger' as const } }
          : {}),
      },
      announced: String(row.announced),
      accepted: String(row.accepted),
      rejected: String(row.rejected),
      arrived: momentCell(row.arrivedAt),
      state: { text: '', badge: stateBadge(deliveries, row.state) },
    },
  }
}

function whatFields(
  choices: readonly SupplierChoice[],
  delivery?: DeliveryRow,
  lines: readonly LineRow[] = [],
): Field[] {
  const typed = lines.map(({ sku, announced }) => `${sku} ${announced}`)
  return [
    field('supplierId', '供应商', 'select', delivery?.supplierId ? String(delivery.supplierId) : '', {
      required: true,
      options: supplierOptions(choices, '请选择'),
      width: 'half',
    }),
    field('expectedOn', '预计到货日', 'date', delivery?.expectedBy ? dayOf(delivery.expectedBy) : '', {
      required: true,
      width: 'half',
      hint: '过了这一天没有到，会提醒采购催交',
    }),
    field('lines', '明细', 'textarea', typed.join('\n'), {
      rows: 10,
      maxLength: 50_000,
      hint: '每行一种：SKU 编码或条码、件数，中间空一格；整箱条码后面写箱数。可以从表格粘贴。',
    }),
    field('file', '或者上传表格', 'file', '', {
      accept: '.xlsx,.xls,.csv',
      hint: '要有“SKU 编码”和“件数”两列；上传后读到的内容会放进上面的明细',
    }),
    field('note', '备注', 'textarea', delivery?.note ?? '', { rows: 2, maxLength: 500 }),
  ]
}

const template = {
  label: '下载表格模板',
  href: '/warehouse/deliveries/template',
  icon: 'download',
  download: true,
}

/** The form for goods that should come. */
export function newPage(choices: readonly SupplierChoice[], typed?: Typed): FormPage {
  return {
    title: '新增到货单',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增到货单', text: '向供应商下单后登记，仓库据此收货和验收。', actions: [template] },
    form: formOf(
      {
        action: '/warehouse/deliveries',
        submit: '保存',
        cancel: '/warehouse/deliveries',
        token: formToken(),
        multipart: true,
        fields: whatFields(choices),
      },
      typed,
    ),
  }
}

/** The form to change what is announced. With `typed` after a conflict, both versions are shown. */
export function editPage(
  delivery: DeliveryRow,
  lines: readonly LineRow[],
  choices: readonly SupplierChoice[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const path = `/warehouse/deliveries/${delivery.id}`
  const fields = whatFields(choices, delivery, lines)
  const form = formOf(
    {
      action: path,
      submit: '保存',
      cancel: path,
      token: formToken(),
      version: delivery.version,
      multipart: true,
      fields,
    },
    typed,
  )
  return {
    title: `修改 ${delivery.number}`,
    breadcrumb: [home, { label: delivery.number, href: path }, { label: '修改' }],
    head: { title: '修改到货单', text: delivery.number, actions: [template] },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** The form for goods that stand at the door though nobody announced them. */
export function unannouncedPage(choices: readonly SupplierChoice[], typed?: Typed): FormPage {
  return {
    title: '无预报收货',
    breadcrumb: [home, { label: '无预报收货' }],
    head: {
      title: '无预报收货',
      text: '货已经到了，但没有到货单。先登记，再逐件验收；多收的件数由采购与供应商核对。',
    },
    form: formOf(
      {
        action: '/warehouse/deliveries/unannounced',
        submit: '登记到货',
        cancel: '/warehouse/deliveries',
        token: formToken(),
        fields: [
          field('supplierId', '供应商', 'select', '', {
            options: supplierOptions(choices, '还不知道'),
            width: 'half',
          }),
          field('note', '备注', 'textarea', '', {
            rows: 2,
            maxLength: 500,
            hint: '例如快递单号、送货人、外箱上写的字',
          }),
        ],
      },
      typed,
    ),
  }
}
