import { parameter } from '../../../work/parameters.ts'

/** After how many days without a sale goods count as slow. */
export const slowDays = parameter({
  key: 'warehouse.slow-days',
  label: '滞销天数',
  unit: '天',
  default: 30,
  min: 7,
  max: 730,
  hint: '有库存、连续这么多天没有卖出的 SKU 列入滞销。',
})
