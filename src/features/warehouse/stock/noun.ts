import type { Noun, Subject } from '../../../work/nouns.ts'
import { policy } from './policy.ts'

/** What lies where, SKU by SKU. Its only writer is the ledger; papers of other nouns tell it what happened. */
export const stock: Noun<'Sku', Subject & { code: string }> = {
  key: 'warehouse/stock',
  label: '库存',
  icon: 'packages',
  model: 'Sku',
  policy,
  rowless: ['list', 'import'],
  deeds: { list: '查看列表', transfer: '移库', import: '导入' },
  fields: { from: '移出', to: '移入', quantity: '件数' },
  title: (sku) => sku.code,
}
