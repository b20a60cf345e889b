import type { RestockState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { Restock } from './policy.ts'

/** What may become of a proposal. Accepting happens for a supplier's proposals at once: together they are one order. */
export const moves = {
  accept: { from: ['PROPOSED'], to: 'ACCEPTED', label: '采纳', asks: 'elsewhere' },
  change: { from: ['PROPOSED'], to: 'CHANGED', label: '改量采纳', asks: 'elsewhere' },
  reject: { from: ['PROPOSED'], to: 'REJECTED', label: '驳回', asks: 'remark', tone: 'danger' },
  lapse: { from: ['PROPOSED'], to: 'LAPSED', label: '自动撤销', asks: 'elsewhere' },
} as const satisfies Moves<RestockState>

/** What each state is called and whom it obliges. Where buyers wait for goods that aren't there, it's a matter of hours. */
export const states = {
  PROPOSED: {
    label: '待采购',
    tone: 'warning',
    owner: holder('PURCHASING'),
    due: working<Restock>('office', ({ urgent }) => (urgent ? { hours: 4 } : { days: 2 })),
    remindBefore: 60,
    title: ({ urgent, skuCode, number }) => `${urgent ? '紧急补货' : '补货'}：${skuCode}（${number}）`,
  },
  ACCEPTED: { label: '已采纳', tone: 'success' },
  CHANGED: { label: '改量采纳', tone: 'success' },
  REJECTED: { label: '已驳回', tone: 'neutral' },
  LAPSED: { label: '已不需要', tone: 'neutral' },
} as const satisfies States<RestockState, Obligation<Restock>>
