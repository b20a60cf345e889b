import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { editIncident, moveIncident, reportIncident } from './actions.ts'
import { IncidentForm, KINDS } from './forms.ts'
import { incidents } from './noun.ts'
import { editPage, listPage, newPage, showPage } from './pages.ts'
import type { IncidentRow } from './queries.ts'
import { STATES, countOpen, getIncident, listIncidents } from './queries.ts'

const incident = reach(getIncident)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', incident(show)),
  get('/:id/edit', 'edit', incident(edit)),
  post('/:id', 'edit', incident(update)),
  moveDoor(incidents, incident, moveIncident),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    state: query.oneOf('state', STATES),
    kind: query.oneOf('kind', KINDS),
    search: query.get('q'),
  }
  await answerList(request, response, {
    noun: incidents,
    rows: (cursor, size) => listIncidents(actor, filter, cursor, size),
    beside: () => countOpen(actor),
    page: (rows, open) => listPage(query, rows, open),
  })
}

function blank(_request: Request, response: Response): void {
  render(response, 'pages/form', newPage(now()))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: IncidentForm,
    act: async (input, act) => {
      const { id } = await reportIncident(act, input)
      return { to: `/warehouse/incidents/${id}`, notice: '已登记，运营主管会收到待办。' }
    },
    again: (typed, status) => render(response, 'pages/form', newPage(now(), typed), status),
  })
}

async function show(request: Request, response: Response, row: IncidentRow): Promise<void> {
  const history = await historyOf(incidents.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history))
}

function edit(_request: Request, response: Response, row: IncidentRow): void {
  render(response, 'pages/form', editPage(row, now()))
}

async function update(request: Request, response: Response, row: IncidentRow): Promise<void> {
  await submit(request, response, {
    form: IncidentForm,
    act: async (input, act) => {
      await editIncident(act, { ...row, version: versionOf(request) }, input)
      return { to: `/warehouse/incidents/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) =>
      render(response, 'pages/form', editPage(row, now(), typed, status === 409), status),
  })
}
