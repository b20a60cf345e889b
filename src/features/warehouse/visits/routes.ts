import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { colleagueOptions } from '../../people/staff/queries.ts'
import { editVisit, moveVisit, registerVisit } from './actions.ts'
import { VisitForm } from './forms.ts'
import { visits } from './noun.ts'
import { editPage, listPage, newPage, showPage } from './pages.ts'
import type { VisitRow } from './queries.ts'
import { STATES, countInside, getVisit, listVisits } from './queries.ts'

const visit = reach(getVisit)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', visit(show)),
  get('/:id/edit', 'edit', visit(edit)),
  post('/:id', 'edit', visit(update)),
  moveDoor(visits, visit, moveVisit),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { state: query.oneOf('state', STATES), search: query.get('q') }
  await answerList(request, response, {
    noun: visits,
    rows: (cursor, size) => listVisits(actor, filter, cursor, size),
    beside: () => countInside(actor),
    page: (rows, inside) => listPage(actor, query, rows, inside),
  })
}

async function blank(_request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage({ hosts: await colleagueOptions(), now: now() }))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: VisitForm,
    act: async (input, act) => {
      const { id } = await registerVisit(act, input)
      return { to: `/warehouse/visits/${id}`, notice: '已登记，离开时请点“登记离开”。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage({ hosts: await colleagueOptions(), now: now() }, typed), status),
  })
}

async function show(request: Request, response: Response, row: VisitRow): Promise<void> {
  const history = await historyOf(visits.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history))
}

async function edit(_request: Request, response: Response, row: VisitRow): Promise<void> {
  await renderEdit(response, row)
}

async function update(request: Request, response: Response, row: VisitRow): Promise<void> {
  await submit(request, response, {
    form: VisitForm,
    act: async (input, act) => {
      await editVisit(act, { ...row, version: versionOf(request) }, input)
      return { to: `/warehouse/visits/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) => renderEdit(response, row, typed, status),
  })
}

async function renderEdit(response: Response, row: VisitRow, typed?: Typed, status = 200): Promise<void> {
  const page = editPage(row, { hosts: await colleagueOptions(), now: now() }, typed, status === 409)
  render(response, 'pages/form', page, status)
}
