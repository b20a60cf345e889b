import type { Noun, Subject } from '../../../work/nouns.ts'
import { policy } from './policy.ts'

/** The ledger's lines. Nobody but the ledger writes them, and nobody changes them. */
export const movements: Noun<'StockMovement', Subject> = {
  key: 'warehouse/movements',
  label: '出入流水',
  icon: 'arrows-exchange',
  model: 'StockMovement',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表' },
  fields: {},
  title: (movement) => `流水 ${movement.id}`,
}
