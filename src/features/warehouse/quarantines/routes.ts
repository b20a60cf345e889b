import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { now } from '../../../lib/dates.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Typed } from '../../../web/parts.ts'
import { photoDoors } from '../../../web/photos.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { photosOf } from '../../../work/photos.ts'
import { supplierChoices } from '../../catalog/suppliers/queries.ts'
import { homeSuggestions, skuSuggestions } from '../../catalog/skus/queries.ts'
import { decideQuarantine, reportByCode, returnToSupplier, rework } from './actions.ts'
import { newPage, reworkPage, supplierReturnPage } from './form-pages.ts'
import { ReportForm, ReworkForm, SupplierReturnForm } from './forms.ts'
import { quarantines } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { QuarantineRow } from './queries.ts'
import {
  PARTS,
  ageing,
  agesInForce,
  countParts,
  getQuarantine,
  listQuarantines,
  probableSupplier,
  worthOf,
  writeOffLimit,
} from './queries.ts'

const one = reach(getQuarantine)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  post('/', 'create', report),
  get('/:id', 'see', one(show)),
  get('/:id/rework', 'rework', one(askRework)),
  post('/:id/rework', 'rework', one(giveAway)),
  get('/:id/return-to-supplier', 'return-to-supplier', one(askSupplier)),
  post('/:id/return-to-supplier', 'return-to-supplier', one(giveBack)),
  ...photoDoors(quarantines, one),
  moveDoor(quarantines, one, decideQuarantine),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const at = now()
  const filter = { part: query.oneOf('part', PARTS) ?? 'open', search: query.get('q') }
  await answerList(request, response, {
    noun: quarantines,
    rows: (cursor, size) => listQuarantines(actor, filter, at, cursor, size),
    beside: async () => {
      const ages = await agesInForce()
      const [counts, aged] = await Promise.all([countParts(actor), ageing(actor, at, ages)])
      return { counts, ages, ageing: aged }
    },
    page: (rows, beside) => listPage(actor, query, { rows, ...beside }),
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
  const [ages, photos, history, alone, worth] = await Promise.all([
    agesInForce(),
    photosOf(quarantines.key, row.id),
    historyOf(quarantines.key, row.id, olderThan(request)),
    writeOffLimit(),
    worthOf(row),
  ])
  render(response, 'pages/record', showPage(actorOf(request), { row, ages, photos, history, alone, worth }))
}

function askRework(_request: Request, response: Response, row: QuarantineRow): void {
  render(response, 'pages/form', reworkPage(row))
}

async function giveAway(request: Request, response: Response, row: QuarantineRow): Promise<void> {
  await submit(request, response, {
    form: ReworkForm,
    act: async (input, act) => {
      await rework(act, { ...row, version: versionOf(request) }, input)
      return { to: `/warehouse/quarantines/${row.id}`, notice: '已登记送修返工。' }
    },
    again: (typed, status) => render(response, 'pages/form', reworkPage(row, typed), status),
  })
}

function askSupplier(request: Request, response: Response, row: QuarantineRow): Promise<void> {
  return answerSupplier(request, response, row)
}

async function answerSupplier(
  request: Request,
  response: Response,
  row: QuarantineRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const [choices, probable] = await Promise.all([supplierChoices(actorOf(request)), probableSupplier(row)])
  render(response, 'pages/form', supplierReturnPage(row, choices, probable, typed), status)
}

async function giveBack(request: Request, response: Response, row: QuarantineRow): Promise<void> {
  await submit(request, response, {
    form: SupplierReturnForm,
    act: async (input, act) => {
      await returnToSupplier(act, { ...row, version: versionOf(request) }, input)
      return { to: `/warehouse/quarantines/${row.id}`, notice: '已退回供应商，货品已从库存中减去。' }
    },
    again: (typed, status) => answerSupplier(request, response, row, typed, status),
  })
}
