import type { Request, Response } from 'express'
import { dayOf, now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door, Handle } from '../../../web/routing.ts'
import { get } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { stockFigures } from './noun.ts'
import { figuresPage } from './pages.ts'
import type { FigureFilter, Part } from './queries.ts'
import { GRAINS, ORDERS, USUAL, classes, listFigures, slowDaysInForce, totalOf } from './queries.ts'

export const routes: readonly Door[] = [
  get('/', 'list', figures('turnover')),
  get('/ageing', 'list', figures('ageing')),
  get('/slow', 'list', figures('slow')),
  get('/forecast', 'list', figures('forecast')),
]

function figures(part: Part): Handle {
  return async (request: Request, response: Response): Promise<void> => {
    const actor = actorOf(request)
    const query = listQuery(request)
    const today = dayOf(now())
    const grain = query.oneOf('by', GRAINS) ?? 'sku'
    const asked = query.id('days')
    const slowDays = asked !== undefined && asked >= 7 && asked <= 730 ? asked : await slowDaysInForce()
    const sorting = sortingOf(query, ORDERS, USUAL[part])
    const filter: FigureFilter = {
      part,
      grain,
      slowDays,
      sorting,
      category: query.get('class'),
      search: query.get('q'),
    }
    await answerList(request, response, {
      noun: stockFigures,
      sorting,
      rows: (cursor, size) => listFigures(actor, filter, today, cursor, size),
      beside: () => Promise.all([totalOf(actor, filter, today), classes()]),
      page: (rows, [total, classes]) =>
        figuresPage(actor, query, { part, grain, rows, total, classes, slowDays }),
    })
  }
}
