import { noun } from '../../../work/nouns.ts'
import type { Visit } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** People who don't work here and were let into the warehouse. */
export const visits = noun<'Visit', Visit>({
  key: 'warehouse/visits',
  label: '来访登记',
  icon: 'door-enter',
  model: 'Visit',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '登记', edit: '修改' },
  workflow: { moves, states },
  fields: {
    visitor: '来访人',
    organization: '单位',
    purpose: '事由',
    hostId: '接待人',
    enteredAt: '进入时间',
    leftAt: '离开时间',
  },
  title: (visit) => `来访 ${visit.number}`,
})
