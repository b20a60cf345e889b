import type { Day } from '../../../lib/dates.ts'
import { addDays } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { FormSection, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import type { SupplierChoice } from '../../catalog/suppliers/queries.ts'
import { formulaSentence } from './formula-words.ts'
import { fieldsOf } from './forms.ts'
import { home } from './pages.ts'
import type { Asked, RestockRow } from './queries.ts'

/** What the form of an order is made of. */
export interface Ordering {
  /** Of whom it's ordered; null: nobody delivers these SKUs yet. */
  supplierId: number | null
  proposals: readonly RestockRow[]
  /** All of whom something should be bought. */
  asked: readonly Asked[]
  choices: readonly SupplierChoice[]
  today: Day
}

const keyOf = (id: number | null): string => (id === null ? 'none' : String(id))

/** The order of a supplier's proposals: each with its formula, its quantity to change, and a tick. */
export function orderPage(ordering: Ordering, typed?: Typed): FormPage {
  const { supplierId, proposals, asked } = ordering
  return {
    title: '采纳并下单',
    breadcrumb: [home, { label: '采纳并下单' }],
    head: {
      title: '采纳并下单',
      text: '勾选的建议合成一张到货单；数量可以改，改了要写原因。没有勾选的留在待采购里。',
      actions: asked
        .filter(({ id }) => id !== supplierId)
        .slice(0, 20)
        .map(({ id, name, proposals, urgent }) => ({
          label: `换成${name === null ? '没有供应商的' : ` ${name}`}（${proposals} 条${urgent > 0 ? `，紧急 ${urgent}` : ''}）`,
          href: `/warehouse/restocks/order?supplier=${keyOf(id)}`,
        })),
    },
    form: formOf(
      {
        action: `/warehouse/restocks/order?supplier=${keyOf(supplierId)}`,
        submit: '下单，生成到货单',
        cancel: '/warehouse/restocks',
        token: formToken(),
        fields: [headSection(ordering), ...proposals.map(sectionOf)],
      },
      typed && { ...typed, values: { ...newcomers(proposals, typed.values), ...typed.values } },
    ),
  }
}

/** What was proposed since the form was opened stands there as if nothing had been typed. */
function newcomers(proposals: readonly RestockRow[], values: Typed['values']): Typed['values'] {
  return Object.fromEntries(
    proposals
      .filter(({ id }) => !(fieldsOf(id).quantity in values))
      .map(({ id, proposed }) => [fieldsOf(id).quantity, String(proposed)]),
  )
}

function headSection({ supplierId, proposals, choices, today }: Ordering): FormSection {
  const lead = Math.max(0, ...proposals.map(({ leadDays }) => leadDays))
  return {
    title: '向谁下单',
    ...(proposals.length === 0 ? { text: '没有待采购的建议。' } : {}),
    fields: [
      field('supplierId', '供应商', 'select', supplierId === null ? '' : String(supplierId), {
        required: true,
        width: 'half',
        options: [
          { value: '', label: '请选择' },
          ...choices.map(({ id, name }) => ({ value: String(id), label: name })),
        ],
      }),
      field('expectedOn', '预计到货日', 'date', addDays(today, lead), {
        required: true,
        width: 'half',
        hint: `默认今天加交货期 ${lead} 天`,
      }),
    ],
  }
}

function sectionOf(row: RestockRow): FormSection {
  const names = fieldsOf(row.id)
  return {
    title: `${row.urgent ? '紧急 · ' : ''}${row.skuCode} ${row.product}`,
    text: `${row.number}：${formulaSentence(row, row.proposed)}`,
    fields: [
      field(names.take, `采购 ${row.skuCode}`, 'checkbox', 'on', { width: 'third' }),
      field(names.quantity, '数量', 'number', String(row.proposed), {
        required: true,
        min: '1',
        unit: '件',
        width: 'third',
        hint: `建议 ${row.proposed} 件`,
      }),
      field(names.reason, '改量原因', 'text', '', { maxLength: 200, width: 'third' }),
    ],
  }
}
