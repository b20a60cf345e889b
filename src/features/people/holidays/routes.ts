import type { Request, Response } from 'express'
import { Conflict } from '../../../errors.ts'
import type { Day } from '../../../lib/dates.ts'
import { dayOf, now, parseDay } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import { addDay, announceYear, editDay, removeDay } from './actions.ts'
import { AnnounceForm, DayForm } from './forms.ts'
import { holidays } from './noun.ts'
import { formPage, listPage } from './pages.ts'
import type { DayRow } from './queries.ts'
import { calendarOptions, daysOfYear, getDay, isAnnounced } from './queries.ts'

const day = reach(getDay)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', newDay),
  post('/', 'create', create),
  post('/announce', 'announce', announce),
  get('/:id', 'see', day(see)),
  get('/:id/edit', 'edit', day(edit)),
  post('/:id', 'edit', day(update)),
  post('/:id/remove', 'remove', day(remove)),
]

async function list(request: Request, response: Response): Promise<void> {
  const typed = Number(listQuery(request).get('year'))
  const year =
    typed >= 2000 && typed <= 2099 && Number.isInteger(typed) ? typed : Number(dayOf(now()).slice(0, 4))
  await answerList(request, response, {
    noun: holidays,
    rows: async () => ({ rows: await daysOfYear(year) }),
    beside: () => isAnnounced(year),
    page: (rows, announced) => listPage(actorOf(request), year, rows, announced),
  })
}

/** Where work items about a year lead. */
function see(_request: Request, response: Response, row: DayRow): void {
  response.redirect(303, yearOf(dayOf(row.day)))
}

async function newDay(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', formPage(null, dayIn(request), await calendarOptions()))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: DayForm,
    act: async (input, act) => {
      await addDay(act, input)
      return { to: yearOf(input.day), notice: '已新增。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', formPage(null, dayIn(request), await calendarOptions(), typed), status),
  })
}

async function announce(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: AnnounceForm,
    act: async ({ year }, act) => {
      await announceYear(act, year)
      return { to: yearOf(`${year}-01-01`), notice: `${year} 年的放假安排已确认。` }
    },
    again: ({ errors }) => {
      throw new Conflict(Object.values(errors).join('；'))
    },
  })
}

async function edit(_request: Request, response: Response, row: DayRow): Promise<void> {
  render(response, 'pages/form', formPage(row, dayOf(row.day), await calendarOptions()))
}

async function update(request: Request, response: Response, row: DayRow): Promise<void> {
  await submit(request, response, {
    form: DayForm,
    act: async (input, act) => {
      await editDay(act, { ...row, version: versionOf(request) }, input)
      return { to: yearOf(input.day), notice: '已保存。' }
    },
    again: async (typed, status) => {
      const page = formPage(row, dayOf(row.day), await calendarOptions(), typed, status === 409)
      render(response, 'pages/form', page, status)
    },
  })
}

async function remove(request: Request, response: Response, row: DayRow): Promise<void> {
  await removeDay(actOf(request), { ...row, version: versionOf(request) })
  done(request, response, yearOf(dayOf(row.day)), '已删除。')
}

function yearOf(date: Day): string {
  return `/people/holidays?year=${date.slice(0, 4)}`
}

/** The day that the month view was asked about. */
function dayIn(request: Request): Day {
  return parseDay(listQuery(request).get('day') ?? '') ?? dayOf(now())
}
