import type { RestockRunState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import type { RestockRun } from './policy.ts'

/** What becomes of a calculation. */
export const moves = {
  finish: { from: ['CALCULATING'], to: 'DONE', label: '计算完成', asks: 'elsewhere' },
  fail: { from: ['CALCULATING'], to: 'FAILED', label: '计算失败', asks: 'elsewhere' },
} as const satisfies Moves<RestockRunState>

/** What each state is called. One that fails obliges nobody: who asked sees it, and a night's is noticed as a job's. */
export const states = {
  CALCULATING: { label: '计算中', tone: 'progress' },
  DONE: { label: '已完成', tone: 'success' },
  FAILED: { label: '失败', tone: 'danger' },
} as const satisfies States<RestockRunState, Obligation<RestockRun>>
