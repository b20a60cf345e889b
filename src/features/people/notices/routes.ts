import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf } from '../../../web/form.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post } from '../../../web/routing.ts'
import { readAll } from './actions.ts'
import { notices } from './noun.ts'
import { listPage } from './pages.ts'
import { listNotices } from './queries.ts'

export const routes: readonly Door[] = [get('/', 'list', list), post('/read', 'read', read)]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: notices,
    rows: (cursor, size) => listNotices(actor, cursor, size),
    page: (rows) => listPage(rows, now()),
  })
}

async function read(request: Request, response: Response): Promise<void> {
  await readAll(actOf(request))
  done(request, response, '/people/notices', '已全部标为已读。')
}
