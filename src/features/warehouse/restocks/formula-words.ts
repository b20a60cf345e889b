import type { TableView } from '../../../web/parts.ts'
import type { Need } from './formula.ts'
import { demandFor, missing, position, reorderPoint } from './formula.ts'

/** A rate as people read it: `1.25`. */
export function perDay(milliPerDay: number): string {
  return (milliPerDay / 1000).toFixed(2)
}

/** The formula in one line, with all numbers in it. */
export function formulaSentence(need: Need, quantity: number): string {
  const { leadDays, reviewDays, safetyPieces, owed, available, onTheWay } = need
  const demand = `${perDay(need.milliPerDay)} × ${need.seasonPercent}% × (${leadDays} + ${reviewDays}) 天`
  const sum = [
    `${demandFor(need, leadDays + reviewDays)}（${demand}）`,
    `+ 安全库存 ${safetyPieces}`,
    ...(owed > 0 ? [`+ 欠货 ${owed}`] : []),
    `− 可用 ${available}`,
    `− 在途 ${onTheWay}`,
    `= ${missing(need)}`,
  ].join(' ')
  return `${sum}${roundedUp(need, quantity)}`
}

function roundedUp(need: Need, quantity: number): string {
  if (quantity === 0) return position(need) > reorderPoint(need) ? '，高于补货点，现在不用补' : '，现在不用补'
  if (quantity === missing(need)) return ' 件'
  const why = [
    ...(need.minimumQuantity > missing(need) ? [`${need.minimumQuantity} 件起订`] : []),
    ...(need.cartonQuantity > 1 ? [`每箱 ${need.cartonQuantity} 件`] : []),
  ]
  return `，${why.join('、')}，取 ${quantity} 件`
}

/** Where each number of the formula comes from. */
export interface Sources {
  /** How the rate was measured. */
  readonly rate: string
  readonly lead: string
  readonly review: string
  readonly safety: string
}

/** A number of the formula with its unit and where it comes from. */
interface FormulaRow {
  readonly name: string
  readonly value: string
  readonly source: string
}

/** Every number of the formula, in its order. */
function formulaRows(need: Need, sources: Partial<Sources> = {}): FormulaRow[] {
  const row = (name: string, value: string, source: string): FormulaRow => ({ name, value, source })
  return [
    row(
      '日均销量',
      `${perDay(need.milliPerDay)} 件`,
      sources.rate ?? '近 7、30、90 天按 5:3:2 加权，缺货的日子不算',
    ),
    row('季节系数', `${need.seasonPercent}%`, '今后这些天与近 30 天的月份系数之比，见“季节系数”'),
    row('交货期', `${need.leadDays} 天`, sources.lead ?? '首选供应商的供货周期，或补货规则'),
    row('备货周期', `${need.reviewDays} 天`, sources.review ?? '规则参数，或补货规则'),
    row('安全库存', `${need.safetyPieces} 件`, sources.safety ?? '规则参数的天数 × 日均销量，或补货规则'),
    row('补货点', `${reorderPoint(need)} 件`, '日均销量 × 季节系数 × 交货期 + 安全库存'),
    row('欠货', `${need.owed} 件`, '已付款、因缺货没有发出的发货单'),
    row('可用', `${need.available} 件`, '现有 − 预留 − 隔离'),
    row('在途', `${need.onTheWay} 件`, '未收完的到货单里还没有验收的件数'),
    row('起订量', `${need.minimumQuantity} 件`, '首选供应商的起订量'),
    row('每箱', `${need.cartonQuantity} 件`, '补货规则的整箱件数'),
  ]
}

/** Every number of the formula as a table. */
export function formulaTable(need: Need, sources?: Partial<Sources>): TableView {
  return {
    id: 'formula',
    title: '每个数字',
    label: '每个数字',
    columns: [
      { key: 'name', label: '项目' },
      { key: 'value', label: '数值', numeric: true },
      { key: 'source', label: '从哪来', width: 'wide' },
    ],
    rows: formulaRows(need, sources).map(({ name, value, source }) => ({
      id: name,
      label: name,
      cells: { name, value, source },
    })),
    empty: { title: '没有数字', text: '' },
  }
}
