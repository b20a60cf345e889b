import { noun } from '../../../work/nouns.ts'
import type { WorkCalendar } from './policy.ts'
import { policy } from './policy.ts'

/** Working hours that deadlines count in. Which calendars there are is fixed, because rules name them. */
export const calendars = noun<'WorkCalendar', WorkCalendar>({
  key: 'people/calendars',
  label: '工作日历',
  icon: 'calendar-time',
  model: 'WorkCalendar',
  policy,
  rowless: ['list'],
  deeds: { list: '查看', edit: '修改' },
  fields: { name: '名称', weekly: '每周工作时间', observesHolidays: '法定节假日休息' },
  title: (calendar) => calendar.name,
})
