import type { Request, Response } from 'express'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { renderList } from '../../../web/list-page.ts'
import type { Door } from '../../../web/routing.ts'
import { get } from '../../../web/routing.ts'
import { listPage } from './pages.ts'
import { listBuyers } from './queries.ts'

export const routes: readonly Door[] = [get('/', 'list', list)]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { nick: query.get('q'), shopId: query.id('shop') }
  const [page, shops] = await Promise.all([listBuyers(actor, filter, query.get('page')), shopOptions(actor)])
  renderList(request, response, listPage(query, page, shops))
}
