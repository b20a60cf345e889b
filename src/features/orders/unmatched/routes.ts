import type { Request, Response } from 'express'
import { skuSuggestions } from '../../catalog/skus/queries.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import { matchCode } from './actions.ts'
import { MatchForm } from './forms.ts'
import { unmatched } from './noun.ts'
import { listPage, matchPage } from './pages.ts'
import type { UnmatchedRow } from './queries.ts'
import { getUnmatched, listUnmatched } from './queries.ts'

const code = reach(getUnmatched)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'match', code(show)),
  post('/:id', 'match', code(match)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  await answerList(request, response, {
    noun: unmatched,
    rows: (cursor, size) => listUnmatched(actor, query.id('shop'), cursor, size),
    beside: () => shopOptions(actor),
    page: (rows, shops) => listPage(actor, query, rows, shops),
  })
}

async function show(request: Request, response: Response, row: UnmatchedRow): Promise<void> {
  render(response, 'pages/form', matchPage(row, await skuSuggestions(actorOf(request))))
}

async function match(request: Request, response: Response, row: UnmatchedRow): Promise<void> {
  await submit(request, response, {
    form: MatchForm,
    act: async ({ components }, act) => {
      await matchCode(act, row, components)
      return { to: '/orders/unmatched', notice: `已匹配 ${row.code}；只差它的订单已自动放行。` }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', matchPage(row, await skuSuggestions(actorOf(request)), typed), status),
  })
}
