import type { JobState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { JobRecord } from './policy.ts'

/** How a job is; each of its runs is only noted. */
export const moves = {
  fail: { from: ['WORKING', 'OVERDUE'], to: 'FAILING', label: '连续失败', asks: 'elsewhere' },
  stall: { from: ['WORKING'], to: 'OVERDUE', label: '超时未运行', asks: 'elsewhere' },
  recover: { from: ['FAILING', 'OVERDUE'], to: 'WORKING', label: '恢复正常', asks: 'elsewhere' },
} as const satisfies Moves<JobState>

const seeTo = { owner: holder<JobRecord>('OWNER'), due: working<JobRecord>('office', { days: 1 }) }

/** What each state is called and whom it obliges. */
export const states = {
  WORKING: { label: '正常', tone: 'success' },
  FAILING: {
    label: '连续失败',
    tone: 'danger',
    ...seeTo,
    title: ({ label, lastError }: JobRecord) => `后台任务连续失败：${label}（${lastError ?? '原因不明'}）`,
  },
  OVERDUE: {
    label: '很久没有运行',
    tone: 'danger',
    ...seeTo,
    title: ({ label }: JobRecord) => `后台任务很久没有运行：${label}`,
  },
} as const satisfies States<JobState, Obligation<JobRecord>>
