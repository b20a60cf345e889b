import { noun } from '../../../work/nouns.ts'
import type { Receipt } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Goods that come in: bought ones, or those that lay here when the ledger began. */
export const receipts = noun<'Receipt', Receipt>({
  key: 'warehouse/receipts',
  label: '入库单',
  icon: 'package-import',
  model: 'Receipt',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '新增', edit: '修改' },
  workflow: { moves, states },
  when: { edit: ['DRAFT'] },
  fields: { kind: '类型', source: '来源', note: '备注', lines: '明细', postedAt: '过账时间' },
  title: (receipt) => `入库单 ${receipt.number}`,
})
