import { noun } from '../../../work/nouns.ts'
import type { StockMonth } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Shanghai months of the ledger, each closed once nothing of it is open any more. */
export const stockMonths = noun<'StockMonth', StockMonth>({
  key: 'warehouse/stock-months',
  label: '库存月结',
  icon: 'calendar-check',
  model: 'StockMonth',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '到月' },
  workflow: { moves, states },
  fields: { month: '月份', opening: '期初', incoming: '入', outgoing: '出', closing: '期末' },
  title: ({ month }) => `库存月结 ${month}`,
})
