import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { answerList } from '../../../web/list-answer.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { closeShop, editShop, openShop, reopenShop } from './actions.ts'
import { ShopForm } from './forms.ts'
import { shops } from './noun.ts'
import { formPage, listPage, showPage } from './pages.ts'
import type { ShopRow } from './queries.ts'
import { getShop, listShops } from './queries.ts'

const shop = reach(getShop)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', newShop),
  post('/', 'create', create),
  get('/:id', 'see', shop(show)),
  get('/:id/edit', 'edit', shop(edit)),
  post('/:id', 'edit', shop(update)),
  post('/:id/close', 'close', shop(close)),
  post('/:id/reopen', 'reopen', shop(reopen)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: shops,
    rows: async () => ({ rows: await listShops(actor) }),
    page: (rows) => listPage(actor, rows),
  })
}

function newShop(_request: Request, response: Response): void {
  render(response, 'pages/form', formPage(null))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ShopForm,
    act: async (input, act) => {
      const { id } = await openShop(act, input)
      return { to: `/people/shops/${id}`, notice: '店铺已新增。' }
    },
    again: (typed, status) => render(response, 'pages/form', formPage(null, typed), status),
  })
}

async function show(request: Request, response: Response, row: ShopRow): Promise<void> {
  render(
    response,
    'pages/record',
    showPage(actorOf(request), row, await historyOf(shops.key, row.id, olderThan(request))),
  )
}

function edit(_request: Request, response: Response, row: ShopRow): void {
  render(response, 'pages/form', formPage(row))
}

async function update(request: Request, response: Response, row: ShopRow): Promise<void> {
  await submit(request, response, {
    form: ShopForm,
    act: async (input, act) => {
      await editShop(act, seen(request, row), input)
      return { to: `/people/shops/${row.id}`, notice: '店铺已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', formPage(row, typed, status === 409), status),
  })
}

async function close(request: Request, response: Response, row: ShopRow): Promise<void> {
  await closeShop(actOf(request), seen(request, row))
  done(request, response, `/people/shops/${row.id}`, '店铺已关闭。')
}

async function reopen(request: Request, response: Response, row: ShopRow): Promise<void> {
  await reopenShop(actOf(request), seen(request, row))
  done(request, response, `/people/shops/${row.id}`, '店铺已恢复营业。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: ShopRow): ShopRow {
  return { ...row, version: versionOf(request) }
}
