import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { done } from '../../../web/notice.ts'
import type { Typed } from '../../../web/parts.ts'
import { photoDoors } from '../../../web/photos.ts'
import type { Door } from '../../../web/routing.ts'
import { get, idOf, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { photosOf } from '../../../work/photos.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import type { Received } from './actions.ts'
import { createReturn, editReturn, judgeByCode, moveReturn, returnBehindCode, takeBack } from './actions.ts'
import { casesOf, findingsOf, linesOf, parcelsOf } from './contents.ts'
import { DeskForm, EditForm, JudgeForm, ReturnForm } from './forms.ts'
import { returns } from './noun.ts'
import { deskPage, editPage, listPage, newPage, showPage } from './pages.ts'
import type { ReturnRow } from './queries.ts'
import { ORDERS, PARTS, countParts, getReturn, listReturns, overdueBefore, usualOf } from './queries.ts'

const one = reach(getReturn)
const LIST = '/warehouse/returns'

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create),
  get('/desk', 'receive', desk),
  post('/desk', 'receive', receive),
  get('/:id', 'see', one(show)),
  get('/:id/edit', 'edit', one(edit)),
  post('/:id', 'edit', one(update)),
  post('/:id/findings', 'inspect', one(judge)),
  post('/:id/findings/:findingId/remove', 'inspect', one(remove)),
  ...photoDoors(returns, one),
  moveDoor(returns, one, moveReturn),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const at = now()
  const overdue = await overdueBefore(at)
  const part = query.oneOf('part', PARTS) ?? 'arrived'
  const filter = { part, search: query.get('q'), shopId: query.id('shop') }
  const sorting = sortingOf(query, ORDERS, usualOf(part))
  await answerList(request, response, {
    noun: returns,
    sorting,
    rows: (cursor, size) => listReturns(actor, { ...filter, sorting }, overdue, cursor, size),
    beside: () => Promise.all([countParts(actor, overdue), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(actor, query, { rows, counts, shops, overdue, now: at }),
  })
}

function blank(_request: Request, response: Response): void {
  render(response, 'pages/form', newPage())
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ReturnForm,
    act: async (input, act) => {
      const { id, number } = await createReturn(act, input)
      return { to: `${LIST}/${id}`, notice: `已登记 ${number}，包裹到仓后扫运单验收。` }
    },
    again: (typed, status) => render(response, 'pages/form', newPage(typed), status),
  })
}

function desk(_request: Request, response: Response): void {
  render(response, 'pages/form', deskPage())
}

async function receive(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: DeskForm,
    act: async ({ code, remark }, act) => {
      const received = await returnBehindCode(act, code, remark)
      if (!received) {
        const tracking = encodeURIComponent(code)
        return {
          to: `/warehouse/unknown-parcels/new?tracking=${tracking}`,
          notice: `没有人等 ${code} 这个包裹：请登记为无主包裹，或返回退货台换一个条码。`,
        }
      }
      return { to: `${LIST}/${received.id}`, notice: noticeOf(received) }
    },
    again: (typed, status) => render(response, 'pages/form', deskPage(typed), status),
  })
}

function noticeOf({ number, state, announced }: NonNullable<Received>): string {
  if (state === 'SETTLED')
    return `${number} 已经验收完，没有还要收的货品。包裹里另有货品的，请登记为无主包裹。`
  return announced ? `${number} 已到货，请逐件判定。` : `事先没有登记，已新建 ${number}，请逐件判定。`
}

function show(request: Request, response: Response, row: ReturnRow): Promise<void> {
  return answer(request, response, row)
}

async function answer(
  request: Request,
  response: Response,
  row: ReturnRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const at = now()
  const [lines, findings, cases, parcels, photos, history, overdue] = await Promise.all([
    linesOf(row.id),
    findingsOf(row.id),
    casesOf(row.id),
    parcelsOf(row.id),
    photosOf(returns.key, row.id),
    historyOf(returns.key, row.id, olderThan(request)),
    overdueBefore(at),
  ])
  const shown = { row, lines, findings, cases, parcels, photos, history, overdue, now: at }
  render(response, 'pages/record', showPage(actorOf(request), shown, typed), status)
}

async function edit(_request: Request, response: Response, row: ReturnRow): Promise<void> {
  render(response, 'pages/form', editPage(row, await linesOf(row.id)))
}

async function update(request: Request, response: Response, row: ReturnRow): Promise<void> {
  await submit(request, response, {
    form: EditForm,
    act: async (input, act) => {
      await editReturn(act, seen(request, row), input)
      return { to: `${LIST}/${row.id}`, notice: '已保存。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', editPage(row, await linesOf(row.id), typed, status === 409), status),
  })
}

async function judge(request: Request, response: Response, row: ReturnRow): Promise<void> {
  await submit(request, response, {
    form: JudgeForm,
    act: async (said, act) => {
      await judgeByCode(act, seen(request, row), said)
      return { to: `${LIST}/${row.id}`, notice: `已判定 ${said.sku ?? '非本店货品'}。` }
    },
    again: (typed, status) => answer(request, response, row, typed, status),
  })
}

async function remove(request: Request, response: Response, row: ReturnRow): Promise<void> {
  await takeBack(actOf(request), seen(request, row), idOf(request, 'findingId'))
  done(request, response, `${LIST}/${row.id}`, '已撤销一条判定。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: ReturnRow): ReturnRow {
  return { ...row, version: versionOf(request) }
}
