import { noun } from '../../../work/nouns.ts'
import type { Delivery } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Goods on their way from a supplier or at our door. What comes of them into stock stands on receipts. */
export const deliveries = noun<'Delivery', Delivery>({
  key: 'warehouse/deliveries',
  label: '到货单',
  icon: 'truck-delivery',
  model: 'Delivery',
  policy,
  rowless: ['list', 'create'],
  deeds: {
    list: '查看列表',
    create: '新增',
    edit: '修改',
    identify: '补填供应商',
    inspect: '验收',
  },
  workflow: { moves, states },
  when: { edit: ['EXPECTED'], inspect: ['ARRIVED'] },
  fields: {
    supplier: '供应商',
    expectedBy: '预计到货',
    note: '备注',
    lines: '明细',
    accepted: '合格入库',
    rejected: '不合格隔离',
    arrivedAt: '到货时间',
  },
  title: (delivery) => `到货单 ${delivery.number}`,
})
