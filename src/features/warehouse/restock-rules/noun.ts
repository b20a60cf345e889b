import { noun } from '../../../work/nouns.ts'
import type { RestockRule } from './policy.ts'
import { policy } from './policy.ts'

/** How a SKU is restocked; its id is the SKU's. SKUs without one of their own follow suppliers and parameters. */
export const restockRules = noun<'RestockRule', RestockRule>({
  key: 'warehouse/restock-rules',
  label: '补货规则',
  icon: 'adjustments',
  model: 'RestockRule',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '设定', edit: '修改' },
  fields: {
    safetyPieces: '安全库存（件）',
    safetyDays: '安全库存（天）',
    leadDays: '交货期（天）',
    reviewDays: '备货周期（天）',
    cartonQuantity: '每箱（件）',
    stopped: '停止补货',
  },
  title: (rule) => `补货规则 ${rule.id}`,
})
