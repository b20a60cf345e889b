import type { ProofState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { Proof } from './policy.ts'

/** What becomes of a proof that found differences; one that found none has nothing before it. */
export const moves = {
  settle: { from: ['BROKEN'], to: 'SETTLED', label: '标记已处理', asks: 'remark', tone: 'primary' },
} as const satisfies Moves<ProofState>

/** What each state is called and whom it obliges. */
export const states = {
  SOUND: { label: '一致', tone: 'success' },
  BROKEN: {
    label: '有差异',
    tone: 'danger',
    owner: holder<Proof>('OPERATIONS_LEAD'),
    due: working<Proof>('warehouse', { days: 1 }),
    title: ({ number, found }) => `查清台账差异：${number}（${found} 处）`,
  },
  SETTLED: { label: '有差异，已处理', tone: 'neutral' },
} as const satisfies States<ProofState, Obligation<Proof>>
