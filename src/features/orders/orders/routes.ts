import type { Request, Response } from 'express'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, receive } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import type { Contact } from '../buyers/redact.ts'
import { revealContact } from './actions.ts'
import { RevealForm } from './forms.ts'
import { orders } from './noun.ts'
import { STATUSES, listPage, revealPage, showPage } from './pages.ts'
import { orderView } from './parts.ts'
import type { OrderRow } from './queries.ts'
import { ORDERS, PARTS, USUAL, countParts, getOrder, linesOf, listOrders } from './queries.ts'

const order = reach(getOrder)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', order(show)),
  post('/:id/reveal', 'reveal', order(reveal)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'to-ship',
    search: query.get('q'),
    shopId: query.id('shop'),
    status: query.oneOf('status', STATUSES),
    buyerId: query.id('buyer'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: orders,
    unsaved: ['q'],
    sorting: filter.sorting,
    rows: (cursor, size) => listOrders(actor, filter, cursor, size),
    beside: () => Promise.all([countParts(actor), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(actor, query, rows, counts, shops),
  })
}

async function show(request: Request, response: Response, row: OrderRow): Promise<void> {
  await renderOrder(request, response, row)
}

/** The one page that isn't redirected to: what it shows must not be found again under an address. */
async function reveal(request: Request, response: Response, row: OrderRow): Promise<void> {
  await receive(request, {
    form: RevealForm,
    act: async ({ remark }) => {
      const contact = await revealContact(actOf(request), row, remark)
      if (!contact)
        return done(request, response, `/orders/orders/${row.id}`, '已经看过了；需要再看请重新点击。', 'info')
      await renderOrder(request, response, row, contact)
    },
    again: (typed, status) => render(response, 'pages/form', revealPage(row, typed), status),
  })
}

async function renderOrder(
  request: Request,
  response: Response,
  row: OrderRow,
  revealed?: Contact,
): Promise<void> {
  const actor = actorOf(request)
  const [lines, { tables, state }, history] = await Promise.all([
    linesOf(row.id),
    orderView(actor, row.id),
    historyOf(orders.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, { order: row, lines, tables, state, history, revealed }))
}
