import { noun } from '../../../work/nouns.ts'
import { policy } from './policy.ts'
import type { NoticeItem } from './queries.ts'

/** What a person was told: new work, reminders, escalations. */
export const notices = noun<'Notice', NoticeItem>({
  key: 'people/notices',
  label: '消息',
  icon: 'bell',
  model: 'Notice',
  policy,
  rowless: ['list', 'read'],
  deeds: { list: '查看列表', read: '全部标为已读' },
  fields: {},
  title: (notice) => notice.text,
})
