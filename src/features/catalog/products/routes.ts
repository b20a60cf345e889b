import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { skusOf } from '../skus/queries.ts'
import { archiveProduct, createProduct, editProduct, restoreProduct } from './actions.ts'
import { ProductForm, ROLES } from './forms.ts'
import { products } from './noun.ts'
import { editPage, listPage, newPage, showPage } from './pages.ts'
import type { ProductRow } from './queries.ts'
import { ORDERS, USUAL, categories, getProduct, listProducts } from './queries.ts'

const product = reach(getProduct)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', product(show)),
  get('/:id/edit', 'edit', product(edit)),
  post('/:id', 'edit', product(update)),
  post('/:id/archive', 'archive', product(archive)),
  post('/:id/restore', 'restore', product(restore)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    archived: query.get('archived') === '1',
    search: query.get('q'),
    role: query.oneOf('role', ROLES),
    category: query.get('category'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: products,
    sorting: filter.sorting,
    rows: (cursor, size) => listProducts(actor, filter, cursor, size),
    beside: () => categories(actor),
    page: (rows, known) => listPage(actor, query, rows, known),
  })
}

async function blank(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage(await categories(actorOf(request))))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ProductForm,
    act: async (input, act) => {
      const { id } = await createProduct(act, input)
      return { to: `/catalog/products/${id}`, notice: '已新增货品，请继续添加 SKU。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await categories(actorOf(request)), typed), status),
  })
}

async function show(request: Request, response: Response, row: ProductRow): Promise<void> {
  const actor = actorOf(request)
  const [variants, history] = await Promise.all([
    skusOf(actor, row.id),
    historyOf(products.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, variants, history))
}

async function edit(request: Request, response: Response, row: ProductRow): Promise<void> {
  render(response, 'pages/form', editPage(row, await categories(actorOf(request))))
}

async function update(request: Request, response: Response, row: ProductRow): Promise<void> {
  await submit(request, response, {
    form: ProductForm,
    act: async (input, act) => {
      await editProduct(act, seen(request, row), input)
      return { to: `/catalog/products/${row.id}`, notice: '已保存。' }
    },
    again: async (typed, status) => {
      const known = await categories(actorOf(request))
      render(response, 'pages/form', editPage(row, known, typed, status === 409), status)
    },
  })
}

async function archive(request: Request, response: Response, row: ProductRow): Promise<void> {
  await archiveProduct(actOf(request), seen(request, row))
  done(request, response, `/catalog/products/${row.id}`, '已停用。')
}

async function restore(request: Request, response: Response, row: ProductRow): Promise<void> {
  await restoreProduct(actOf(request), seen(request, row))
  done(request, response, `/catalog/products/${row.id}`, '已恢复使用。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: ProductRow): ProductRow {
  return { ...row, version: versionOf(request) }
}
