import { noun } from '../../../work/nouns.ts'
import type { ShippingFault } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Something that was found wrong with a parcel after it had left, charged to whoever did the act. */
export const shippingFaults = noun<'ShippingFault', ShippingFault>({
  key: 'warehouse/shipping-faults',
  label: '发货差错',
  icon: 'package-x',
  model: 'ShippingFault',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '登记发货差错' },
  workflow: { moves, states },
  fields: { description: '情况' },
  title: (fault) => `发货差错 ${fault.number}`,
})
