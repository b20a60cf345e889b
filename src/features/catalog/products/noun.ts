import { noun } from '../../../work/nouns.ts'
import type { Product } from './policy.ts'
import { policy } from './policy.ts'

/** What is sold, in all its colors and sizes. The company's, shared by all shops. */
export const products = noun<'Product', Product>({
  key: 'catalog/products',
  label: '货品',
  icon: 'hanger',
  model: 'Product',
  policy,
  rowless: ['list', 'create'],
  deeds: {
    list: '查看列表',
    create: '新增',
    edit: '修改',
    archive: '停用',
    restore: '恢复使用',
    'accept-first': '首次到货',
  },
  fields: {
    code: '货号',
    name: '名称',
    brand: '品牌',
    category: '类目',
    role: '主推/辅助',
    fabric: '面料',
    description: '描述',
    firstAcceptedAt: '首次入库',
    archivedAt: '停用时间',
  },
  title: (product) => `${product.code} ${product.name}`,
})
