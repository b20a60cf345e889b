import { z } from 'zod'
import { choice, day, optionalReference, text, whole } from '../../../web/fields.ts'
import { hours } from '../../../web/hours.ts'

export const KINDS = ['HOLIDAY', 'WORKDAY'] as const
export const kindLabels = { HOLIDAY: '休息', WORKDAY: '上班' } as const

/** Hours are asked for days that are worked; without any, the day works like its weekday, or like a Monday. */
export const DayForm = z
  .object({
    day: day('日期'),
    calendarId: optionalReference('适用日历'),
    kind: choice('类型', KINDS),
    name: text('名称', 40),
    windows: hours('工作时间'),
  })
  .transform(({ windows, ...input }) => ({
    ...input,
    windows: input.kind === 'WORKDAY' && windows.length > 0 ? windows : null,
  }))

export const AnnounceForm = z.object({ year: whole('年份', 2000, 2099) })
