import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { skuSuggestions } from '../skus/queries.ts'
import { defineCode, redefineCode } from './actions.ts'
import { CodeForm, NewCodeForm } from './forms.ts'
import { merchantCodes } from './noun.ts'
import type { Choices } from './pages.ts'
import { editPage, listPage, newPage, showPage } from './pages.ts'
import type { MerchantCodeRow } from './queries.ts'
import { getCode, listCodes } from './queries.ts'

const merchantCode = reach(getCode)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', merchantCode(show)),
  get('/:id/edit', 'edit', merchantCode(edit)),
  post('/:id', 'edit', merchantCode(update)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    search: query.get('q'),
    shopId: query.id('shop'),
    kind: query.oneOf('kind', ['single', 'bundle']),
  }
  await answerList(request, response, {
    noun: merchantCodes,
    rows: (cursor, size) => listCodes(actor, filter, cursor, size),
    beside: () => shopOptions(actor),
    page: (rows, shops) => listPage(actor, query, rows, shops),
  })
}

async function blank(request: Request, response: Response): Promise<void> {
  const query = listQuery(request)
  const given = { code: query.get('code'), shop: query.get('shop') }
  render(response, 'pages/form', newPage(await choices(request), given))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: NewCodeForm,
    act: async (input, act) => {
      const { id } = await defineCode(act, input)
      return { to: `/catalog/merchant-codes/${id}`, notice: '已登记，以后的订单自动对应。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await choices(request), {}, typed), status),
  })
}

async function show(request: Request, response: Response, row: MerchantCodeRow): Promise<void> {
  render(
    response,
    'pages/record',
    showPage(actorOf(request), row, await historyOf(merchantCodes.key, row.id, olderThan(request))),
  )
}

async function edit(request: Request, response: Response, row: MerchantCodeRow): Promise<void> {
  render(response, 'pages/form', editPage(row, await skuSuggestions(actorOf(request))))
}

async function update(request: Request, response: Response, row: MerchantCodeRow): Promise<void> {
  await submit(request, response, {
    form: CodeForm,
    act: async ({ components }, act) => {
      await redefineCode(act, { ...row, version: versionOf(request) }, components)
      return { to: `/catalog/merchant-codes/${row.id}`, notice: '已保存。' }
    },
    again: async (typed, status) => {
      const skus = await skuSuggestions(actorOf(request))
      render(response, 'pages/form', editPage(row, skus, typed, status === 409), status)
    },
  })
}

async function choices(request: Request): Promise<Choices> {
  const actor = actorOf(request)
  const [shops, skus] = await Promise.all([shopOptions(actor), skuSuggestions(actor)])
  return { shops, skus }
}
