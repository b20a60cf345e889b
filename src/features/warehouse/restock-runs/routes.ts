import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render, renderPart } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { enqueue } from '../../../work/jobs.ts'
import { askForRestocks } from './actions.ts'
import { restockRuns } from './noun.ts'
import { isUnderWay, listPage, progressPart, showPage } from './pages.ts'
import type { RestockRunRow } from './queries.ts'
import { getRestockRun, listRestockRuns, runUnderWay } from './queries.ts'

const one = reach(getRestockRun)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  post('/', 'create', ask),
  get('/:id', 'see', one(show)),
  get('/:id/progress', 'see', one(showProgress)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: restockRuns,
    rows: (cursor, size) => listRestockRuns(actor, cursor, size),
    beside: () => runUnderWay(actor),
    page: (rows, underWay) => listPage(actor, listQuery(request), rows, underWay),
  })
}

async function ask(request: Request, response: Response): Promise<void> {
  const { id } = await askForRestocks(actOf(request))
  await enqueue('run-restocks', id)
  done(request, response, `/warehouse/restock-runs/${id}`, '正在计算，算完后这里会显示结果。')
}

async function show(request: Request, response: Response, row: RestockRunRow): Promise<void> {
  const actor = actorOf(request)
  const [underWay, history] = await Promise.all([
    isUnderWay(row) ? row : runUnderWay(actor),
    historyOf(restockRuns.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, underWay, history))
}

/** The part of the page that shows that it's being calculated; when that is over, the page must be fetched anew. */
function showProgress(_request: Request, response: Response, row: RestockRunRow): void {
  if (!isUnderWay(row)) {
    response.set('HX-Refresh', 'true').status(200).send('')
    return
  }
  response.send(renderPart(response, 'parts/progress', progressPart(row)))
}
