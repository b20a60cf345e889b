import { noun } from '../../../work/nouns.ts'
import type { Review } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Our decision whether an order may go to the warehouse. */
export const reviews = noun<'OrderReview', Review>({
  key: 'orders/reviews',
  label: '订单审核',
  icon: 'checkup-list',
  model: 'OrderReview',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '登记', reconsider: '更新原因' },
  workflow: { moves, states },
  fields: { reasons: '待审原因', instruction: '给仓库的说明' },
  title: (review) => review.platformOrderId,
})
