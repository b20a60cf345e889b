import { z } from 'zod'
import { checkbox, text } from '../../../web/fields.ts'
import { hours } from '../../../web/hours.ts'
import { weekdayLabels } from '../../../work/working-hours.ts'

/** The week is sent as `day1` (Monday) to `day7`. */
export const CalendarForm = z
  .object({
    name: text('名称', 20),
    observesHolidays: checkbox,
    day1: hours(weekdayLabels[0]),
    day2: hours(weekdayLabels[1]),
    day3: hours(weekdayLabels[2]),
    day4: hours(weekdayLabels[3]),
    day5: hours(weekdayLabels[4]),
    day6: hours(weekdayLabels[5]),
    day7: hours(weekdayLabels[6]),
  })
  .transform(({ name, observesHolidays, day1, day2, day3, day4, day5, day6, day7 }, context) => {
    const weekly = [day1, day2, day3, day4, day5, day6, day7]
    if (weekly.some((windows) => windows.length > 0)) return { name, observesHolidays, weekly }
    context.addIssue({
      code: 'custom',
      path: ['day1'],
      message: '一周至少要有一天有工作时间，否则期限无法计算',
    })
    return z.NEVER
  })
