import { noun } from '../../../work/nouns.ts'
import type { Listing } from './policy.ts'
import { policy } from './policy.ts'

/** A product as one shop offers it: what the platform says of it, as the product files tell. */
export const listings = noun<'Listing', Listing>({
  key: 'catalog/listings',
  label: '宝贝',
  icon: 'tag',
  model: 'Listing',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表', import: '导入', 'undo-import': '撤销导入' },
  fields: {
    title: '标题',
    outerCode: '商家编码',
    priceFen: '价格',
    quantity: '平台库存',
    platformStatus: '状态',
    categoryName: '类目',
    barcode: '条形码',
    skus: '规格',
  },
  title: (listing) => listing.title ?? listing.platformItemId,
})
