import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { LABEL_LIMIT, labelChoice } from '../../../web/labels.ts'
import type { ListQuery } from '../../../web/list.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { balancesAt } from '../stock/queries.ts'
import { archiveLocation, createLocation, editLocation, restoreLocation } from './actions.ts'
import { KINDS, LocationForm, NewLocationForm } from './forms.ts'
import { locations } from './noun.ts'
import { editPage, listPage, locationLabels, newPage, showPage } from './pages.ts'
import type { LocationFilter, LocationRow } from './queries.ts'
import { getLocation, listLocations, zones } from './queries.ts'

const location = reach(getLocation)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/labels', 'list', labels),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', location(show)),
  get('/:id/edit', 'edit', location(edit)),
  post('/:id', 'edit', location(update)),
  post('/:id/archive', 'archive', location(archive)),
  post('/:id/restore', 'restore', location(restore)),
]

function filterOf(query: ListQuery): LocationFilter {
  return {
    archived: query.get('archived') === '1',
    search: query.get('q'),
    zone: query.get('zone'),
    kind: query.oneOf('kind', KINDS),
  }
}

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  await answerList(request, response, {
    noun: locations,
    rows: (cursor, size) => listLocations(actor, filterOf(query), cursor, size),
    beside: () => zones(actor),
    page: (rows, known) => listPage(actor, query, rows, known),
  })
}

async function labels(request: Request, response: Response): Promise<void> {
  const query = listQuery(request)
  const { rows } = await listLocations(actorOf(request), filterOf(query), undefined, LABEL_LIMIT)
  const choice = labelChoice(query, 'q', 'zone', 'kind', 'archived')
  render(response, 'pages/labels', locationLabels(rows, choice))
}

async function blank(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage(await zones(actorOf(request))))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: NewLocationForm,
    act: async (input, act) => {
      const { id } = await createLocation(act, input)
      return { to: `/warehouse/locations/${id}`, notice: '已新增库位，请打印标签贴上。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await zones(actorOf(request)), typed), status),
  })
}

async function show(request: Request, response: Response, row: LocationRow): Promise<void> {
  const query = listQuery(request)
  const [balances, history] = await Promise.all([
    balancesAt(actorOf(request), row.id, query.get('page')),
    historyOf(locations.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), query, row, balances, history))
}

async function edit(request: Request, response: Response, row: LocationRow): Promise<void> {
  render(response, 'pages/form', editPage(row, await zones(actorOf(request))))
}

async function update(request: Request, response: Response, row: LocationRow): Promise<void> {
  await submit(request, response, {
    form: LocationForm,
    act: async (input, act) => {
      await editLocation(act, seen(request, row), input)
      return { to: `/warehouse/locations/${row.id}`, notice: '已保存。' }
    },
    again: async (typed, status) => {
      const known = await zones(actorOf(request))
      render(response, 'pages/form', editPage(row, known, typed, status === 409), status)
    },
  })
}

async function archive(request: Request, response: Response, row: LocationRow): Promise<void> {
  await archiveLocation(actOf(request), seen(request, row))
  done(request, response, `/warehouse/locations/${row.id}`, '已停用。')
}

async function restore(request: Request, response: Response, row: LocationRow): Promise<void> {
  await restoreLocation(actOf(request), seen(request, row))
  done(request, response, `/warehouse/locations/${row.id}`, '已恢复使用。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: LocationRow): LocationRow {
  return { ...row, version: versionOf(request) }
}
