import type { Actor } from '../../../actor.ts'
import { dayOf } from '../../../lib/dates.ts'
import { deedLink } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Fact } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { quantityToBuy } from '../restocks/formula.ts'
import type { Sources } from '../restocks/formula-words.ts'
import { formulaSentence, formulaTable } from '../restocks/formula-words.ts'
import type { SkuNeed } from '../restocks/needs.ts'
import type { RateFigure } from '../stock-figures/queries.ts'
import { coverWords } from '../stock-figures/ratios.ts'
import { restockRules } from './noun.ts'
import { home, ruleBadge } from './pages.ts'
import type { RuleRow } from './queries.ts'

/** What a rule's page shows beside the rule. */
export interface Details {
  /** Undefined for a SKU that is archived. */
  need: SkuNeed | undefined
  /** Undefined while nothing was calculated. */
  figure: RateFigure | undefined
  history: readonly HistoryRow[]
}

/** A SKU's rule, the calculation as it would be made now, and the forecast with its error. */
export function showPage(actor: Actor, rule: RuleRow, { need, figure, history }: Details): RecordPage {
  return {
    title: `补货规则 ${rule.code}`,
    breadcrumb: [home, { label: rule.code }],
    head: {
      title: rule.product,
      number: rule.code,
      state: need ? ruleBadge({ rule, need }) : { label: '已停用', tone: 'neutral' },
      actions: [
        deedLink(restockRules, actor, rule, 'edit', `/warehouse/restock-rules/${rule.id}/edit`),
        { label: '库存', href: `/warehouse/stock/${rule.id}` },
      ],
      facts: need ? [{ label: '可卖天数', value: `${coverWords(need.available, need.milliPerDay)} 天` }] : [],
    },
    ...(need
      ? {
          facts: [
            {
              title: '现在算',
              facts: [{ label: '建议量', value: formulaSentence(need, quantityToBuy(need)), wide: true }],
            },
            { title: '今后 30 天预测', facts: forecastFacts(figure) },
          ],
          tables: [formulaTable(need, sourcesOf(rule, need, figure))],
        }
      : { alerts: [{ tone: 'info' as const, text: '这个 SKU 已停用，不再补货。' }] }),
    timeline: timelineOf(restockRules, history),
  }
}

function sourcesOf(rule: RuleRow, need: SkuNeed, figure: RateFigure | undefined): Sources {
  const own = '这个 SKU 的补货规则'
  return {
    rate: figure ? rateWords(figure) : '还没有算过',
    lead: rule.leadDays !== null ? own : need.supplierId !== null ? '首选供应商的供货周期' : '规则参数',
    review: rule.reviewDays !== null ? own : '规则参数',
    safety:
      need.safetyDays === null
        ? `${own}的件数`
        : `日均销量 × 季节系数 × ${need.safetyDays} 天（${rule.safetyDays !== null ? own : '规则参数'}）`,
  }
}

/** The three windows with their numerators and denominators. */
function rateWords({ sold7, days7, sold30, days30, sold90, days90 }: RateFigure): string {
  const window = (name: string, sold: number, days: number): string => `${name} ${sold} 件/${days} 天`
  const windows = [
    window('近 7 天', sold7, days7),
    window('近 30 天', sold30, days30),
    window('近 90 天', sold90, days90),
  ]
  return `${windows.join('，')}，按 5:3:2 加权；缺货的日子不算`
}

function forecastFacts(figure: RateFigure | undefined): Fact[] {
  if (!figure) return [{ label: '预测', value: '还没有算过' }]
  const error = (pieces: number | null): string => (pieces === null ? '历史不够' : `${pieces} 件`)
  return [
    { label: '预测销量', value: `${figure.forecast30} 件` },
    { label: '平均误差', value: error(figure.forecastError) },
    { label: '朴素预测的误差', value: error(figure.naiveForecastError) },
    {
      label: '怎么验的',
      value:
        '在 30、60、90 天前各预测一次当时的后 30 天，与实际相差件数的平均。朴素预测：去年同期的销量，不足一年则用前 30 天的销量。',
      wide: true,
    },
    { label: '计算时间', value: dayOf(figure.calculatedAt) },
  ]
}
