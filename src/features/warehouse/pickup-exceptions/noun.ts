import { noun } from '../../../work/nouns.ts'
import type { PickupException } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Parcels that the courier hasn't picked up in time, or is about not to. */
export const pickupExceptions = noun<'PickupException', PickupException>({
  key: 'warehouse/pickup-exceptions',
  label: '揽收异常',
  icon: 'truck-off',
  model: 'PickupException',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表', import: '导入', 'undo-import': '撤销导入' },
  workflow: { moves, states },
  fields: {
    timeoutType: '超时类型',
    trackingNumber: '运单号',
    carrier: '快递',
    title: '商品',
    paidAt: '支付时间',
    pickupDueAt: '应揽收时间',
    compensationFen: '预计赔付',
    note: '备注信息',
  },
  title: (one) => `揽收异常 ${one.platformOrderId}`,
})
