import { noun } from '../../../work/nouns.ts'
import type { Unmatched } from './policy.ts'
import { policy } from './policy.ts'

/** Codes in orders that still have to ship, of which nobody has said yet what goods they mean. */
export const unmatched = noun<'OrderLine', Unmatched>({
  key: 'orders/unmatched',
  label: '未匹配编码',
  icon: 'link-off',
  model: 'OrderLine',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表', match: '匹配' },
  fields: {},
  title: ({ code }) => code,
})
