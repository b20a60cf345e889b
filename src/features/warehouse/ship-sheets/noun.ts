import { noun } from '../../../work/nouns.ts'
import type { ShipSheet } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** A file that tells the platform which parcels have left, by which waybills. */
export const shipSheets = noun<'ShipSheet', ShipSheet>({
  key: 'warehouse/ship-sheets',
  label: '发货表',
  icon: 'table-export',
  model: 'ShipSheet',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '生成发货表', download: '下载' },
  workflow: { moves, states },
  fields: {},
  title: (sheet) => `发货表 ${sheet.number}`,
})
