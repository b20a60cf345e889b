import { noun } from '../../../work/nouns.ts'
import type { Shipment } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** One parcel: goods of one or several orders of one buyer and address, or a part of an order. */
export const shipments = noun<'Shipment', Shipment>({
  key: 'warehouse/shipments',
  label: '发货单',
  icon: 'package',
  model: 'Shipment',
  policy,
  rowless: ['list', 'plan', 'retry'],
  deeds: {
    list: '查看列表',
    plan: '生成发货单',
    retry: '重新配货',
    edit: '更新',
    split: '拆单',
    combine: '合单',
    gift: '添加赠品',
    check: '验货',
    settle: '核对运单无误',
    sheet: '列入发货表',
    unbind: '解除运单号',
    photograph: '添加照片',
    import: '导入运单号',
    'undo-import': '撤销导入',
  },
  workflow: { moves, states },
  when: {
    split: ['READY', 'OUT_OF_STOCK'],
    combine: ['READY'],
    gift: ['READY'],
    check: ['PICKED'],
    settle: ['PACKED', 'SHIPPED'],
    unbind: ['READY', 'OUT_OF_STOCK', 'PICKING', 'PICKED'],
  },
  fields: {
    shipBy: '最晚发货',
    carrier: '快递',
    trackingNumber: '运单号',
    warning: '拦截原因',
    confirmedAt: '平台确认时间',
  },
  title: (shipment) => `发货单 ${shipment.number}`,
})
