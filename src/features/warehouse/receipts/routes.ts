import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { done } from '../../../web/notice.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, idOf, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { skuSuggestions } from '../../catalog/skus/queries.ts'
import { addLine, createReceipt, editReceipt, moveReceipt, removeLine } from './actions.ts'
import { KINDS, LineForm, ReceiptForm } from './forms.ts'
import { receipts } from './noun.ts'
import { editPage, listPage, newPage } from './pages.ts'
import type { ReceiptRow } from './queries.ts'
import { ORDERS, STATES, USUAL, countStates, getReceipt, linesFor, listReceipts } from './queries.ts'
import { showPage } from './show-page.ts'

const receipt = reach(getReceipt)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/:id', 'see', receipt(show)),
  get('/:id/edit', 'edit', receipt(edit)),
  post('/:id', 'edit', receipt(update)),
  post('/:id/lines', 'edit', receipt(add)),
  post('/:id/lines/:lineId/remove', 'edit', receipt(remove)),
  moveDoor(receipts, receipt, moveReceipt),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    state: query.oneOf('state', STATES),
    kind: query.oneOf('kind', KINDS),
    search: query.get('q'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: receipts,
    sorting: filter.sorting,
    rows: (cursor, size) => listReceipts(actor, filter, cursor, size),
    beside: () => countStates(actor),
    page: (rows, counts) => listPage(actor, query, rows, counts),
  })
}

function blank(_request: Request, response: Response): void {
  render(response, 'pages/form', newPage())
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ReceiptForm,
    act: async (input, act) => {
      const { id } = await createReceipt(act, input)
      return { to: `/warehouse/receipts/${id}`, notice: '已保存草稿，核对后请过账。' }
    },
    again: (typed, status) => render(response, 'pages/form', newPage(typed), status),
  })
}

function show(request: Request, response: Response, row: ReceiptRow): Promise<void> {
  return answer(request, response, row)
}

async function answer(
  request: Request,
  response: Response,
  row: ReceiptRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const actor = actorOf(request)
  const [lines, suggestions, history] = await Promise.all([
    linesFor(row),
    row.state === 'DRAFT' ? skuSuggestions(actor) : [],
    historyOf(receipts.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, { lines, suggestions, history }, typed), status)
}

async function edit(_request: Request, response: Response, row: ReceiptRow): Promise<void> {
  render(response, 'pages/form', editPage(row, await linesFor(row)))
}

async function update(request: Request, response: Response, row: ReceiptRow): Promise<void> {
  await submit(request, response, {
    form: ReceiptForm,
    act: async (input, act) => {
      await editReceipt(act, seen(request, row), input)
      return { to: `/warehouse/receipts/${row.id}`, notice: '已保存草稿。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', editPage(row, await linesFor(row), typed, status === 409), status),
  })
}

async function add(request: Request, response: Response, row: ReceiptRow): Promise<void> {
  await submit(request, response, {
    form: LineForm,
    act: async (line, act) => {
      await addLine(act, seen(request, row), line)
      return { to: `/warehouse/receipts/${row.id}`, notice: `已添加 ${line.sku}。` }
    },
    again: (typed, status) => answer(request, response, row, typed, status),
  })
}

async function remove(request: Request, response: Response, row: ReceiptRow): Promise<void> {
  await removeLine(actOf(request), seen(request, row), idOf(request, 'lineId'))
  done(request, response, `/warehouse/receipts/${row.id}`, '已删除一行。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: ReceiptRow): ReceiptRow {
  return { ...row, version: versionOf(request) }
}
