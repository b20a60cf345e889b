import { noun } from '../../../work/nouns.ts'
import type { Buyer } from './policy.ts'
import { policy } from './policy.ts'

/** A buyer of one shop, known by the platform's nick, of which only a part is ever shown. */
export const buyers = noun<'Buyer', Buyer>({
  key: 'orders/buyers',
  label: '买家',
  icon: 'user-heart',
  model: 'Buyer',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表' },
  fields: {},
  title: (buyer) => buyer.maskedNick,
})
