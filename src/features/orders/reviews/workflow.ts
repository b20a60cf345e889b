import type { ReviewState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { Review } from './policy.ts'

/** What may happen to our decision about an order. */
export const moves = {
  release: { from: ['HELD'], to: 'RELEASED', label: '放行', asks: 'form', tone: 'primary' },
  hold: { from: ['RELEASED'], to: 'HELD', label: '暂缓发货', asks: 'remark', tone: 'danger' },
  end: { from: ['HELD'], to: 'ENDED', label: '不再需要审核', asks: 'nothing' },
} as const satisfies Moves<ReviewState>

/** Nobody but operations can give a code a meaning; service could neither do that nor release the order. */
const waitsForCodes = ({ reasons }: Review): boolean => reasons.every((reason) => reason === 'UNMATCHED_CODE')

/** What each state is called and whom it obliges. */
export const states = {
  HELD: {
    label: '待审核',
    tone: 'warning',
    owner: holder((review) => (waitsForCodes(review) ? 'OPERATIONS_SPECIALIST' : 'SERVICE_AGENT')),
    due: working('service', { hours: 2 }),
    remindBefore: 30,
    title: (review) => `${waitsForCodes(review) ? '匹配商家编码' : '审核订单'}：${review.platformOrderId}`,
  },
  RELEASED: { label: '已放行', tone: 'success' },
  ENDED: { label: '已失效', tone: 'neutral' },
} as const satisfies States<ReviewState, Obligation<Review>>
