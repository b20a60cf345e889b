import { parameter } from '../../../work/parameters.ts'

/** How long the safety stock lasts where a SKU's own rule says nothing. */
export const safetyDays = parameter({
  key: 'warehouse.restock-safety-days',
  label: '安全库存天数',
  unit: '天',
  default: 7,
  min: 0,
  max: 180,
  hint: '安全库存 = 日均销量 × 季节系数 × 这个天数；单个 SKU 可以在“补货规则”里另设。',
})

/** For how long one order should last where a SKU's own rule says nothing. */
export const reviewDays = parameter({
  key: 'warehouse.restock-review-days',
  label: '备货周期',
  unit: '天',
  default: 14,
  min: 0,
  max: 180,
  hint: '一次进货够卖多少天，也就是多久进一次货；单个 SKU 可以另设。',
})

/** The lead time of goods that no supplier delivers yet. */
export const unknownLeadDays = parameter({
  key: 'warehouse.restock-lead-days',
  label: '没有供应商时的交货期',
  unit: '天',
  default: 10,
  min: 0,
  max: 180,
  hint: '有首选供应商的，用供应商的供货周期。',
})

/** How long a rejected proposal isn't made again. */
export const restDays = parameter({
  key: 'warehouse.restock-rest-days',
  label: '补货建议驳回后多久再提',
  unit: '天',
  default: 14,
  min: 1,
  max: 180,
})
