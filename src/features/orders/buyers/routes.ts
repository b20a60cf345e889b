import type { Request, Response } from 'express'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get } from '../../../web/routing.ts'
import { buyers } from './noun.ts'
import { listPage } from './pages.ts'
import { listBuyers } from './queries.ts'

export const routes: readonly Door[] = [get('/', 'list', list)]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { nick: query.get('q'), shopId: query.id('shop') }
  await answerList(request, response, {
    noun: buyers,
    unsaved: ['q'],
    rows: (cursor, size) => listBuyers(actor, filter, cursor, size),
    beside: () => shopOptions(actor),
    page: (rows, shops) => listPage(query, rows, shops),
  })
}
