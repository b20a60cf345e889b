import { noun } from '../../../work/nouns.ts'
import type { UnknownParcel } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** A parcel that came back and that nobody expects. */
export const unknownParcels = noun<'UnknownParcel', UnknownParcel>({
  key: 'warehouse/unknown-parcels',
  label: '无主包裹',
  icon: 'package-off',
  model: 'UnknownParcel',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '登记无主包裹', edit: '修改', photograph: '添加照片' },
  workflow: { moves, states },
  when: { edit: ['OPEN', 'UNCLAIMED'] },
  fields: { trackingNumber: '运单号', carrier: '快递', note: '说明', lines: '内装货品' },
  title: (one) => `无主包裹 ${one.number}`,
})
