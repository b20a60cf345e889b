import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import { percent } from '../../../web/figures.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { ChartView, Column, Figure, RowView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { may } from '../../../work/rules.ts'
import { policy } from './policy.ts'
import type { FigureRow, Grain, Part } from './queries.ts'
import { averageHeld, coverWords, turnover } from './ratios.ts'

const PATHS: Record<Part, string> = {
  turnover: '/warehouse/stock-figures',
  ageing: '/warehouse/stock-figures/ageing',
  slow: '/warehouse/stock-figures/slow',
  forecast: '/warehouse/stock-figures/forecast',
}
const partLabels: Record<Part, string> = {
  turnover: '周转与可卖天数',
  ageing: '库龄',
  slow: '滞销',
  forecast: '销量预测',
}
const definitions: Record<Part, string> = {
  turnover:
    '周转次数 = 近 90 天交快递的件数 ÷ 这 90 天每晚现有（不含隔离）的平均件数。可卖天数 = 可用 ÷ 日均销量。缺货天 = 近 30 天里早晚都没有货、也没有卖出的天数。',
  ageing: '先进先出：留在仓库的算最后到的货。从入库那天数起，移库、打包和隔离不改变库龄。',
  slow: '有库存、连续这么多天没有卖出的 SKU；从没卖过的，从第一次入库算起。',
  forecast:
    '预测 = 日均销量 × 季节系数 × 30 天。误差：在 30、60、90 天前各预测一次，与实际相差件数的平均；朴素预测用去年同期，不足一年用前 30 天。',
}

/** What a page of figures is made of. */
export interface Shown {
  part: Part
  grain: Grain
  rows: readonly FigureRow[]
  total: FigureRow | undefined
  classes: readonly string[]
  slowDays: number
}

/** A page of figures: the sums on top, a chart of the rows, the rows. */
export function figuresPage(actor: Actor, query: ListQuery, shown: Shown): ListPage {
  const { part, grain, rows, total, classes, slowDays } = shown
  const columns = columnsOf(part, grain, may(policy['see-value'], actor, null))
  return {
    title: `库存分析 · ${partLabels[part]}`,
    breadcrumb: [{ label: '仓库' }, { label: '库存分析' }],
    head: {
      title: '库存分析',
      text: `${definitions[part]}${total ? `计算于 ${formatMinute(total.calculatedAt)}。` : ''}`,
    },
    ...(total ? { figures: figuresOf(part, total) } : {}),
    chart: chartOf(part, columns),
    scripts: ['chart'],
    table: {
      label: partLabels[part],
      path: query.path,
      keep: query.keep('q', 'by', 'class', 'days'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: 'SKU 编码、货号、名称或条码',
      }),
      filters: [
        field('by', '汇总', 'select', grain, {
          options: [
            { value: 'sku', label: '按 SKU' },
            { value: 'class', label: '按品类' },
          ],
        }),
        field('class', '品类', 'select', query.get('class') ?? '', {
          options: [{ value: '', label: '全部' }, ...classes.map((value) => ({ value, label: value }))],
        }),
        ...(part === 'slow'
          ? [field('days', '没有卖出', 'number', String(slowDays), { min: '7', max: '730', unit: '天' })]
          : []),
      ],
      reset: PATHS[part],
      tabs: (Object.keys(PATHS) as Part[]).map((key) => ({
        label: partLabels[key],
        href: PATHS[key],
        active: key === part,
      })),
      columns,
      rows: rows.map((row) => rowOf(row, grain)),
      empty: {
        title: part === 'slow' ? '没有滞销的货品' : '还没有可以分析的数字',
        text:
          part === 'slow' && total === undefined
            ? '有库存的 SKU 近期都卖出过。'
            : '每晚计算一次；采购可以在“补货建议”里点“重新计算”。',
      },
    },
  }
}

const num = (key: string, label: string, unit = '件'): Column => ({ key, label, unit, numeric: true })

const own: Record<Part, readonly Column[]> = {
  turnover: [
    num('onHand', '现有'),
    num('shipped', '近 90 天发出'),
    num('average', '平均现有'),
    num('turnover', '周转', '次'),
    num('rate', '日均销量'),
    num('available', '可用'),
    num('cover', '可卖天数', '天'),
    num('empty', '缺货天', '天'),
  ],
  ageing: [
    num('onHand', '现有'),
    num('aged30', '0–30 天'),
    num('aged60', '31–60 天'),
    num('aged90', '61–90 天'),
    num('aged180', '91–180 天'),
    num('agedOlder', '180 天以上'),
  ],
  slow: [
    num('onHand', '现有'),
    num('available', '可用'),
    { key: 'lastSold', label: '最后卖出' },
    num('idle', '没有卖出', '天'),
    num('sold90', '近 90 天卖出'),
  ],
  forecast: [
    num('sold30', '近 30 天卖出'),
    num('rate', '日均销量'),
    num('forecast', '今后 30 天预测'),
    num('error', '平均误差'),
    num('naive', '朴素预测误差'),
    num('available', '可用'),
  ],
}

function columnsOf(part: Part, grain: Grain, seesValue: boolean): Column[] {
  const named: Column[] =
    grain === 'sku'
      ? [
          { key: 'name', label: 'SKU 编码', fixed: true },
          { key: 'product', label: '货品', width: 'wide' },
        ]
      : [{ key: 'name', label: '品类', fixed: true }, num('skus', 'SKU', '个')]
  const value = seesValue && part !== 'forecast' ? [num('value', '库存金额', '元')] : []
  return [...named, ...own[part], ...value]
}

function rowOf(row: FigureRow, grain: Grain): RowView {
  const rate = (row.milliPerDay / 1000).toFixed(2)
  return {
    id: row.name,
    label: row.name,
    cells: {
      name:
        grain === 'sku'
          ? { text: row.name, href: `/warehouse/stock/${row.skuId}`, mono: true }
          : { text: row.name, href: `?by=sku&class=${encodeURIComponent(row.name)}` },
      product: row.product,
      skus: String(row.skus),
      onHand: String(row.onHand),
      available: String(row.available),
      value: row.valueFen === null ? '' : formatYuan(row.valueFen),
      shipped: String(row.shipped90),
      average: averageHeld(row.heldPieceDays90).toFixed(1),
      turnover: turnover(row.shipped90, row.heldPieceDays90)?.toFixed(2) ?? '',
      rate: grain === 'sku' ? { text: rate, href: `/warehouse/restock-rules/${row.skuId}` } : rate,
      cover: coverWords(row.available, row.milliPerDay),
      empty: String(row.emptyDays30),
      aged30: String(row.aged30),
      aged60: String(row.aged60),
      aged90: String(row.aged90),
      aged180: String(row.aged180),
      agedOlder: String(row.agedOlder),
      lastSold: row.lastSoldOn ? row.lastSoldOn.toISOString().slice(0, 10) : '从未',
      idle: row.idleDays?.toString() ?? '',
      sold30: String(row.sold30),
      sold90: String(row.sold90),
      forecast: String(row.forecast30),
      error: row.forecastError?.toString() ?? '',
      naive: row.naiveForecastError?.toString() ?? '',
    },
  }
}

function figuresOf(part: Part, total: FigureRow): Figure[] {
  const pieces: Figure = {
    label: '现有',
    value: String(total.onHand),
    unit: '件',
    hint: `${total.skus} 个 SKU`,
  }
  const value: Figure[] =
    total.valueFen === null
      ? []
      : [{ label: '库存金额', value: formatYuan(total.valueFen), unit: '元', hint: '按成本' }]
  if (part === 'turnover') {
    return [
      {
        label: '周转',
        value: turnover(total.shipped90, total.heldPieceDays90)?.toFixed(2) ?? '—',
        unit: '次/90 天',
        hint: `发出 ${total.shipped90} ÷ 平均 ${averageHeld(total.heldPieceDays90).toFixed(1)} 件`,
      },
      {
        label: '缺货率',
        value: total.knownDays30 === 0 ? '—' : percent(total.emptyDays30, total.knownDays30),
        unit: '%',
        hint: `缺货 ${total.emptyDays30} ÷ 共 ${total.knownDays30} SKU·天，近 30 天`,
      },
      pieces,
      ...value,
    ]
  }
  if (part === 'ageing') {
    return [
      pieces,
      {
        label: '180 天以上',
        value: String(total.agedOlder),
        unit: '件',
        ...(total.onHand > 0 ? { hint: `占 ${percent(total.agedOlder, total.onHand)}%` } : {}),
      },
      ...value,
    ]
  }
  if (part === 'slow') return [pieces, ...value]
  const error = (sum: number | null): string => (sum === null ? '—' : String(sum))
  return [
    { label: '今后 30 天预测', value: String(total.forecast30), unit: '件', hint: '各 SKU 合计' },
    { label: '平均误差合计', value: error(total.forecastError), unit: '件', hint: '各 SKU 误差相加' },
    {
      label: '朴素预测误差合计',
      value: error(total.naiveForecastError),
      unit: '件',
      hint: '去年同期或前 30 天',
    },
  ]
}

const charted: Record<Part, readonly string[]> = {
  turnover: ['average', 'shipped'],
  ageing: ['aged30', 'aged60', 'aged90', 'aged180', 'agedOlder'],
  slow: ['onHand'],
  forecast: ['sold30', 'forecast'],
}

/** The rows of the table as bars: the chart reads its numbers there. */
function chartOf(part: Part, columns: readonly Column[]): ChartView {
  return {
    label: `${partLabels[part]}（本页前 30 行）`,
    table: 'list',
    series: charted[part].flatMap((key) => columns.find((column) => column.key === key) ?? []).map(nameOf),
    stacked: part === 'ageing',
  }
}

const nameOf = ({ label, unit }: Column): string => (unit ? `${label}（${unit}）` : label)
