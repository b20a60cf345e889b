import { noun } from '../../../work/nouns.ts'
import type { Wave } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Parcels that one person picks in one walk. */
export const waves = noun<'Wave', Wave>({
  key: 'warehouse/waves',
  label: '波次',
  icon: 'shopping-cart',
  model: 'Wave',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '放行波次', 'take-over': '接手拣货' },
  workflow: { moves, states },
  when: { 'take-over': ['PICKING'] },
  fields: { pickerId: '拣货人', note: '备注' },
  title: (wave) => `波次 ${wave.number}`,
})
