import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { listings } from './noun.ts'
import { STATUSES, listPage, showPage } from './pages.ts'
import { listingParts } from './parts.ts'
import type { ListingRow } from './queries.ts'
import { getListing, goodsBehind, listListings, skusOfListing } from './queries.ts'

const listing = reach(getListing)

export const routes: readonly Door[] = [get('/', 'list', list), get('/:id', 'see', listing(show))]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    search: query.get('q'),
    shopId: query.id('shop'),
    status: query.oneOf('status', STATUSES),
    unmatched: query.get('codes') === 'unmatched',
  }
  await answerList(request, response, {
    noun: listings,
    rows: (cursor, size) => listListings(actor, filter, cursor, size),
    beside: () => shopOptions(actor),
    page: (rows, shops) => listPage(query, rows, shops),
  })
}

async function show(request: Request, response: Response, row: ListingRow): Promise<void> {
  const actor = actorOf(request)
  const [goods, skus, said, history] = await Promise.all([
    goodsBehind(row.shopId, row.outerCode),
    skusOfListing(row.id),
    listingParts.read(actor, row.id),
    historyOf(listings.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, { goods, skus, alerts: said.flat() }, history))
}
