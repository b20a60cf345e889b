import { formToken } from '../../../../web/form.ts'
import { withConflict } from '../../../../web/conflict.ts'
import type { FormPage } from '../../../../web/pages.ts'
import type { Field, Typed } from '../../../../web/parts.ts'
import { field, formOf } from '../../../../web/parts.ts'
import { CARRIERS } from '../../shipments/carriers.ts'
import type { LineRow } from '../contents.ts'
import type { ReturnRow } from '../queries.ts'
import { home } from '../words.ts'

/** The desk: whatever code the parcel bears leads to its return. */
export function deskPage(typed?: Typed, unknown?: { code: string }): FormPage {
  return {
    title: '退货台',
    breadcrumb: [home, { label: '退货台' }],
    head: {
      title: '退货台',
      text: '扫包裹上的退回运单；没有的话，扫我们的原运单，或输入订单号、发货单号。',
      ...(unknown
        ? {
            actions: [
              {
                label: '登记为无主包裹',
                href: `/warehouse/unknown-parcels/new?tracking=${encodeURIComponent(unknown.code)}`,
                tone: 'primary' as const,
              },
            ],
          }
        : {}),
    },
    form: formOf(
      {
        action: '/warehouse/returns/desk',
        submit: '登记到货',
        cancel: '/warehouse/returns',
        token: formToken(),
        fields: [
          field('code', '条码或单号', 'text', '', { required: true, autofocus: true, autocomplete: 'off' }),
          // Asked for outside the hours only: whoever scans a pile of parcels wants one field.
          ...(typed?.errors['remark'] === undefined
            ? []
            : [field('remark', '备注', 'text', '', { maxLength: 200 })]),
        ],
      },
      typed,
    ),
  }
}

function fieldsOf(row?: ReturnRow, lines: readonly LineRow[] = []): Field[] {
  return [
    field('trackingNumber', '退回运单号', 'text', row?.trackingNumber ?? '', {
      maxLength: 60,
      width: 'half',
    }),
    field('carrier', '退回快递', 'text', row?.carrier ?? '', {
      maxLength: 30,
      datalist: [...CARRIERS],
      width: 'half',
    }),
    field('reason', '退货原因', 'text', row?.reason ?? '', { maxLength: 200 }),
    field(
      'goods',
      '应退货品',
      'textarea',
      lines.map(({ code, quantity }) => `${code} ${quantity}`).join('\n'),
      {
        rows: 5,
        maxLength: 5000,
        hint: '每行一种：SKU 编码或条码，空一格，件数。不填就是已发出的全部货品。',
      },
    ),
    field('note', '备注', 'textarea', row?.note ?? '', { rows: 2, maxLength: 500 }),
  ]
}

/** The form for a return that no refund has announced. */
export function newPage(typed?: Typed): FormPage {
  return {
    title: '登记退货',
    breadcrumb: [home, { label: '登记' }],
    head: { title: '登记退货', text: '平台上同意的退货会随退款单导入自动登记，这里登记其他的。' },
    form: formOf(
      {
        action: '/warehouse/returns',
        submit: '登记退货',
        cancel: '/warehouse/returns',
        token: formToken(),
        fields: [
          field('order', '订单号', 'text', '', {
            required: true,
            maxLength: 60,
            hint: '平台订单号，也可以填我们的发货单号或运单号',
          }),
          ...fieldsOf(),
        ],
      },
      typed,
    ),
  }
}

/** The form to change what is expected. With `typed` after a conflict, both versions are shown. */
export function editPage(
  row: ReturnRow,
  lines: readonly LineRow[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const path = `/warehouse/returns/${row.id}`
  const fields = fieldsOf(row, lines)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: row.version, fields },
    typed,
  )
  return {
    title: `修改 ${row.number}`,
    breadcrumb: [home, { label: row.number, href: path }, { label: '修改' }],
    head: { title: '修改退货单', text: row.number },
    form: conflict ? withConflict(form, fields) : form,
  }
}
