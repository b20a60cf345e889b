import type { Act } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { calendars } from './noun.ts'
import type { WorkCalendar } from './policy.ts'

export interface CalendarInput {
  name: string
  observesHolidays: boolean
  /** Windows from Monday to Sunday, minutes since midnight. */
  weekly: [number, number][][]
}

/** Other hours from now on; deadlines that were set already stay. */
export function editCalendar(act: Act, calendar: WorkCalendar, input: CalendarInput): Promise<unknown> {
  return door.edit(calendars, act, calendar, input)
}
