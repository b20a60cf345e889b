import { noun } from '../../../work/nouns.ts'
import type { HandOver } from './policy.ts'
import { policy } from './policy.ts'

/** Parcels that a courier took away at once. */
export const handOvers = noun<'HandOver', HandOver>({
  key: 'warehouse/hand-overs',
  label: '交接单',
  icon: 'truck-delivery',
  model: 'HandOver',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '交接' },
  fields: { carrier: '快递' },
  title: (handOver) => `交接单 ${handOver.number}`,
})
