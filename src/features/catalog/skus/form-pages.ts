import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Field, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { costOf, home } from './pages.ts'
import type { SkuRow } from './queries.ts'

function whatFields(sku?: SkuRow): Field[] {
  return [
    field('code', 'SKU 编码', 'text', sku?.code ?? '', { required: true, maxLength: 60, width: 'third' }),
    field('color', '颜色', 'text', sku?.color ?? '', { maxLength: 40, width: 'third' }),
    field('size', '尺码', 'text', sku?.size ?? '', { maxLength: 40, width: 'third' }),
    field('weight', '重量', 'number', sku?.weight?.toString() ?? '', {
      unit: '克',
      min: '0',
      width: 'third',
    }),
  ]
}

function placeFields(locations: readonly string[], sku?: SkuRow): Field[] {
  const barcodes = (sku?.barcodes ?? []).map(({ code, quantity }) =>
    quantity === 1 ? code : `${code} ${quantity}`,
  )
  return [
    field('homeLocation', '常用库位', 'text', sku?.homeLocation ?? '', {
      datalist: [...locations],
      maxLength: 30,
      width: 'third',
      hint: '入库上架时默认放到这里',
    }),
    field('barcodes', '条码', 'textarea', barcodes.join('\n'), {
      maxLength: 2000,
      rows: 4,
      hint: '每行一个；整箱的条码在后面写件数，例如 6901234567890 12',
    }),
  ]
}

/** What a form offers to choose from. */
export interface Choices {
  products: readonly string[]
  locations: readonly string[]
}

/** The form for a new SKU. `product` is the code of the product one comes from. */
export function newPage(choices: Choices, product: string, typed?: Typed): FormPage {
  return {
    title: '新增 SKU',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增 SKU' },
    form: formOf(
      {
        action: '/catalog/skus',
        submit: '保存',
        cancel: '/catalog/skus',
        token: formToken(),
        fields: [
          field('product', '货号', 'text', product, {
            required: true,
            datalist: [...choices.products],
            width: 'third',
          }),
          ...whatFields(),
          ...placeFields(choices.locations),
        ],
      },
      typed,
    ),
  }
}

/** The form to change a SKU. With `typed` after a conflict, both versions are shown. */
export function editPage(sku: SkuRow, typed?: Typed, conflict = false): FormPage {
  return formPage(sku, { label: '修改', path: '', fields: whatFields(sku), typed, conflict })
}

/** The form for where a SKU lies and what a gun reads on it. */
export function placePage(
  sku: SkuRow,
  locations: readonly string[],
  typed?: Typed,
  conflict = false,
): FormPage {
  return formPage(sku, {
    label: '库位与条码',
    path: '/place',
    fields: placeFields(locations, sku),
    typed,
    conflict,
  })
}

/** The form for what a piece costs. */
export function costPage(sku: SkuRow, typed?: Typed, conflict = false): FormPage {
  const fields = [
    field('costFen', '成本', 'money', sku.costFen === null ? '' : costOf(sku), {
      width: 'third',
      hint: '每件的进货成本，留空表示未知',
    }),
  ]
  return formPage(sku, { label: '修改成本', path: '/cost', fields, typed, conflict })
}

interface Form {
  label: string
  path: string
  fields: Field[]
  typed?: Typed
  conflict: boolean
}

function formPage(sku: SkuRow, { label, path, fields, typed, conflict }: Form): FormPage {
  const record = `/catalog/skus/${sku.id}`
  const form = formOf(
    {
      action: record + path,
      submit: '保存',
      cancel: record,
      token: formToken(),
      version: sku.version,
      fields,
    },
    typed,
  )
  return {
    title: `${label} ${sku.code}`,
    breadcrumb: [home, { label: sku.code, href: record }, { label }],
    head: { title: label, text: `${sku.code} ${sku.productName}` },
    form: conflict ? withConflict(form, fields) : form,
  }
}
