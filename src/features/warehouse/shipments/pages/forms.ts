import { formToken } from '../../../../web/form.ts'
import type { FormPage } from '../../../../web/pages.ts'
import type { FormView, Typed } from '../../../../web/parts.ts'
import { field, formOf } from '../../../../web/parts.ts'
import { deedLabel } from '../../../../work/nouns.ts'
import type { LineRow, OrderRow } from '../contents.ts'
import { quantityField } from '../forms.ts'
import { shipments } from '../noun.ts'
import type { ShipmentRow } from '../queries.ts'
import { home } from '../words.ts'
import { LINES, carriedOver, wantedParts, withParcelNow } from './conflicts.ts'

/** How many pieces of each line shall travel by themselves; `conflict` shows how the parcel stands now. */
export function splitPage(
  row: ShipmentRow,
  lines: readonly LineRow[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const form = splitForm(row, lines, typed && conflict ? carriedOver(typed, lines) : typed)
  return {
    title: `拆单 ${row.number}`,
    breadcrumb: [home, { label: row.number, href: pathOf(row) }, { label: '拆单' }],
    head: { title: '拆单', text: '填写要拆到新发货单的件数，其余留在原发货单。' },
    form: typed && conflict ? withParcelNow(form, row, lines, wantedParts(typed, lines)) : form,
  }
}

function splitForm(row: ShipmentRow, lines: readonly LineRow[], typed?: Typed): FormView {
  return formOf(
    {
      action: `${pathOf(row)}/split`,
      submit: '拆单',
      cancel: pathOf(row),
      token: formToken(),
      version: row.version,
      hidden: [{ name: LINES, value: lines.map(({ id }) => id).join(',') }],
      fields: [
        ...lines.map((line, i) =>
          field(quantityField(i + 1), `${line.code} ${line.product}`, 'number', '0', {
            min: '0',
            max: String(line.quantity),
            unit: '件',
            hint: `共 ${line.quantity} 件${line.orderNumber ? `，订单 ${line.orderNumber}` : '，赠品'}`,
            width: 'half',
          }),
        ),
        field('remark', '备注', 'text', '', { maxLength: 200 }),
      ],
    },
    typed,
  )
}

/** Selected parcels once more, when the deed on them couldn't be done as it was sent. */
export function selectionPage(deed: 'cancel' | 'join', ids: readonly string[], typed: Typed): FormPage {
  const label = deedLabel(shipments, deed)
  return {
    title: label,
    breadcrumb: [home, { label }],
    head: { title: label, text: `选择了 ${ids.length} 张发货单。` },
    form: formOf(
      {
        action: `/warehouse/shipments/${deed}`,
        submit: label,
        cancel: '/warehouse/shipments?part=ready',
        token: formToken(),
        danger: deed === 'cancel',
        hidden: [{ name: 'list', value: ids.join(',') }],
        fields:
          deed === 'cancel' ? [field('remark', '备注', 'text', '', { required: true, maxLength: 1000 })] : [],
      },
      typed,
    ),
  }
}

/**
 * What was found out about a waybill number on which we and the platform differ; `conflict` holds what is in the parcel now, where
 * somebody else was faster.
 */
export function settlePage(
  row: ShipmentRow,
  orders: readonly OrderRow[],
  typed?: Typed,
  conflict?: readonly LineRow[],
): FormPage {
  const form = formOf(
    {
      action: `${pathOf(row)}/settle`,
      submit: '登记为无误',
      cancel: pathOf(row),
      token: formToken(),
      version: row.version,
      fields: [field('remark', '备注', 'textarea', '', { required: true, maxLength: 1000, rows: 3 })],
    },
    typed,
  )
  return {
    title: `核对运单 ${row.number}`,
    breadcrumb: [home, { label: row.number, href: pathOf(row) }, { label: '核对运单' }],
    head: {
      title: '核对运单',
      text: '平台的运单号与包裹上的不同。查明后在此登记，这张发货单不再等待平台确认。',
    },
    facts: {
      facts: [
        { label: '包裹运单号', value: { text: row.trackingNumber ?? '', mono: true } },
        ...orders.map(({ platformOrderId, trackingNumber }) => ({
          label: `订单 ${platformOrderId}`,
          value: { text: trackingNumber ?? '', mono: true },
        })),
      ],
    },
    form:
      typed && conflict ? withParcelNow(form, row, conflict, `登记为无误：${textOf(typed, 'remark')}`) : form,
  }
}

/** A gift to put into the parcel; `conflict` holds what is in it now, where somebody else was faster. */
export function giftPage(
  row: ShipmentRow,
  skus: readonly string[],
  typed?: Typed,
  conflict?: readonly LineRow[],
): FormPage {
  const form = giftForm(row, skus, typed)
  return {
    title: `添加赠品 ${row.number}`,
    breadcrumb: [home, { label: row.number, href: pathOf(row) }, { label: '添加赠品' }],
    head: { title: '添加赠品', text: '赠品与商品一起拣货、验货和打包。' },
    form:
      typed && conflict
        ? withParcelNow(form, row, conflict, `加入 ${textOf(typed, 'sku')} × ${textOf(typed, 'quantity')}`)
        : form,
  }
}

function giftForm(row: ShipmentRow, skus: readonly string[], typed?: Typed): FormView {
  return formOf(
    {
      action: `${pathOf(row)}/gift`,
      submit: '添加',
      cancel: pathOf(row),
      token: formToken(),
      version: row.version,
      fields: [
        field('sku', '货品', 'text', '', {
          required: true,
          datalist: [...skus],
          placeholder: 'SKU 编码或条码',
          width: 'half',
        }),
        field('quantity', '数量', 'number', '1', {
          required: true,
          min: '1',
          max: '99',
          unit: '件',
          width: 'third',
        }),
      ],
    },
    typed,
  )
}

function textOf({ values }: Typed, name: string): string {
  const text = values[name]
  return typeof text === 'string' ? text : ''
}

function pathOf({ id }: ShipmentRow): string {
  return `/warehouse/shipments/${id}`
}
