import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { shopOptions } from '../shops/queries.ts'
import { claimWorkItem, urgeWorkItem } from './actions.ts'
import { workItems } from './noun.ts'
import { DUE, dueBefore, listPage } from './pages.ts'
import type { WorkItemRow } from './queries.ts'
import { ORDERS, USUAL, getWorkItem, listWorkItems } from './queries.ts'

const item = reach(getWorkItem)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  post('/:id/claim', 'claim', item(claim)),
  post('/:id/urge', 'urge', item(urge)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const whose = query.oneOf('whose', ['team']) ?? 'own'
  const at = now()
  const filter = {
    search: query.get('q'),
    noun: query.get('noun'),
    shopId: query.id('shop'),
    dueBefore: dueBefore(query.oneOf('due', DUE), at),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: workItems,
    sorting: filter.sorting,
    rows: (cursor, size) => listWorkItems(actor, whose, filter, cursor, size),
    beside: () => shopOptions(actor),
    page: (rows, shops) => listPage(actor, query, rows, { whose, shops, now: at }),
  })
}

async function claim(request: Request, response: Response, row: WorkItemRow): Promise<void> {
  await claimWorkItem(actOf(request), row)
  done(request, response, `/${row.noun}/${row.subjectId}`, '已接手。')
}

async function urge(request: Request, response: Response, row: WorkItemRow): Promise<void> {
  await urgeWorkItem(actOf(request), row)
  done(request, response, '/?whose=team', '已催办。')
}
