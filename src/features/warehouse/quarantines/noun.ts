import { noun } from '../../../work/nouns.ts'
import type { QuarantineCase } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/**
 * Problem goods set apart until somebody decides. History keeps what a write-off is worth; the timeline, which everybody
 * reads, doesn't print it, so `writeOffFen` has no word here.
 */
export const quarantines = noun<'QuarantineCase', QuarantineCase>({
  key: 'warehouse/quarantines',
  label: '隔离单',
  icon: 'alert-square-rounded',
  model: 'QuarantineCase',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '报告问题货品', photograph: '添加照片' },
  workflow: { moves, states },
  fields: {
    quantity: '件数',
    reason: '问题',
    plan: '建议',
    reworkedBy: '返工方',
    supplier: '供应商',
    reworkDueAt: '应返回时间',
  },
  title: (one) => `隔离单 ${one.number}`,
})
