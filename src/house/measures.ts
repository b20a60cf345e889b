import { countAccuracy, stockAccuracy } from '../features/warehouse/counts/measures.ts'
import {
  handOverErrors,
  packingErrors,
  pickingErrors,
  shippedOnTime,
} from '../features/warehouse/shipping-faults/measures.ts'
import { outOfStockRate, stockTurnover } from '../features/warehouse/stock-figures/measures.ts'
import type { Measure } from '../work/measures.ts'

/** The figures that nouns offer to appraisal and insight. */
export const measures: readonly Measure[] = [
  pickingErrors,
  packingErrors,
  handOverErrors,
  shippedOnTime,
  countAccuracy,
  stockAccuracy,
  stockTurnover,
  outOfStockRate,
]
