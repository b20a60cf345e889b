import type { ReceiptState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { Receipt } from './policy.ts'

/** What may happen to a receipt. What is posted stays: a mistake is put right by a paper of its own. */
export const moves = {
  post: {
    from: ['DRAFT'],
    to: 'POSTED',
    label: '过账',
    asks: 'nothing',
    tone: 'primary',
    confirm: '货品将计入库存，之后不能再修改。请核对数量和库位。',
  },
  void: { from: ['DRAFT'], to: 'VOID', label: '作废', asks: 'remark?', tone: 'danger' },
} as const satisfies Moves<ReceiptState>

/** What each state is called and whom it obliges: goods that have arrived are put into stock the same or next day. */
export const states = {
  DRAFT: {
    label: '草稿',
    tone: 'warning',
    owner: holder('WAREHOUSE_CLERK'),
    due: working('warehouse', { days: 1 }),
    title: (receipt) => `过账入库单 ${receipt.number}`,
  },
  POSTED: { label: '已过账', tone: 'success' },
  VOID: { label: '已作废', tone: 'neutral' },
} as const satisfies States<ReceiptState, Obligation<Receipt>>
