import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
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
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { search: query.get('q'), carrier: query.oneOf('carrier', CARRIERS) }
  await answerList(request, response, {
    noun: handOvers,
    rows: (cursor, size) => listHandOvers(actor, filter, cursor, size),
    page: (rows) => listPage(query, rows),
  })
}

async function show(request: Request, response: Response, row: HandOverRow): Promise<void> {
  const [parcels, history] = await Promise.all([
    shipmentsOf(actorOf(request), { handOverId: row.id }),
    historyOf(handOvers.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(row, parcels, history))
}
