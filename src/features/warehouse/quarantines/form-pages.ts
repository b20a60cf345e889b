import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import type { SupplierChoice } from '../../catalog/suppliers/queries.ts'
import { home } from './pages.ts'
import { PROBLEMS } from './problems.ts'
import type { QuarantineRow } from './queries.ts'

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

/** The form for goods that somebody repairs. */
export function reworkPage(row: QuarantineRow, typed?: Typed): FormPage {
  const path = `/warehouse/quarantines/${row.id}`
  return {
    title: '送修返工',
    breadcrumb: [home, { label: row.number, href: path }, { label: '送修返工' }],
    head: { title: '送修返工', text: `${row.number} · ${row.code} ${row.quantity} 件（${row.reason}）` },
    form: formOf(
      {
        action: `${path}/rework`,
        submit: '送修返工',
        cancel: path,
        token: formToken(),
        version: row.version,
        fields: [
          field('reworkedBy', '谁来返工', 'text', '', {
            required: true,
            maxLength: 60,
            hint: '供应商、维修点或同事',
          }),
          field('due', '应返回日期', 'date', '', { required: true, width: 'third' }),
          field('remark', '备注', 'textarea', '', { rows: 2, maxLength: 500 }),
        ],
      },
      typed,
    ),
  }
}

/** The form for goods that go back to whoever sold them. */
export function supplierReturnPage(
  row: QuarantineRow,
  choices: readonly SupplierChoice[],
  probable: number | null,
  typed?: Typed,
): FormPage {
  const path = `/warehouse/quarantines/${row.id}`
  return {
    title: '退回供应商',
    breadcrumb: [home, { label: row.number, href: path }, { label: '退回供应商' }],
    head: {
      title: '退回供应商',
      text: `${row.number} · ${row.code} ${row.quantity} 件（${row.reason}）。货品交出后从库存中减去，不能恢复。`,
    },
    form: formOf(
      {
        action: `${path}/return-to-supplier`,
        submit: '退回供应商',
        cancel: path,
        token: formToken(),
        version: row.version,
        fields: [
          field('supplierId', '供应商', 'select', probable === null ? '' : String(probable), {
            required: true,
            options: choices.map(({ id, name }) => ({ value: String(id), label: name })),
            placeholder: '请选择',
            hint: '没有的话，请采购先在“商品 › 供应商”里新增',
          }),
          field('remark', '备注', 'textarea', '', {
            rows: 2,
            maxLength: 500,
            hint: '例如退货运单号、谁来取走、怎么抵扣',
          }),
        ],
      },
      typed,
    ),
  }
}
