import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, idOf, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { skuSuggestions } from '../skus/queries.ts'
import {
  archiveSupplier,
  createSupplier,
  editSupplier,
  endOffer,
  offerSku,
  restoreSupplier,
} from './actions.ts'
import { OfferForm, SupplierForm } from './forms.ts'
import { suppliers } from './noun.ts'
import { editPage, listPage, newPage } from './pages.ts'
import { supplierView } from './parts.ts'
import type { SupplierRow } from './queries.ts'
import { ORDERS, USUAL, getSupplier, listSuppliers, offersOf, pricesOf } from './queries.ts'
import { showPage } from './show-page.ts'

const supplier = reach(getSupplier)
const pathOf = (row: SupplierRow): string => `/catalog/suppliers/${row.id}`

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', supplier(show)),
  get('/:id/edit', 'edit', supplier(edit)),
  post('/:id', 'edit', supplier(update)),
  post('/:id/archive', 'archive', supplier(archive)),
  post('/:id/restore', 'restore', supplier(restore)),
  post('/:id/offers', 'offer', supplier(offer)),
  post('/:id/offers/:offerId/end', 'end-offer', supplier(end)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    archived: query.get('archived') === '1',
    search: query.get('q'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: suppliers,
    sorting: filter.sorting,
    rows: (cursor, size) => listSuppliers(actor, filter, cursor, size),
    page: (rows) => listPage(actor, query, rows),
  })
}

function blank(_request: Request, response: Response): void {
  render(response, 'pages/form', newPage())
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: SupplierForm,
    act: async (input, act) => {
      const { id } = await createSupplier(act, input)
      return { to: `/catalog/suppliers/${id}`, notice: '已新增供应商，请登记它供哪些 SKU。' }
    },
    again: (typed, status) => render(response, 'pages/form', newPage(typed), status),
  })
}

function show(request: Request, response: Response, row: SupplierRow): Promise<void> {
  return answer(request, response, row)
}

async function answer(
  request: Request,
  response: Response,
  row: SupplierRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const actor = actorOf(request)
  const [offers, prices, suggestions, beyond, history] = await Promise.all([
    offersOf(actor, row.id),
    pricesOf(actor, row.id),
    skuSuggestions(actor),
    supplierView(actor, row.id),
    historyOf(suppliers.key, row.id, olderThan(request)),
  ])
  const details = { offers, prices, suggestions, beyond, history }
  render(response, 'pages/record', showPage(actor, row, details, typed), status)
}

function edit(_request: Request, response: Response, row: SupplierRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: SupplierRow): Promise<void> {
  await submit(request, response, {
    form: SupplierForm,
    act: async (input, act) => {
      await editSupplier(act, seen(request, row), input)
      return { to: pathOf(row), notice: '已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}

async function offer(request: Request, response: Response, row: SupplierRow): Promise<void> {
  await submit(request, response, {
    form: OfferForm,
    act: async (input, act) => {
      await offerSku(act, seen(request, row), input)
      return { to: pathOf(row), notice: '已登记供货。' }
    },
    again: (typed, status) => answer(request, response, row, typed, status),
  })
}

async function end(request: Request, response: Response, row: SupplierRow): Promise<void> {
  await endOffer(actOf(request), seen(request, row), idOf(request, 'offerId'))
  done(request, response, pathOf(row), '已停止供货。')
}

async function archive(request: Request, response: Response, row: SupplierRow): Promise<void> {
  await archiveSupplier(actOf(request), seen(request, row))
  done(request, response, pathOf(row), '已停用。')
}

async function restore(request: Request, response: Response, row: SupplierRow): Promise<void> {
  await restoreSupplier(actOf(request), seen(request, row))
  done(request, response, pathOf(row), '已恢复使用。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: SupplierRow): SupplierRow {
  return { ...row, version: versionOf(request) }
}
