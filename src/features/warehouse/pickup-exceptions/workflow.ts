import type { PickupExceptionState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, holder } from '../../../work/obligations.ts'
import type { PickupException } from './policy.ts'

/** What may become of a parcel that wasn't picked up. Only a timeout that got worse opens it again. */
export const moves = {
  resolve: { from: ['OPEN'], to: 'RESOLVED', label: '处理完成', asks: 'remark', tone: 'primary' },
  ship: { from: ['OPEN'], to: 'RESOLVED', label: '包裹已交接快递', asks: 'elsewhere' },
  reopen: { from: ['RESOLVED'], to: 'OPEN', label: '超时加重，重新处理', asks: 'elsewhere' },
} as const satisfies Moves<PickupExceptionState>

/** What each state is called and whom it obliges: whoever hands parcels over speaks with the courier. */
export const states = {
  OPEN: {
    label: '待处理',
    tone: 'warning',
    owner: holder('WAREHOUSE_CLERK'),
    due: field<PickupException>((one) => one.pickupDueAt),
    remindBefore: 4 * 60,
    title: (one) => `处理揽收异常：订单 ${one.platformOrderId}（${one.exceptionType}）`,
  },
  RESOLVED: { label: '已处理', tone: 'success' },
} as const satisfies States<PickupExceptionState, Obligation<PickupException>>
