import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { renderList } from '../../../web/list-page.ts'
import type { Door } from '../../../web/routing.ts'
import { get, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { CARRIERS } from '../shipments/carriers.ts'
import { shipmentsOf } from '../shipments/queries.ts'
import { handOvers } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { HandOverRow } from './queries.ts'
import { getHandOver, listHandOvers } from './queries.ts'

const handOver = reach(getHandOver)

export const routes: readonly Door[] = [get('/', 'list', list), get('/:id', 'see', handOver(show))]

async function list(request: Request, response: Response): Promise<void> {
  const query = listQuery(request)
  const filter = { search: query.get('q'), carrier: query.oneOf('carrier', CARRIERS) }
  const page = await listHandOvers(actorOf(request), filter, query.get('page'))
  renderList(request, response, listPage(query, page))
}

async function show(request: Request, response: Response, row: HandOverRow): Promise<void> {
  const [parcels, history] = await Promise.all([
    shipmentsOf(actorOf(request), { handOverId: row.id }),
    historyOf(handOvers.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(row, parcels, history))
}
