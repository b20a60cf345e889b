import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { LABEL_LIMIT, labelChoice } from '../../../web/labels.ts'
import type { ListQuery } from '../../../web/list.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import type { ListSorting } from '../../../web/sorting.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { productSuggestions } from '../products/queries.ts'
import { offersFor } from '../suppliers/queries.ts'
import { archiveSku, createSku, editSku, placeSku, restoreSku, setCost } from './actions.ts'
import { CostForm, NewSkuForm, PlaceForm, SkuForm } from './forms.ts'
import type { Choices } from './form-pages.ts'
import { costPage, editPage, newPage, placePage } from './form-pages.ts'
import { skus } from './noun.ts'
import { listPage, showPage, skuLabels } from './pages.ts'
import type { SkuFilter, SkuRow } from './queries.ts'
import { ORDERS, USUAL, getSku, homeSuggestions, listSkus } from './queries.ts'

const sku = reach(getSku)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/labels', 'list', labels),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', sku(show)),
  get('/:id/edit', 'edit', sku(edit)),
  post('/:id', 'edit', sku(update)),
  get('/:id/place', 'place', sku(place)),
  post('/:id/place', 'place', sku(updatePlace)),
  get('/:id/cost', 'cost', sku(cost)),
  post('/:id/cost', 'cost', sku(updateCost)),
  post('/:id/archive', 'archive', sku(archive)),
  post('/:id/restore', 'restore', sku(restore)),
]

function filterOf(query: ListQuery): SkuFilter & { sorting: ListSorting<keyof typeof ORDERS> } {
  return {
    archived: query.get('archived') === '1',
    search: query.get('q'),
    location: query.get('location'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
}

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = filterOf(query)
  await answerList(request, response, {
    noun: skus,
    sorting: filter.sorting,
    rows: (cursor, size) => listSkus(actor, filter, cursor, size),
    page: (rows) => listPage(actor, query, rows),
  })
}

async function labels(request: Request, response: Response): Promise<void> {
  const query = listQuery(request)
  const { rows } = await listSkus(actorOf(request), filterOf(query), undefined, LABEL_LIMIT)
  render(response, 'pages/labels', skuLabels(rows, labelChoice(query, 'q', 'location', 'archived')))
}

async function blank(request: Request, response: Response): Promise<void> {
  const product = listQuery(request).get('product') ?? ''
  render(response, 'pages/form', newPage(await choices(request), product))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: NewSkuForm,
    act: async (input, act) => {
      const { id } = await createSku(act, input)
      return { to: `/catalog/skus/${id}`, notice: '已新增 SKU。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await choices(request), '', typed), status),
  })
}

async function show(request: Request, response: Response, row: SkuRow): Promise<void> {
  const actor = actorOf(request)
  const [offers, history] = await Promise.all([
    offersFor(actor, row.id),
    historyOf(skus.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, offers, history))
}

function edit(_request: Request, response: Response, row: SkuRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: SkuRow): Promise<void> {
  await submit(request, response, {
    form: SkuForm,
    act: async (input, act) => {
      await editSku(act, seen(request, row), input)
      return { to: `/catalog/skus/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}

async function place(request: Request, response: Response, row: SkuRow): Promise<void> {
  render(response, 'pages/form', placePage(row, await homeSuggestions()))
}

async function updatePlace(request: Request, response: Response, row: SkuRow): Promise<void> {
  await submit(request, response, {
    form: PlaceForm,
    act: async (input, act) => {
      await placeSku(act, seen(request, row), input)
      return { to: `/catalog/skus/${row.id}`, notice: '已保存库位与条码。' }
    },
    again: async (typed, status) => {
      const locations = await homeSuggestions()
      render(response, 'pages/form', placePage(row, locations, typed, status === 409), status)
    },
  })
}

function cost(_request: Request, response: Response, row: SkuRow): void {
  render(response, 'pages/form', costPage(row))
}

async function updateCost(request: Request, response: Response, row: SkuRow): Promise<void> {
  await submit(request, response, {
    form: CostForm,
    act: async ({ costFen }, act) => {
      await setCost(act, seen(request, row), costFen)
      return { to: `/catalog/skus/${row.id}`, notice: '已保存成本。' }
    },
    again: (typed, status) => render(response, 'pages/form', costPage(row, typed, status === 409), status),
  })
}

async function archive(request: Request, response: Response, row: SkuRow): Promise<void> {
  await archiveSku(actOf(request), seen(request, row))
  done(request, response, `/catalog/skus/${row.id}`, '已停用。')
}

async function restore(request: Request, response: Response, row: SkuRow): Promise<void> {
  await restoreSku(actOf(request), seen(request, row))
  done(request, response, `/catalog/skus/${row.id}`, '已恢复使用。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: SkuRow): SkuRow {
  return { ...row, version: versionOf(request) }
}

async function choices(request: Request): Promise<Choices> {
  const [products, locations] = await Promise.all([productSuggestions(actorOf(request)), homeSuggestions()])
  return { products, locations }
}
