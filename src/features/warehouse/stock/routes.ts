import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { submit } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { listMovements } from '../movements/queries.ts'
import { transferStock } from './actions.ts'
import { TransferForm } from './forms.ts'
import { stock } from './noun.ts'
import { listPage, transferPage } from './pages.ts'
import type { StockRow } from './queries.ts'
import { ORDERS, PARTS, USUAL, balancesOf, getStock, listStock, reservationsOf } from './queries.ts'
import { showPage } from './show-page.ts'

const sku = reach(getStock)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', sku(show)),
  get('/:id/transfer', 'transfer', sku(askTransfer)),
  post('/:id/transfer', 'transfer', sku(transfer)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const part = query.oneOf('part', PARTS) ?? 'all'
  const sorting = sortingOf(query, ORDERS, USUAL)
  const filter = { part, sorting, search: query.get('q') }
  await answerList(request, response, {
    noun: stock,
    sorting,
    rows: (cursor, size) => listStock(actor, filter, cursor, size),
    page: (rows) => listPage(actor, query, rows, part),
  })
}

async function show(request: Request, response: Response, row: StockRow): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const [balances, reservations, movements, history] = await Promise.all([
    balancesOf(actor, row.id),
    reservationsOf(actor, row.id),
    listMovements(actor, { skuId: row.id }, query.get('page')),
    historyOf(stock.key, row.id, olderThan(request)),
  ])
  const details = { balances, reservations, movements, history }
  render(response, 'pages/record', showPage(actor, query, row, details))
}

async function askTransfer(request: Request, response: Response, row: StockRow): Promise<void> {
  render(response, 'pages/form', transferPage(row, await balancesOf(actorOf(request), row.id)))
}

async function transfer(request: Request, response: Response, row: StockRow): Promise<void> {
  await submit(request, response, {
    form: TransferForm,
    act: async (input, act) => {
      await transferStock(act, row, input)
      return { to: `/warehouse/stock/${row.id}`, notice: '已移库。' }
    },
    again: async (typed, status) =>
      render(
        response,
        'pages/form',
        transferPage(row, await balancesOf(actorOf(request), row.id), typed),
        status,
      ),
  })
}
