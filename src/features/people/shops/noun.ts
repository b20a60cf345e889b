import { noun } from '../../../work/nouns.ts'
import type { Shop } from './policy.ts'
import { policy } from './policy.ts'

/** A shop on one platform. What is sold there names it; goods, warehouse papers and people are the company's. */
export const shops = noun<'Shop', Shop>({
  key: 'people/shops',
  label: '店铺',
  icon: 'building-store',
  model: 'Shop',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '新增', edit: '修改', close: '关闭', reopen: '重新开店' },
  fields: { name: '店铺名称', platform: '平台', closedAt: '关闭时间' },
  title: (shop) => shop.name,
})
