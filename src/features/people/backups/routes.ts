import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf } from '../../../web/form.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { enqueue } from '../../../work/jobs.ts'
import { historyOf } from '../../../work/history.ts'
import { settleBackup, startBackup } from './actions.ts'
import { backups } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { Backup } from './policy.ts'
import { getBackup, lastProof, listBackups } from './queries.ts'

const one = reach(getBackup)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  post('/', 'create', start),
  get('/:id', 'see', one(show)),
  moveDoor(backups, one, settleBackup),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: backups,
    rows: (cursor, size) => listBackups(actor, cursor, size),
    beside: () => lastProof(actor),
    page: (rows, proof) => listPage(actor, now(), rows, proof),
  })
}

async function start(request: Request, response: Response): Promise<void> {
  const { id } = await startBackup(actOf(request))
  await enqueue('back-up', id)
  done(request, response, `/people/backups/${id}`, '备份已开始，稍后刷新本页查看结果。')
}

async function show(request: Request, response: Response, row: Backup): Promise<void> {
  const history = await historyOf(backups.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history))
}
