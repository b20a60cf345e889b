import type { Noun, Subject } from '../../../work/nouns.ts'
import { policy } from './policy.ts'

/** How stock moves: turnover, age, what doesn't sell, what will. Calculated every night; nobody writes it. */
export const stockFigures: Noun<'Sku', Subject & { code: string }> = {
  key: 'warehouse/stock-figures',
  label: '库存分析',
  icon: 'chart-bar',
  model: 'Sku',
  policy,
  rowless: ['list', 'see-value'],
  deeds: { list: '查看', 'see-value': '查看库存金额' },
  fields: {},
  title: (sku) => sku.code,
}
