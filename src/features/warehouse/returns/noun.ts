import { noun } from '../../../work/nouns.ts'
import type { Return } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Goods of one order or parcel that come back from a buyer. */
export const returns = noun<'Return', Return>({
  key: 'warehouse/returns',
  label: '退货单',
  icon: 'package-import',
  model: 'Return',
  policy,
  rowless: ['list', 'create', 'receive'],
  deeds: {
    list: '查看列表',
    create: '登记退货',
    receive: '在退货台收货',
    edit: '修改',
    follow: '平台退款单更新',
    inspect: '验收判定',
    photograph: '添加照片',
  },
  workflow: { moves, states },
  when: { edit: ['EXPECTED'], inspect: ['ARRIVED'], photograph: ['ARRIVED', 'SETTLED'] },
  fields: {
    carrier: '退回快递',
    trackingNumber: '退回运单号',
    shippedBackAt: '买家寄回时间',
    reason: '退货原因',
    note: '备注',
    lines: '应退货品',
    finding: '判定',
    inspectBy: '验收时限',
  },
  title: (row) => `退货单 ${row.number}`,
})
