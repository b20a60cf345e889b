import type { UnknownParcelState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { UnknownParcel } from './policy.ts'

/** What may become of a parcel that nobody expects. */
export const moves = {
  tie: { from: ['OPEN', 'UNCLAIMED'], to: 'TIED', label: '查明归属', asks: 'form', tone: 'primary' },
  untie: { from: ['TIED'], to: 'OPEN', label: '撤销归属', asks: 'elsewhere' },
  keep: { from: ['OPEN'], to: 'UNCLAIMED', label: '无人认领，留存', asks: 'remark' },
} as const satisfies Moves<UnknownParcelState>

/** What each state is called and whom it obliges: service knows the buyers. */
export const states = {
  OPEN: {
    label: '待查明',
    tone: 'warning',
    owner: holder<UnknownParcel>('SERVICE_LEAD'),
    due: working<UnknownParcel>('office', { days: 2 }),
    remindBefore: 4 * 60,
    title: (one) => `查明无主包裹：${one.number}${one.trackingNumber ? `（${one.trackingNumber}）` : ''}`,
  },
  TIED: { label: '已归入退货', tone: 'success' },
  UNCLAIMED: { label: '无人认领', tone: 'neutral' },
} as const satisfies States<UnknownParcelState, Obligation<UnknownParcel>>
