import type { RowOf } from '../../../work/nouns.ts'
import { noun } from '../../../work/nouns.ts'
import { policy } from './policy.ts'

/** The rights of all nouns, printed from their policies. It has no records of its own; it's about people. */
export const rights = noun<'Person', RowOf<'Person'>>({
  key: 'people/rights',
  label: '权限一览',
  icon: 'lock-check',
  model: 'Person',
  policy,
  rowless: ['list'],
  deeds: { list: '查看' },
  fields: {},
  title: (person) => person.name,
})
