import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Door } from '../../../web/routing.ts'
import { get, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { resolveException } from './actions.ts'
import { pickupExceptions } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { ExceptionRow } from './queries.ts'
import {
  ORDERS,
  PARTS,
  countParts,
  exceptionTypes,
  getException,
  listExceptions,
  usualOf,
} from './queries.ts'

const one = reach(getException)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', one(show)),
  moveDoor(pickupExceptions, one, resolveException),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const part = query.oneOf('part', PARTS) ?? 'open'
  const filter = { part, search: query.get('q'), shopId: query.id('shop'), type: query.get('type') }
  const sorting = sortingOf(query, ORDERS, usualOf(part))
  await answerList(request, response, {
    noun: pickupExceptions,
    sorting,
    rows: (cursor, size) => listExceptions(actor, { ...filter, sorting }, cursor, size),
    beside: () => Promise.all([countParts(actor), shopOptions(actor), exceptionTypes()]),
    page: (rows, [counts, shops, types]) => listPage(query, { rows, counts, shops, types, now: now() }),
  })
}

async function show(request: Request, response: Response, row: ExceptionRow): Promise<void> {
  const history = await historyOf(pickupExceptions.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history, now()))
}
