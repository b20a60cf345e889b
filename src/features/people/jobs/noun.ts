import { noun } from '../../../work/nouns.ts'
import type { JobRecord } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** What the program does by itself, and whether it succeeds. */
export const jobs = noun<'JobRecord', JobRecord>({
  key: 'people/jobs',
  label: '后台任务',
  icon: 'settings-automation',
  model: 'JobRecord',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表', retry: '重试' },
  workflow: { moves, states },
  fields: { failures: '连续失败', lastError: '失败原因', lastErrorNumber: '运行编号' },
  title: ({ label }) => `后台任务 ${label}`,
})
