import type { Actor } from '../../../actor.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import { suppliers } from './noun.ts'
import type { SupplierRow } from './queries.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '供应商', href: '/catalog/suppliers' }

/** The list with its search and paging. */
export function listPage(actor: Actor, query: ListQuery, rows: readonly SupplierRow[]): ListPage {
  const archived = query.get('archived') === '1'
  const set = query.get('q')
  const why = whyNot(suppliers, actor, 'create', null)
  return {
    title: '供应商',
    breadcrumb: [{ label: '商品' }, { label: '供应商' }],
    head: { title: '供应商', text: '向谁进货、找谁联系、多久到货；交货和质量的记录在各自的页面上。' },
    table: {
      label: '供应商',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', set ?? '', { placeholder: '名称、联系人、电话或 SKU 编码' }),
      ...(set ? { reset: query.href({ q: undefined }) } : {}),
      tabs: [
        { label: '在用', href: query.href({ archived: undefined }), active: !archived },
        { label: '已停用', href: query.href({ archived: '1' }), active: archived },
      ],
      columns: [
        { key: 'name', label: '名称', width: 'wide', fixed: true },
        { key: 'contact', label: '联系人' },
        { key: 'phone', label: '电话' },
        { key: 'leadDays', label: '供货周期', unit: '天', numeric: true },
        { key: 'skus', label: '供货 SKU', unit: '个', numeric: true },
      ],
      rows: rows.map(rowOf),
      create: why
        ? { label: '新增供应商', disabledBecause: why }
        : { label: '新增供应商', href: '/catalog/suppliers/new' },
      empty: set
        ? { title: '没有符合条件的供应商', text: '换一个搜索词，或查看全部。' }
        : {
            title: archived ? '没有停用的供应商' : '还没有供应商',
            text: archived ? '停用的供应商会留在这里。' : '新增供应商后，登记它供哪些 SKU，到货时就能选用。',
          },
    },
  }
}

function rowOf(supplier: SupplierRow): RowView {
  return {
    id: String(supplier.id),
    label: supplier.name,
    cells: {
      name: { text: supplier.name, href: `/catalog/suppliers/${supplier.id}` },
      contact: supplier.contact ?? '',
      phone: supplier.phone ?? '',
      leadDays: String(supplier.leadDays),
      skus: String(supplier.skus),
    },
  }
}

function fieldsOf(supplier?: SupplierRow): Field[] {
  return [
    field('name', '名称', 'text', supplier?.name ?? '', { required: true, maxLength: 60, width: 'half' }),
    field('leadDays', '供货周期', 'number', supplier ? String(supplier.leadDays) : '', {
      required: true,
      min: '0',
      max: '365',
      unit: '天',
      width: 'half',
      hint: '从下单到货品送到仓库的天数',
    }),
    field('contact', '联系人', 'text', supplier?.contact ?? '', { maxLength: 40, width: 'third' }),
    field('phone', '电话', 'text', supplier?.phone ?? '', {
      maxLength: 40,
      width: 'third',
      inputmode: 'tel',
    }),
    field('messenger', '微信、旺旺或邮箱', 'text', supplier?.messenger ?? '', {
      maxLength: 80,
      width: 'third',
    }),
    field('address', '地址', 'text', supplier?.address ?? '', { maxLength: 200, width: 'full' }),
    field('note', '备注', 'textarea', supplier?.note ?? '', { rows: 3, maxLength: 500 }),
  ]
}

/** The form for a new supplier. */
export function newPage(typed?: Typed): FormPage {
  return {
    title: '新增供应商',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增供应商', text: '保存后再登记它供哪些 SKU。' },
    form: formOf(
      {
        action: '/catalog/suppliers',
        submit: '保存',
        cancel: '/catalog/suppliers',
        token: formToken(),
        fields: fieldsOf(),
      },
      typed,
    ),
  }
}

/** The form to change a supplier. With `typed` after a conflict, both versions are shown. */
export function editPage(supplier: SupplierRow, typed?: Typed, conflict = false): FormPage {
  const path = `/catalog/suppliers/${supplier.id}`
  const fields = fieldsOf(supplier)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: supplier.version, fields },
    typed,
  )
  return {
    title: `修改 ${supplier.name}`,
    breadcrumb: [home, { label: supplier.name, href: path }, { label: '修改' }],
    head: { title: '修改供应商', text: supplier.name },
    form: conflict ? withConflict(form, fields) : form,
  }
}
