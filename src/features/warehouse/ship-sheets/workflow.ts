import type { ShipSheetState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { clock, holder } from '../../../work/obligations.ts'
import type { ShipSheet } from './policy.ts'

/** What may happen to a batch-ship sheet. */
export const moves = {
  confirm: { from: ['WAITING'], to: 'CONFIRMED', label: '平台已确认', asks: 'elsewhere' },
  void: {
    from: ['WAITING'],
    to: 'VOID',
    label: '作废',
    asks: 'remark',
    tone: 'danger',
    confirm: '作废后，其中还没有确认的包裹可以重新列入发货表。',
  },
} as const satisfies Moves<ShipSheetState>

/** What each state is called and whom it obliges. */
export const states = {
  WAITING: {
    label: '待平台确认',
    tone: 'warning',
    owner: holder('OPERATIONS_SPECIALIST'),
    due: clock({ hours: 24 }),
    remindBefore: 4 * 60,
    title: (sheet) => `上传平台并导入订单确认：${sheet.number}`,
  },
  CONFIRMED: { label: '已确认', tone: 'success' },
  VOID: { label: '已作废', tone: 'neutral' },
} as const satisfies States<ShipSheetState, Obligation<ShipSheet>>
