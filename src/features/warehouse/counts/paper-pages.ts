import { inputMinute, formatMinute } from '../../../lib/dates.ts'
import type { Code128 } from '../../../lib/code128.ts'
import { code128 } from '../../../lib/code128.ts'
import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Page, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import type { Contact } from '../../../work/house.ts'
import { home } from './pages.ts'
import type { SheetRow } from './place-queries.ts'
import type { CountRow } from './queries.ts'
import { scopeLabels } from './words.ts'

/** What the form for a sheet offers to choose from. */
export interface PaperChoices {
  locations: readonly string[]
  counters: readonly Contact[]
  /** Proposed: whoever types, if he may count. */
  counterId: number | null
  now: Date
}

/** Enters what was written on a sheet, location by location. */
export function paperPage(
  count: CountRow,
  { locations, counters, counterId, now }: PaperChoices,
  typed?: Typed,
): FormPage {
  const path = `/warehouse/counts/${count.id}`
  return {
    title: `录入纸单 ${count.number}`,
    breadcrumb: [home, { label: count.number, href: path }, { label: '录入纸单' }],
    head: {
      title: '录入纸单',
      text: '一次录入一个库位。实盘和盘完那一刻的账面比较，所以时间要照纸上写的填。',
    },
    form: formOf(
      {
        action: `${path}/paper`,
        submit: '保存这个库位',
        cancel: path,
        token: formToken(),
        fields: [
          field('location', '库位', 'text', locations[0] ?? '', {
            required: true,
            datalist: [...locations],
            autofocus: true,
            width: 'half',
          }),
          field('counterId', '盘点人', 'select', counterId === null ? '' : String(counterId), {
            required: true,
            width: 'half',
            options: [
              { value: '', label: '请选择' },
              ...counters.map(({ id, name }) => ({ value: String(id), label: name })),
            ],
          }),
          field('startedAt', '开始时间', 'datetime', '', { required: true, width: 'half' }),
          field('endedAt', '结束时间', 'datetime', inputMinute(now), { required: true, width: 'half' }),
          field('lines', '实盘', 'textarea', '', {
            rows: 10,
            maxLength: 50_000,
            hint: '每行一种：SKU 编码或条码、件数，中间空一格。没写的货品按 0 件算。',
          }),
          field('empty', '空库位：里面没有要盘的货', 'checkbox', ''),
        ],
      },
      typed,
    ),
  }
}

/** A sheet to be filled in by hand: `views/warehouse/counts/sheet`. It shows no quantity. */
export interface SheetPage extends Page {
  layout: 'print'
  number: string
  barcode: Code128 | null
  what: string
  note: string
  due: string
  printed: string
  /** Empty rows under each location, for goods that nobody expects there. */
  blanks: readonly number[]
  stops: {
    location: string
    zone: string
    barcode: Code128 | null
    goods: { code: string; product: string; look: string }[]
  }[]
}

/** What is still to be counted, as a sheet. */
export function sheetPage(count: CountRow, rows: readonly SheetRow[], now: Date): SheetPage {
  return {
    title: `盲盘表 ${count.number}`,
    layout: 'print',
    breadcrumb: [{ label: count.number, href: `/warehouse/counts/${count.id}` }, { label: '盲盘表' }],
    number: count.number,
    barcode: code128(count.number),
    what: scopeLabels[count.scope],
    note: count.note ?? '',
    due: formatMinute(count.dueAt),
    printed: formatMinute(now),
    blanks: [1, 2, 3],
    stops: rows.map(({ location, zone, goods }) => ({
      location,
      zone,
      barcode: code128(location),
      goods: goods.map(({ code, product, color, size }) => ({
        code,
        product,
        look: [color, size].filter(Boolean).join(' '),
      })),
    })),
  }
}
