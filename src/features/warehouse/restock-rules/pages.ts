import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Badge, Crumb, Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { quantityToBuy, reorderPoint } from '../restocks/formula.ts'
import { perDay } from '../restocks/formula-words.ts'
import { coverWords } from '../stock-figures/ratios.ts'
import type { Part, RuleRow, RuleWithNeed } from './queries.ts'
import { PARTS } from './queries.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '补货规则', href: '/warehouse/restock-rules' }
const partLabels: Record<Part, string> = { all: '全部', own: '单独设定', stopped: '停止补货' }

/** The list of SKUs with what their rules come to. */
export function listPage(query: ListQuery, rows: readonly RuleWithNeed[]): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'all'
  const set = query.get('q')
  return {
    title: '补货规则',
    breadcrumb: [{ label: '仓库' }, { label: '补货规则' }],
    head: {
      title: '补货规则',
      text: '可用 + 在途 − 欠货 降到补货点就提出补货。没有单独设定的，用供应商的供货周期和规则参数。',
    },
    table: {
      label: '补货规则',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: 'SKU 编码、货号、名称或条码',
      }),
      ...(set ? { reset: query.href({ q: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        active: key === part,
      })),
      columns: [
        { key: 'code', label: 'SKU 编码', fixed: true },
        { key: 'product', label: '货品', width: 'wide' },
        { key: 'rate', label: '日均销量', unit: '件', numeric: true },
        { key: 'season', label: '季节系数', unit: '%', numeric: true },
        { key: 'lead', label: '交货期', unit: '天', numeric: true },
        { key: 'review', label: '备货周期', unit: '天', numeric: true },
        { key: 'safety', label: '安全库存', unit: '件', numeric: true },
        { key: 'point', label: '补货点', unit: '件', numeric: true },
        { key: 'available', label: '可用', unit: '件', numeric: true },
        { key: 'onTheWay', label: '在途', unit: '件', numeric: true },
        { key: 'cover', label: '可卖天数', unit: '天', numeric: true },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      empty: {
        title: '没有符合条件的 SKU',
        text: set || part !== 'all' ? '换一个搜索词，或查看全部。' : '新增 SKU 后会列在这里。',
      },
    },
  }
}

function rowOf({ rule, need }: RuleWithNeed): RowView {
  return {
    id: String(rule.id),
    label: rule.code,
    cells: {
      code: { text: rule.code, href: `/warehouse/restock-rules/${rule.id}`, mono: true },
      product: rule.product,
      rate: perDay(need.milliPerDay),
      season: String(need.seasonPercent),
      lead: String(need.leadDays),
      review: String(need.reviewDays),
      safety: String(need.safetyPieces),
      point: String(reorderPoint(need)),
      available: String(need.available),
      onTheWay: String(need.onTheWay),
      cover: coverWords(need.available, need.milliPerDay),
      state: { text: '', badge: ruleBadge({ rule, need }) },
    },
  }
}

/** What follows from the rule now. */
export function ruleBadge({ rule, need }: RuleWithNeed): Badge {
  if (rule.stopped) return { label: '停止补货', tone: 'neutral' }
  const quantity = quantityToBuy(need)
  return quantity > 0
    ? { label: `该补 ${quantity} 件`, tone: 'warning' }
    : { label: '不用补', tone: 'success' }
}

const text = (value: number | null): string => value?.toString() ?? ''

function ruleFields(rule: RuleRow): Field[] {
  const days = { min: '0', max: '365', unit: '天', width: 'third' as const }
  return [
    field('safetyPieces', '安全库存', 'number', text(rule.safetyPieces), {
      min: '0',
      unit: '件',
      width: 'third',
      hint: '固定件数；填了件数就不按天数算',
    }),
    field('safetyDays', '安全库存天数', 'number', text(rule.safetyDays), {
      ...days,
      hint: '空着用规则参数',
    }),
    field('leadDays', '交货期', 'number', text(rule.leadDays), {
      ...days,
      hint: '空着用首选供应商的供货周期',
    }),
    field('reviewDays', '备货周期', 'number', text(rule.reviewDays), {
      ...days,
      hint: '一次进货够卖几天；空着用规则参数',
    }),
    field('cartonQuantity', '每箱件数', 'number', String(rule.cartonQuantity), {
      required: true,
      min: '1',
      unit: '件',
      width: 'third',
      hint: '按整箱进货时填；不论箱填 1',
    }),
    field('stopped', '停止补货（卖完为止）', 'checkbox', rule.stopped ? 'on' : '', { width: 'full' }),
  ]
}

/** The form of a SKU's rule. With `typed` after a conflict, both versions are shown. */
export function editPage(rule: RuleRow, typed?: Typed, conflict = false): FormPage {
  const path = `/warehouse/restock-rules/${rule.id}`
  const fields = ruleFields(rule)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: rule.version, fields },
    typed,
  )
  return {
    title: `修改补货规则 ${rule.code}`,
    breadcrumb: [home, { label: rule.code, href: path }, { label: '修改' }],
    head: { title: '修改补货规则', text: `${rule.code} ${rule.product}` },
    form: conflict ? withConflict(form, fields) : form,
  }
}
