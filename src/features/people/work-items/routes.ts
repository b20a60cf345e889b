import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { claimWorkItem, urgeWorkItem } from './actions.ts'
import { workItems } from './noun.ts'
import { listPage } from './pages.ts'
import type { WorkItemRow } from './queries.ts'
import { getWorkItem, listWorkItems } from './queries.ts'

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
  await answerList(request, response, {
    noun: workItems,
    rows: (cursor, size) => listWorkItems(actor, whose, cursor, size),
    page: (rows) => listPage(actor, query, rows, whose, now()),
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
