import { formatMinute } from '../../../lib/dates.ts'
import { noun } from '../../../work/nouns.ts'
import type { RestockRun } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Calculations of what should be bought, every night and whenever who buys asks. */
export const restockRuns = noun<'RestockRun', RestockRun>({
  key: 'warehouse/restock-runs',
  label: '补货计算',
  icon: 'calculator',
  model: 'RestockRun',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '重新计算' },
  workflow: { moves, states },
  fields: { skus: 'SKU', proposed: '新提出', renewed: '更新', lapsed: '撤销', failure: '失败原因' },
  title: ({ askedAt }) => `补货计算 ${formatMinute(askedAt)}`,
})
