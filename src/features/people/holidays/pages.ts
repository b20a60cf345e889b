import type { Actor } from '../../../actor.ts'
import type { Day } from '../../../lib/dates.ts'
import { dayOf, weekday } from '../../../lib/dates.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Action, Crumb, Field, Option, PostAction, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { WindowsJson } from '../../../work/calendar-store.ts'
import { whyNot } from '../../../work/nouns.ts'
import { weekdayLabels, windowsText } from '../../../work/working-hours.ts'
import { KINDS, kindLabels } from './forms.ts'
import { holidays } from './noun.ts'
import type { DayRow } from './queries.ts'

const PATH = '/people/holidays'
const home: Crumb = { label: '节假日', href: PATH }
const EVERYWHERE = '所有遵守节假日的日历'

/** The days of a year. */
export function listPage(actor: Actor, year: number, rows: readonly DayRow[], announced: boolean): ListPage {
  const refused = whyNot(holidays, actor, 'create', null)
  const tab = (one: number) => ({ label: `${one} 年`, href: `${PATH}?year=${one}`, active: one === year })
  return {
    title: '节假日',
    breadcrumb: [{ label: '工作日历', href: '/people/calendars' }, { label: '节假日' }],
    head: {
      title: '节假日',
      text: announced
        ? `${year} 年的放假安排已公布。`
        : `${year} 年的放假安排未公布：目前只按法定节日计算，没有调休。公布后请核对并补充，再确认。`,
      actions: announced ? [] : [announceButton(actor, year)],
    },
    table: {
      label: `${year} 年的节假日`,
      tabs: [tab(year - 1), tab(year), tab(year + 1)],
      columns: [
        { key: 'day', label: '日期' },
        { key: 'kind', label: '类型' },
        { key: 'name', label: '名称', width: 'wide' },
        { key: 'hours', label: '工作时间' },
        { key: 'calendar', label: '适用日历' },
      ],
      rows: rows.map((row) => rowOf(actor, row)),
      create: refused
        ? { label: '新增', disabledBecause: refused }
        : { label: '新增', href: `${PATH}/new?day=${year}-01-01` },
      empty: { title: `没有 ${year} 年的节假日`, text: '系统会自动录入已公布的安排；也可以手工新增。' },
      total: `共 ${rows.length} 天`,
    },
  }
}

function announceButton(actor: Actor, year: number): PostAction {
  const refused = whyNot(holidays, actor, 'announce', null)
  return {
    label: '确认已公布',
    post: `${PATH}/announce`,
    token: formToken(),
    fields: { year: String(year) },
    confirm: {
      title: `确认 ${year} 年的安排`,
      text: '请先与国务院办公厅的通知核对，补充调休上班的日子。确认后不再标记为未公布。',
      submit: '确认',
    },
    ...(refused ? { disabledBecause: refused } : {}),
  }
}

function rowOf(actor: Actor, row: DayRow): RowView {
  const day = dayOf(row.day)
  const edit = deedLink(holidays, actor, row, 'edit', `${PATH}/${row.id}/edit`)
  return {
    id: String(row.id),
    label: `${day} ${row.name}`,
    cells: {
      day: { text: day, sub: weekdayLabels[weekday(day) - 1] ?? '' },
      kind: {
        text: '',
        badge: { label: kindLabels[row.kind], tone: row.kind === 'HOLIDAY' ? 'success' : 'warning' },
      },
      name: row.official ? row.name : { text: row.name, badge: { label: '未公布', tone: 'neutral' } },
      hours: hoursOf(row),
      calendar: row.calendarName ?? EVERYWHERE,
    },
    actions: [edit, removeButton(actor, row)],
  }
}

function removeButton(actor: Actor, row: DayRow): Action {
  const refused = whyNot(holidays, actor, 'remove', row)
  return {
    label: '删除',
    post: `${PATH}/${row.id}/remove`,
    token: formToken(),
    version: row.version,
    tone: 'danger',
    confirm: { title: '删除', text: `${dayOf(row.day)} 将恢复为普通的一天。`, submit: '删除' },
    ...(refused ? { disabledBecause: refused } : {}),
  }
}

function hoursOf({ windows }: DayRow): string {
  const parsed = WindowsJson.safeParse(windows)
  return parsed.success && parsed.data ? windowsText(parsed.data) : ''
}

/** A new day, or another one; `day` is the day the form begins with. */
export function formPage(
  row: DayRow | null,
  day: Day,
  calendars: Option[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const label = row ? '修改节假日' : '新增节假日'
  const back = `${PATH}?year=${day.slice(0, 4)}`
  const fields = fieldsOf(row, day, calendars)
  const form = formOf(
    {
      action: row ? `${PATH}/${row.id}` : PATH,
      submit: '保存',
      cancel: back,
      token: formToken(),
      ...(row ? { version: row.version } : {}),
      fields,
    },
    typed,
  )
  return {
    title: label,
    breadcrumb: [home, { label }],
    head: { title: label, text: '修改后立即生效，只影响以后计算的期限。' },
    form: conflict ? withConflict(form, fields) : form,
  }
}

function fieldsOf(row: DayRow | null, day: Day, calendars: Option[]): Field[] {
  return [
    field('day', '日期', 'date', day, { required: true, width: 'half' }),
    field('calendarId', '适用日历', 'select', row?.calendarId ? String(row.calendarId) : '', {
      options: calendars,
      placeholder: EVERYWHERE,
      width: 'half',
    }),
    field('kind', '类型', 'radios', row?.kind ?? 'HOLIDAY', {
      required: true,
      options: KINDS.map((value) => ({ value, label: kindLabels[value] })),
      width: 'half',
    }),
    field('name', '名称', 'text', row?.name ?? '', { required: true, maxLength: 40, width: 'half' }),
    field('windows', '工作时间', 'text', row ? hoursOf(row) : '', {
      maxLength: 100,
      hint: '上班的日子可以另定时间，例如 09:00-12:00；不填按平时（周末按周一）',
    }),
  ]
}
