import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { runProof, settleProof } from './actions.ts'
import { proofs } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { ProofRow } from './queries.ts'
import { differencesOf, getProof, listProofs, suspectsOf } from './queries.ts'

const one = reach(getProof)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  post('/', 'create', run),
  get('/:id', 'see', one(show)),
  moveDoor(proofs, one, settleProof),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: proofs,
    rows: (cursor, size) => listProofs(actor, cursor, size),
    page: (rows) => listPage(actor, listQuery(request), rows),
  })
}

async function run(request: Request, response: Response): Promise<void> {
  const { id, found } = await runProof(actOf(request))
  const notice = found === 0 ? '台账一致，没有差异。' : `发现 ${found} 处差异，已列入主管待办。`
  done(request, response, `/warehouse/proofs/${id}`, notice)
}

async function show(request: Request, response: Response, row: ProofRow): Promise<void> {
  const actor = actorOf(request)
  const [differences, suspects, history] = await Promise.all([
    differencesOf(row),
    row.found > 0 ? suspectsOf(actor, row) : [],
    historyOf(proofs.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, differences, suspects, history))
}
