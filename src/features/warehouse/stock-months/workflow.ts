import type { StockMonthState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { StockMonth } from './policy.ts'

/** A month of the ledger is closed, and may be opened again while it's the last one closed. */
export const moves = {
  close: {
    from: ['OPEN'],
    to: 'CLOSED',
    label: '结账',
    asks: 'nothing',
    tone: 'primary',
    confirm: '结账后这个月的库存数不再改变，漏记的单据只能记入以后的月份。',
  },
  reopen: { from: ['CLOSED'], to: 'OPEN', label: '反结账', asks: 'remark', tone: 'danger' },
} as const satisfies Moves<StockMonthState>

/** What each state is called and whom it obliges: a month that is over is closed within three days. */
export const states = {
  OPEN: {
    label: '未结账',
    tone: 'warning',
    owner: holder<StockMonth>('OPERATIONS_LEAD'),
    due: working<StockMonth>('office', { days: 3 }),
    remindBefore: 8 * 60,
    title: ({ month }) => `库存月结：${month}`,
  },
  CLOSED: { label: '已结账', tone: 'success' },
} as const satisfies States<StockMonthState, Obligation<StockMonth>>
