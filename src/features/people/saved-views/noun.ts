import { noun } from '../../../work/nouns.ts'
import type { SavedView } from './policy.ts'
import { policy } from './policy.ts'

/** A list as one person likes to see it: its filter, order and columns under a name. */
export const savedViews = noun<'SavedView', SavedView>({
  key: 'people/saved-views',
  label: '视图',
  icon: 'bookmark',
  model: 'SavedView',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '保存', remove: '删除' },
  // Where a view leads stays out of history: it's nobody's matter but its owner's.
  fields: { name: '名称', list: '列表' },
  title: (view) => view.name,
})
