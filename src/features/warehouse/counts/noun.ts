import { noun } from '../../../work/nouns.ts'
import type { CountedCount } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Goods counted at their locations, and the differences put right. */
export const counts = noun<'Count', CountedCount>({
  key: 'warehouse/counts',
  label: '盘点单',
  icon: 'clipboard-list',
  model: 'Count',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '新建', count: '盘点录入', review: '复核差异' },
  workflow: { moves, states },
  when: { count: ['COUNTING'], review: ['REVIEW'] },
  fields: { scope: '范围', chosen: '选定', note: '备注', dueAt: '截止时间', places: '库位', lines: '明细' },
  title: (count) => `盘点单 ${count.number}`,
})
