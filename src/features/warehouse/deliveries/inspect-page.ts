import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Field, FormSection, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { proposalWords } from '../stock/place-words.ts'
import type { ProposedPlace } from '../stock/put-away.ts'
import { FAULTS, faultLabels } from './faults.ts'
import { fieldsOfLine } from './forms.ts'
import { home } from './pages.ts'
import type { CountRow, DeliveryRow, LineRow } from './queries.ts'

/** What the form of an inspection is made of. */
export interface Inspection {
  lines: readonly LineRow[]
  counts: readonly CountRow[]
  places: ReadonlyMap<number, ProposedPlace>
  locations: readonly string[]
}

/**
 * The form of an inspection at a desk: a section per announced SKU, with what was counted at the terminal filled in. How
 * many should come isn't filled in as found, so that nobody accepts without counting.
 */
export function inspectPage(
  delivery: DeliveryRow,
  { lines, counts, places, locations }: Inspection,
  typed?: Typed,
): FormPage {
  const path = `/warehouse/deliveries/${delivery.id}`
  const rest = counts.filter((count) => !isFirst(count, counts))
  const sections: FormSection[] = lines.map((line) => ({
    title: line.sku,
    text: `${line.product}，${dueWords(line)}`,
    fields: fieldsFor(line, counts, places.get(line.skuId), locations),
  }))
  return {
    title: `验收 ${delivery.number}`,
    breadcrumb: [home, { label: delivery.number, href: path }, { label: '验收' }],
    head: {
      title: '验收到货',
      text: `${delivery.number} ${delivery.supplier ?? '未知供应商'}。提交后合格的计入库存，不合格的进入隔离区，少的和多的通知采购。`,
    },
    form: formOf(
      {
        action: `${path}/inspect`,
        submit: '提交验收',
        cancel: path,
        token: formToken(),
        version: delivery.version,
        fields: [
          ...sections,
          { title: '其他货品', fields: [furtherField(rest)] },
          {
            title: '确认',
            fields: [
              field('despiteClass', '品类不同也放', 'checkbox', '', { width: 'full' }),
              field('remark', '备注', 'text', '', { maxLength: 500, width: 'full' }),
            ],
          },
        ],
      },
      typed,
    ),
  }
}

function dueWords({ announced, accepted, rejected }: LineRow): string {
  if (announced === 0) return '未预报'
  const before = accepted + rejected
  return `应到 ${announced} 件${before > 0 ? `，已收 ${before} 件` : ''}`
}

function fieldsFor(
  line: LineRow,
  counts: readonly CountRow[],
  place: ProposedPlace | undefined,
  locations: readonly string[],
): Field[] {
  const names = fieldsOfLine(line.skuId)
  const own = counts.filter((count) => count.skuId === line.skuId && isFirst(count, counts))
  const [good, bad] = [own.find(({ fault }) => !fault), own.find(({ fault }) => fault)]
  return [
    field(names.good, '合格', 'number', good ? String(good.quantity) : '', {
      min: '0',
      unit: '件',
      width: 'third',
    }),
    field(names.place, '放到', 'text', good?.location ?? '', {
      datalist: [...locations],
      width: 'third',
      ...(place
        ? { placeholder: place.location, hint: `不填放到 ${proposalWords(place)}` }
        : { hint: '没有常用库位，请填写' }),
    }),
    field(names.bad, '不合格', 'number', bad ? String(bad.quantity) : '', {
      min: '0',
      unit: '件',
      width: 'third',
    }),
    field(names.fault, '问题', 'select', bad?.fault ?? '', {
      options: [
        { value: '', label: '请选择' },
        ...FAULTS.map((key) => ({ value: key, label: faultLabels[key] })),
      ],
      width: 'third',
    }),
  ]
}

/** The first good and the first bad count of a SKU have fields of their own; whatever is more stands in the text. */
function isFirst(count: CountRow, counts: readonly CountRow[]): boolean {
  return counts.find((one) => one.skuId === count.skuId && !one.fault === !count.fault) === count
}

function furtherField(counts: readonly CountRow[]): Field {
  const typed = counts.map(({ sku, quantity, fault, location }) =>
    [sku, quantity, fault ? faultLabels[fault] : location].filter(Boolean).join(' '),
  )
  return field('further', '未预报的货品，或同一 SKU 的另一种问题', 'textarea', typed.join('\n'), {
    rows: 4,
    maxLength: 20_000,
    hint: `每行：SKU 编码或条码、件数、库位或问题（${FAULTS.map((key) => faultLabels[key]).join('、')}）；不写库位就放到建议的库位。`,
  })
}
