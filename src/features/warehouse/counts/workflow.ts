import type { CountState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, holder, working } from '../../../work/obligations.ts'
import type { Count } from './policy.ts'

/** What may happen to a count. Its last location counted, it goes to review by itself. */
export const moves = {
  finish: {
    from: ['COUNTING'],
    to: 'REVIEW',
    label: '结束盘点',
    asks: 'remark?',
    confirm: '没有盘完的库位不再盘点，账面不变。已盘的库位进入复核。',
  },
  recount: { from: ['REVIEW'], to: 'COUNTING', label: '退回复盘', asks: 'elsewhere' },
  post: {
    from: ['REVIEW'],
    to: 'POSTED',
    label: '过账',
    asks: 'nothing',
    tone: 'primary',
    confirm: '采纳的差异将计入库存，之后不能撤回。库存减少时，最新的预留先让出，对应的发货单转为缺货。',
  },
  void: { from: ['COUNTING', 'REVIEW'], to: 'VOID', label: '作废', asks: 'remark', tone: 'danger' },
} as const satisfies Moves<CountState>

/** What each state is called and whom it obliges. */
export const states = {
  COUNTING: {
    label: '盘点中',
    tone: 'progress',
    owner: holder<Count>('WAREHOUSE_CLERK'),
    due: field<Count>(({ dueAt }) => dueAt),
    remindBefore: 4 * 60,
    title: ({ number }) => `盘点：${number}`,
  },
  REVIEW: {
    label: '待复核',
    tone: 'warning',
    owner: holder<Count>('OPERATIONS_LEAD'),
    due: working<Count>('warehouse', { days: 1 }),
    remindBefore: 2 * 60,
    title: ({ number }) => `复核盘点差异：${number}`,
  },
  POSTED: { label: '已过账', tone: 'success' },
  VOID: { label: '已作废', tone: 'neutral' },
} as const satisfies States<CountState, Obligation<Count>>
