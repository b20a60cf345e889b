import { dayOf } from '../../../lib/dates.ts'
import { noun } from '../../../work/nouns.ts'
import type { CalendarDay } from './policy.ts'
import { policy } from './policy.ts'

/** Days that differ from the weekly rhythm, of one calendar or of all that observe holidays. */
export const holidays = noun<'CalendarDay', CalendarDay>({
  key: 'people/holidays',
  label: '节假日',
  icon: 'calendar-event',
  model: 'CalendarDay',
  policy,
  rowless: ['list', 'create', 'announce'],
  deeds: { list: '查看', create: '新增', edit: '修改', remove: '删除', announce: '确认年度安排已公布' },
  fields: { day: '日期', kind: '类型', name: '名称', windows: '工作时间', official: '官方公布' },
  title: (day) => `${dayOf(day.day)} ${day.name}`,
})
