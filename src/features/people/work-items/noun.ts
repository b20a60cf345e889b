import { noun } from '../../../work/nouns.ts'
import { policy } from './policy.ts'
import type { WorkItemRow } from './queries.ts'

/** Open obligations, whatever record they are about. Their lives belong to the records; here they are claimed and urged. */
export const workItems = noun<'WorkItem', WorkItemRow>({
  key: 'people/work-items',
  label: '待办',
  icon: 'inbox',
  model: 'WorkItem',
  policy,
  rowless: ['list'],
  deeds: { list: '查看列表', claim: '接手', urge: '催办' },
  fields: {},
  title: (item) => item.title,
})
