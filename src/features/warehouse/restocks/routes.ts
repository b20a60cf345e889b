import type { Request, Response } from 'express'
import { dayOf, now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { offersFor, supplierChoices } from '../../catalog/suppliers/queries.ts'
import { runUnderWay } from '../restock-runs/queries.ts'
import { calculatedAt } from '../stock-figures/queries.ts'
import { moveRestock, orderRestocks } from './actions.ts'
import { OrderForm } from './forms.ts'
import { restocks } from './noun.ts'
import { orderPage } from './order-page.ts'
import { listPage } from './pages.ts'
import type { RestockRow } from './queries.ts'
import {
  ORDERS,
  PARTS,
  USUAL,
  countParts,
  getRestock,
  listRestocks,
  openFor,
  suppliersAsked,
} from './queries.ts'
import { showPage } from './show-page.ts'

const restock = reach(getRestock)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/order', 'order', askOrder),
  post('/order', 'order', order),
  get('/:id', 'see', restock(show)),
  moveDoor(restocks, restock, moveRestock),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'open',
    supplierId: query.id('supplier'),
    search: query.get('q'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: restocks,
    sorting: filter.sorting,
    rows: (cursor, size) => listRestocks(actor, filter, cursor, size),
    beside: () =>
      Promise.all([countParts(actor), supplierChoices(actor), calculatedAt(), runUnderWay(actor)]),
    page: (rows, [counts, choices, calculatedAt, underWay]) =>
      listPage(actor, query, rows, { counts, choices, calculatedAt, underWay }),
  })
}

function askOrder(request: Request, response: Response): Promise<void> {
  return answerOrder(request, response)
}

async function answerOrder(request: Request, response: Response, typed?: Typed, status = 200): Promise<void> {
  const actor = actorOf(request)
  const [asked, choices] = await Promise.all([suppliersAsked(actor), supplierChoices(actor)])
  const query = listQuery(request)
  const chosen = query.get('supplier') === 'none' ? null : query.id('supplier')
  const supplierId = chosen === undefined ? (asked[0]?.id ?? null) : chosen
  const proposals = await openFor(actor, supplierId)
  const page = orderPage({ supplierId, proposals, asked, choices, today: dayOf(now()) }, typed)
  render(response, 'pages/form', page, status)
}

async function order(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: OrderForm,
    act: async (input, act) => {
      const { id, number } = await orderRestocks(act, input)
      return { to: `/warehouse/deliveries/${id}`, notice: `已下单，生成到货单 ${number}。` }
    },
    again: (typed, status) => answerOrder(request, response, typed, status),
  })
}

async function show(request: Request, response: Response, row: RestockRow): Promise<void> {
  const actor = actorOf(request)
  const [offers, history] = await Promise.all([
    offersFor(actor, row.skuId),
    historyOf(restocks.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, { offers, history }))
}
