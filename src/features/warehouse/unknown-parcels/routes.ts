import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { photoDoors } from '../../../web/photos.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { photosOf } from '../../../work/photos.ts'
import { editUnknown, moveUnknown, registerUnknown, tieUnknown } from './actions.ts'
import { TieForm, UnknownForm } from './forms.ts'
import { unknownParcels } from './noun.ts'
import { editPage, listPage, newPage, showPage, tiePage } from './pages.ts'
import type { UnknownRow } from './queries.ts'
import { PARTS, countParts, getUnknown, listUnknown } from './queries.ts'

const one = reach(getUnknown)
const LIST = '/warehouse/unknown-parcels'

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', one(show)),
  get('/:id/edit', 'edit', one(edit)),
  post('/:id', 'edit', one(update)),
  get('/:id/tie', 'tie', one(ask)),
  post('/:id/tie', 'tie', one(tie)),
  ...photoDoors(unknownParcels, one),
  moveDoor(unknownParcels, one, moveUnknown),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { part: query.oneOf('part', PARTS) ?? 'open', search: query.get('q') }
  await answerList(request, response, {
    noun: unknownParcels,
    rows: (cursor, size) => listUnknown(actor, filter, cursor, size),
    beside: () => countParts(actor),
    page: (rows, counts) => listPage(actor, query, rows, counts),
  })
}

function blank(request: Request, response: Response): void {
  render(response, 'pages/form', newPage(listQuery(request).get('tracking') ?? ''))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: UnknownForm,
    act: async (input, act) => {
      const { id, number } = await registerUnknown(act, input)
      return { to: `${LIST}/${id}`, notice: `已登记 ${number}，客服会查明是谁寄来的。` }
    },
    again: (typed, status) => render(response, 'pages/form', newPage('', typed), status),
  })
}

async function show(request: Request, response: Response, row: UnknownRow): Promise<void> {
  const [photos, history] = await Promise.all([
    photosOf(unknownParcels.key, row.id),
    historyOf(unknownParcels.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), row, photos, history))
}

function edit(_request: Request, response: Response, row: UnknownRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: UnknownRow): Promise<void> {
  await submit(request, response, {
    form: UnknownForm,
    act: async (input, act) => {
      await editUnknown(act, seen(request, row), input)
      return { to: `${LIST}/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}

function ask(_request: Request, response: Response, row: UnknownRow): void {
  render(response, 'pages/form', tiePage(row))
}

async function tie(request: Request, response: Response, row: UnknownRow): Promise<void> {
  await submit(request, response, {
    form: TieForm,
    act: async ({ code, remark }, act) => {
      const id = await tieUnknown(act, seen(request, row), code, remark)
      return { to: `/warehouse/returns/${id}`, notice: '已归入退货，请逐件验收。' }
    },
    again: (typed, status) => render(response, 'pages/form', tiePage(row, typed), status),
  })
}

/** The row in the version that the form began with. */
function seen(request: Request, row: UnknownRow): UnknownRow {
  return { ...row, version: versionOf(request) }
}
