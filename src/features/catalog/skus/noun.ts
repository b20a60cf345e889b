import { noun } from '../../../work/nouns.ts'
import type { Sku } from './policy.ts'
import { policy } from './policy.ts'

/**
 * One color and size of a product: what is counted, reserved and packed. History keeps what it cost; the timeline,
 * which everybody reads, doesn't print it, so `costFen` has no word here.
 */
export const skus = noun<'Sku', Sku>({
  key: 'catalog/skus',
  label: 'SKU',
  icon: 'barcode',
  model: 'Sku',
  policy,
  rowless: ['list', 'create', 'see-cost'],
  deeds: {
    list: '查看列表',
    create: '新增',
    edit: '修改',
    archive: '停用',
    restore: '恢复使用',
    place: '库位与条码',
    'see-cost': '查看成本',
    cost: '修改成本',
  },
  fields: {
    code: 'SKU 编码',
    color: '颜色',
    size: '尺码',
    weight: '重量（克）',
    homeLocation: '常用库位',
    barcodes: '条码',
    archivedAt: '停用时间',
  },
  title: (sku) => sku.code,
})
