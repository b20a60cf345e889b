import { noun } from '../../../work/nouns.ts'
import type { OversellAlarm } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** That a listing is on sale while nothing of it can be shipped: every further order is one too many. */
export const oversellAlarms = noun<'OversellAlarm', OversellAlarm>({
  key: 'warehouse/oversell-alarms',
  label: '超卖预警',
  icon: 'alert-triangle',
  model: 'OversellAlarm',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '预警' },
  workflow: { moves, states },
  fields: {},
  title: ({ title }) => `超卖预警：${title}`,
})
