import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Door } from '../../../web/routing.ts'
import { get, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { moveMonth } from './actions.ts'
import { stockMonths } from './noun.ts'
import { balancesPage, listPage, showPage } from './pages.ts'
import type { MonthRow } from './queries.ts'
import { checksOf, frozenOf, getMonth, listMonths, reasonsOf } from './queries.ts'

const one = reach(getMonth)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', one(show)),
  get('/:id/balances', 'see', one(balances)),
  moveDoor(stockMonths, one, moveMonth),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: stockMonths,
    rows: (cursor, size) => listMonths(actor, cursor, size),
    page: (rows) => listPage(listQuery(request), rows),
  })
}

async function show(request: Request, response: Response, row: MonthRow): Promise<void> {
  const [reasons, checks, history] = await Promise.all([
    reasonsOf(row),
    checksOf(row, now()),
    historyOf(stockMonths.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), row, reasons, checks, history))
}

async function balances(request: Request, response: Response, row: MonthRow): Promise<void> {
  const query = listQuery(request)
  await answerList(request, response, {
    noun: stockMonths,
    rows: (cursor, size) => frozenOf(row, query.get('q'), cursor, size),
    page: (rows) => balancesPage(query, row, rows),
  })
}
