import { Conflict, FieldError } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import { dateColumn, dayOf } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { commonDaysOf, yearToAnnounce } from '../../../work/calendar-store.ts'
import * as door from '../../../work/door.ts'
import { changesBetween, record } from '../../../work/history.ts'
import { closeItems, openItems } from '../../../work/items.ts'
import { demand } from '../../../work/nouns.ts'
import { holder } from '../../../work/obligations.ts'
import { holidays } from './noun.ts'
import type { CalendarDay } from './policy.ts'

export interface DayInput {
  day: Day
  /** Null: all calendars that observe holidays. */
  calendarId: number | null
  kind: 'HOLIDAY' | 'WORKDAY'
  name: string
  windows: [number, number][] | null
}

/** @throws FieldError for a day that is entered already */
export function addDay(act: Act, input: DayInput): Promise<unknown> {
  return deed(act, async (act) => {
    await demandFreeDay(act, input)
    await door.create(holidays, act, { ...rowOf(input), official: true })
    return null
  })
}

/** @throws FieldError for a day that is entered already */
export function editDay(act: Act, day: CalendarDay, input: DayInput): Promise<unknown> {
  return deed(act, async (act) => {
    await demandFreeDay(act, input, day.id)
    const { windows, ...row } = rowOf(input)
    // The door's changes can't say "no value" for JSON, so this column is written beside it.
    await act.tx.calendarDay.updateMany({ where: { id: day.id }, data: { windows } })
    const changes = changesBetween({ windows: '' }, { windows: day.windows }, { windows: input.windows })
    await door.edit(holidays, act, day, row, { changes })
    return null
  })
}

/**
 * Takes a day out again, so that it's like its weekday; history keeps what it was.
 * @throws Conflict when the day has changed or gone since
 */
export function removeDay(act: Act, day: CalendarDay): Promise<unknown> {
  return deed(act, async (act) => {
    demand(holidays, act.actor, 'remove', day)
    const { count } = await act.tx.calendarDay.deleteMany({ where: { id: day.id, version: day.version } })
    if (count === 0) throw new Conflict('这一天刚刚被别人修改过，请核对后再删除。')
    const changes = changesBetween(holidays.fields, { ...day }, emptyRow)
    await record(act, [{ noun: holidays.key, subjectId: day.id, deed: 'remove', changes }])
    return null
  })
}

const emptyRow = { day: null, kind: null, name: null, windows: null, official: null }

/**
 * Somebody has compared a year's days with the announcement of the State Council: they count as official, and the
 * work item that asked for it is done.
 * @throws FieldError while the year has no days
 */
export function announceYear(act: Act, year: number): Promise<unknown> {
  return deed(act, async (act) => {
    demand(holidays, act.actor, 'announce', null)
    const days = await act.tx.calendarDay.findMany({ where: commonDaysOf(year), orderBy: { day: 'asc' } })
    const nationalDay = days.find(({ day }) => dayOf(day) === `${year}-10-01`)
    if (!nationalDay)
      throw new FieldError({ year: `请先录入 ${year} 年的节假日，至少要有国庆节（10 月 1 日）` })
    await act.tx.calendarDay.updateMany({
      where: { ...commonDaysOf(year), official: false },
      data: { official: true, version: { increment: 1 } },
    })
    await record(act, [
      { noun: holidays.key, subjectId: nationalDay.id, deed: 'announce', remark: `${year} 年` },
    ])
    const subjectIds = days.map(({ id }) => id)
    await closeItems(act, { noun: holidays.key, subjectIds, kind: ANNOUNCE, outcome: 'announce' })
    return null
  })
}

const ANNOUNCE = 'announce'

/**
 * From November on, asks the operations lead to enter the next year's arrangement; once, while it isn't announced.
 * The job runner calls it daily, after the calendars were seeded. The item hangs on the year's National Day, which
 * every year has.
 */
export function askForAnnouncement(act: Act): Promise<unknown> {
  return deed(act, async (act) => {
    const year = await yearToAnnounce(act.tx, dayOf(act.at))
    if (year === null) return null
    const row = await act.tx.calendarDay.findFirst({
      where: { calendarId: null, day: dateColumn(`${year}-10-01`) },
    })
    if (!row) return null
    const obligation = {
      owner: holder<CalendarDay>('OPERATIONS_LEAD'),
      title: () => `录入并确认 ${year} 年的放假安排`,
    }
    await openItems(act, holidays, [{ row, kind: ANNOUNCE, obligation }])
    return null
  })
}

function rowOf({ day, windows, ...input }: DayInput) {
  return { ...input, day: dateColumn(day), windows: windows ?? Prisma.DbNull }
}

async function demandFreeDay(act: OpenAct, { day, calendarId }: DayInput, ownId?: number): Promise<void> {
  const taken = await act.tx.calendarDay.findFirst({
    where: { calendarId, day: dateColumn(day), ...(ownId === undefined ? {} : { id: { not: ownId } }) },
  })
  if (taken) throw new FieldError({ day: `这一天已经设置为“${taken.name}”，请直接修改` })
}
