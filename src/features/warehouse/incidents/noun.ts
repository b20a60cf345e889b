import { noun } from '../../../work/nouns.ts'
import type { Incident } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** What happened in the warehouse and mustn't be forgotten. */
export const incidents = noun<'WarehouseIncident', Incident>({
  key: 'warehouse/incidents',
  label: '仓库异常',
  icon: 'alert-triangle',
  model: 'WarehouseIncident',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '登记', edit: '修改' },
  workflow: { moves, states },
  when: { edit: ['OPEN'] },
  fields: {
    kind: '类型',
    occurredAt: '发生时间',
    place: '地点',
    description: '经过',
    lossFen: '损失',
  },
  title: (incident) => `仓库异常 ${incident.number}`,
})
