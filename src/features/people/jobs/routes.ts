import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, versionOf } from '../../../web/form.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { enqueue } from '../../../work/jobs.ts'
import { retryJob } from './actions.ts'
import { jobs } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { JobRecord } from './policy.ts'
import { getJob, listJobs } from './queries.ts'

const one = reach(getJob)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', one(show)),
  post('/:id/retry', 'retry', one(retry)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: jobs,
    rows: async () => ({ rows: await listJobs(actor) }),
    page: (rows) => listPage(actor, now(), rows),
  })
}

async function show(request: Request, response: Response, row: JobRecord): Promise<void> {
  const history = await historyOf(jobs.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), now(), row, history))
}

async function retry(request: Request, response: Response, row: JobRecord): Promise<void> {
  await retryJob(actOf(request), { ...row, version: versionOf(request) })
  await enqueue(row.name, row.lastSubject ?? 0)
  done(request, response, `/people/jobs/${row.id}`, '已安排重试，稍后刷新本页查看结果。')
}
