import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { submit } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { homeSuggestions, skuSuggestions } from '../../catalog/skus/queries.ts'
import { decideQuarantine, reportByCode } from './actions.ts'
import { ReportForm } from './forms.ts'
import { quarantines } from './noun.ts'
import { listPage, newPage, showPage } from './pages.ts'
import type { QuarantineRow } from './queries.ts'
import { PARTS, countParts, getQuarantine, listQuarantines } from './queries.ts'

const one = reach(getQuarantine)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  post('/', 'create', report),
  get('/:id', 'see', one(show)),
  moveDoor(quarantines, one, decideQuarantine),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { part: query.oneOf('part', PARTS) ?? 'open', search: query.get('q') }
  await answerList(request, response, {
    noun: quarantines,
    rows: (cursor, size) => listQuarantines(actor, filter, cursor, size),
    beside: () => countParts(actor),
    page: (rows, counts) => listPage(actor, query, rows, counts),
  })
}

async function ask(request: Request, response: Response): Promise<void> {
  await form(request, response)
}

async function form(request: Request, response: Response, typed?: Typed, status = 200): Promise<void> {
  const [skus, locations] = await Promise.all([skuSuggestions(actorOf(request)), homeSuggestions()])
  render(response, 'pages/form', newPage(skus, locations, typed), status)
}

async function report(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ReportForm,
    act: async (input, act) => {
      const { id, number, outOfStock } = await reportByCode(act, input)
      const more = outOfStock.length > 0 ? `，${outOfStock.length} 张发货单转为缺货` : ''
      return { to: `/warehouse/quarantines/${id}`, notice: `已移入隔离区：${number}${more}。` }
    },
    again: (typed, status) => form(request, response, typed, status),
  })
}

async function show(request: Request, response: Response, row: QuarantineRow): Promise<void> {
  const history = await historyOf(quarantines.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history))
}
