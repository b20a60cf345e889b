import { dutyLabels } from '../../../actor.ts'
import { noun } from '../../../work/nouns.ts'
import type { Guide } from './policy.ts'
import { policy } from './policy.ts'

/** Who reports to whom, and what each position answers for. */
export const organization = noun<'PositionGuide', Guide>({
  key: 'people/organization',
  label: '组织架构',
  icon: 'sitemap',
  model: 'PositionGuide',
  policy,
  rowless: ['list', 'mine', 'guides', 'edit-guide'],
  deeds: {
    list: '查看组织架构图',
    mine: '查看我的岗位职责',
    guides: '查看各岗位职责',
    'edit-guide': '修改岗位职责',
  },
  fields: { responsibilities: '岗位职责' },
  title: (guide) => dutyLabels[guide.position],
})
