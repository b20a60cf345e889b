import { noun } from '../../../work/nouns.ts'
import type { Restock } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** That a SKU should be bought, calculated from what sells, what is left and what is on its way. */
export const restocks = noun<'Restock', Restock>({
  key: 'warehouse/restocks',
  label: '补货建议',
  icon: 'shopping-cart-plus',
  model: 'Restock',
  policy,
  rowless: ['list', 'create', 'order'],
  deeds: { list: '查看列表', create: '生成', order: '采纳并下单', renew: '按最新需求更新' },
  workflow: { moves, states },
  fields: { proposed: '建议量', supplier: '供应商', changedTo: '改为', delivery: '到货单' },
  title: (restock) => `补货建议 ${restock.number}（${restock.skuCode}）`,
})
