import type { Actor } from '../../../actor.ts'
import type { Day, Month } from '../../../lib/dates.ts'
import { addMonths, monthOf } from '../../../lib/dates.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Badge, Crumb, Field, Page, PageHead, Tab, Timeline, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import { WeeklyJson } from '../../../work/calendar-store.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { calendars } from './noun.ts'
import type { CalendarRow, MonthDay } from './queries.ts'
import { weekdayLabels, windowsText } from '../../../work/working-hours.ts'

const PATH = '/people/calendars'
const home: Crumb = { label: '工作日历', href: PATH }

/** The calendars with their week. */
export function listPage(actor: Actor, rows: readonly CalendarRow[]): ListPage {
  return {
    title: '工作日历',
    breadcrumb: [{ label: '人员' }, { label: '工作日历' }],
    head: {
      title: '工作日历',
      text: '按工作时间计算的期限使用这些日历；节假日和调休上班日见“节假日”。',
      actions: [{ label: '节假日', href: '/people/holidays', icon: 'calendar-event' }],
    },
    table: {
      label: '工作日历',
      columns: [
        { key: 'name', label: '日历' },
        { key: 'week', label: '每周工作时间', width: 'wide' },
        { key: 'holidays', label: '法定节假日' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.name,
        cells: {
          name: { text: row.name, href: `${PATH}/${row.id}` },
          week: weekText(row),
          holidays: row.observesHolidays ? '休息' : '照常',
        },
        actions: [deedLink(calendars, actor, row, 'edit', `${PATH}/${row.id}/edit`)],
      })),
      empty: { title: '没有日历', text: '启动时会自动建立。' },
    },
  }
}

/** 周一至周五 09:00-12:00、13:00-18:00；周六、周日 休息. Days in a row with the same hours are said together. */
function weekText({ calendar }: CalendarRow): string {
  const texts = calendar.weekly.map((windows) => windowsText(windows) || '休息')
  const groups: { from: number; to: number; text: string }[] = []
  texts.forEach((text, day) => {
    const last = groups.at(-1)
    if (last?.text === text) last.to = day
    else groups.push({ from: day, to: day, text })
  })
  return groups.map(({ from, to, text }) => `${rangeText(from, to)} ${text}`).join('；')
}

function rangeText(from: number, to: number): string {
  const [first, last] = [weekdayLabels[from] ?? '', weekdayLabels[to] ?? '']
  return from === to ? first : `${first}至${last}`
}

/** One square of the month, ready to print. */
export interface DayCell {
  day: string
  tone: 'normal' | 'other' | 'closed'
  today: boolean
  hours: string
  name: string
  badge?: Badge
  href?: string
}

/** A month of one calendar: `views/people/calendars/month`. */
export interface MonthPage extends Page {
  head: PageHead
  tabs: Tab[]
  label: string
  previous: string
  next: string
  weekdays: readonly string[]
  weeks: DayCell[][]
  timeline: Timeline
}

export interface MonthData {
  all: CalendarRow[]
  month: Month
  days: MonthDay[]
  today: Day
  history: HistoryRow[]
}

export function monthPage(
  actor: Actor,
  row: CalendarRow,
  { all, month, days, today, history }: MonthData,
  editsDays: boolean,
): MonthPage {
  const at = (step: number): string => `${PATH}/${row.id}?month=${monthOf(addMonths(`${month}-01`, step))}`
  const cells = days.map((day) => cellOf(day, today, editsDays))
  return {
    title: `工作日历 ${row.name}`,
    breadcrumb: [home, { label: row.name }],
    head: {
      title: `${row.name}日历`,
      text: weekText(row),
      actions: [
        deedLink(calendars, actor, row, 'edit', `${PATH}/${row.id}/edit`),
        { label: '节假日', href: `/people/holidays?year=${month.slice(0, 4)}`, icon: 'calendar-event' },
      ],
    },
    tabs: all.map(({ id, name }) => ({
      label: name,
      href: `${PATH}/${id}?month=${month}`,
      active: id === row.id,
    })),
    label: `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`,
    previous: at(-1),
    next: at(1),
    weekdays: weekdayLabels,
    weeks: Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7)),
    timeline: timelineOf(calendars, history, { weekly: weeklyWords }),
  }
}

function cellOf({ day, inMonth, windows, exception }: MonthDay, today: Day, editsDays: boolean): DayCell {
  const href = exception ? `/people/holidays/${exception.id}/edit` : `/people/holidays/new?day=${day}`
  return {
    day: String(Number(day.slice(8))),
    tone: !inMonth ? 'other' : windows.length === 0 ? 'closed' : 'normal',
    today: day === today,
    hours: windowsText(windows) || '休息',
    name: exception ? exception.name + (exception.official ? '' : '（未公布）') : '',
    ...(exception
      ? {
          badge:
            exception.kind === 'HOLIDAY'
              ? { label: '休', tone: 'success' }
              : { label: '班', tone: 'warning' },
        }
      : {}),
    ...(editsDays ? { href } : {}),
  }
}

function weeklyWords(value: unknown): string {
  const parsed = WeeklyJson.safeParse(value)
  if (!parsed.success) return ''
  return parsed.data
    .map((windows, day) => `${weekdayLabels[day] ?? ''} ${windowsText(windows) || '休息'}`)
    .join('；')
}

/** The form of a calendar's week. */
export function editPage(row: CalendarRow, typed?: Typed, conflict = false): FormPage {
  const fields = fieldsOf(row)
  const form = formOf(
    {
      action: `${PATH}/${row.id}`,
      submit: '保存',
      cancel: `${PATH}/${row.id}`,
      token: formToken(),
      version: row.version,
      fields,
    },
    typed,
  )
  return {
    title: `修改工作日历 ${row.name}`,
    breadcrumb: [home, { label: row.name, href: `${PATH}/${row.id}` }, { label: '修改' }],
    head: { title: '修改工作日历', text: '修改后立即生效，只影响以后计算的期限。' },
    form: conflict ? withConflict(form, fields) : form,
  }
}

function fieldsOf({ name, observesHolidays, calendar }: CalendarRow): Field[] {
  return [
    field('name', '名称', 'text', name, { required: true, maxLength: 20, width: 'half' }),
    field('observesHolidays', '法定节假日休息', 'checkbox', observesHolidays ? 'on' : '', { width: 'half' }),
    ...weekdayLabels.map((label, i) =>
      field(`day${i + 1}`, label, 'text', windowsText(calendar.weekly[i] ?? []), {
        maxLength: 100,
        placeholder: '休息',
        width: 'half',
        ...(i === 0 ? { hint: '例如 09:00-12:00、13:00-18:00；不填为休息' } : {}),
      }),
    ),
  ]
}
