import type { Request, Response } from 'express'
import type { Month } from '../../../lib/dates.ts'
import { dayOf, monthOf, now, parseDay } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { may } from '../../../work/rules.ts'
import { policy as holidayPolicy } from '../holidays/policy.ts'
import { editCalendar } from './actions.ts'
import { CalendarForm } from './forms.ts'
import { calendars } from './noun.ts'
import { editPage, listPage, monthPage } from './pages.ts'
import type { CalendarRow } from './queries.ts'
import { getCalendar, listCalendars, monthOfCalendar } from './queries.ts'

const calendar = reach(getCalendar)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', calendar(show)),
  get('/:id/edit', 'edit', calendar(edit)),
  post('/:id', 'edit', calendar(update)),
]

async function list(request: Request, response: Response): Promise<void> {
  await answerList(request, response, {
    noun: calendars,
    rows: async () => ({ rows: await listCalendars() }),
    page: (rows) => listPage(actorOf(request), rows),
  })
}

async function show(request: Request, response: Response, row: CalendarRow): Promise<void> {
  const actor = actorOf(request)
  const today = dayOf(now())
  const month = monthIn(listQuery(request).get('month')) ?? monthOf(today)
  const [all, days, history] = await Promise.all([
    listCalendars(),
    monthOfCalendar(row, month),
    historyOf(calendars.key, row.id, olderThan(request)),
  ])
  const editsDays = may(holidayPolicy.edit, actor, null)
  const page = monthPage(actor, row, { all, month, days, today, history }, editsDays)
  render(response, 'people/calendars/month', page)
}

function edit(_request: Request, response: Response, row: CalendarRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: CalendarRow): Promise<void> {
  await submit(request, response, {
    form: CalendarForm,
    act: async (input, act) => {
      await editCalendar(act, { ...row, version: versionOf(request) }, input)
      return { to: `/people/calendars/${row.id}`, notice: '工作日历已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}

/** `yyyy-MM` of an existing month. */
function monthIn(text: string | undefined): Month | null {
  return text !== undefined && parseDay(`${text}-01`) ? text : null
}
