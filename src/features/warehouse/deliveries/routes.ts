import type { Request, Response } from 'express'
import { FieldError } from '../../../errors.ts'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { sendTemplate } from '../../../web/exports.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { labelChoice } from '../../../web/labels.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { receiveFiles, uploadsOf } from '../../../web/uploads.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { supplierChoices } from '../../catalog/suppliers/queries.ts'
import {
  createDelivery,
  createDeliveryByCode,
  editDelivery,
  identifySupplier,
  inspectByCode,
  moveDelivery,
} from './actions.ts'
import { AnnouncedForm, SupplierForm, UnannouncedForm, inspectionForm } from './forms.ts'
import { inspectPage } from './inspect-page.ts'
import { deliveryLabels } from './labels-page.ts'
import { HEADINGS, linesOfFile } from './lines-file.ts'
import { notePage } from './note-page.ts'
import { deliveries } from './noun.ts'
import { editPage, listPage, newPage, unannouncedPage } from './pages.ts'
import type { DeliveryRow } from './queries.ts'
import {
  ORDERS,
  PARTS,
  USUAL,
  countParts,
  getDelivery,
  labelledLines,
  linesFor,
  listDeliveries,
  receiptsFor,
  rejectionsFor,
  whatToInspect,
} from './queries.ts'
import { showPage } from './show-page.ts'
import { noticeOf } from './words.ts'

const delivery = reach(getDelivery)
const file = receiveFiles('file', 1)
const pathOf = ({ id }: { id: number }): string => `/warehouse/deliveries/${id}`

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', blank),
  post('/', 'create', create, file),
  get('/template', 'create', template),
  get('/unannounced', 'create', blankUnannounced),
  post('/unannounced', 'create', createUnannounced),
  get('/:id', 'see', delivery(show)),
  get('/:id/note', 'see', delivery(note)),
  get('/:id/labels', 'see', delivery(labels)),
  get('/:id/edit', 'edit', delivery(edit)),
  post('/:id', 'edit', delivery(update), file),
  post('/:id/supplier', 'identify', delivery(identify)),
  get('/:id/inspect', 'inspect', delivery(askInspection)),
  post('/:id/inspect', 'inspect', delivery(inspect)),
  moveDoor(deliveries, delivery, moveDelivery),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'open',
    supplierId: query.id('supplier'),
    search: query.get('q'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: deliveries,
    sorting: filter.sorting,
    rows: (cursor, size) => listDeliveries(actor, filter, cursor, size),
    beside: () => Promise.all([countParts(actor), supplierChoices(actor)]),
    page: (rows, [counts, choices]) => listPage(actor, query, rows, { counts, choices, now: now() }),
  })
}

async function blank(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage(await supplierChoices(actorOf(request))))
}

async function create(request: Request, response: Response): Promise<void> {
  const refused = await takeFile(request)
  await submit(request, response, {
    form: AnnouncedForm,
    act: async (input, act) => {
      if (refused) throw refused
      return { to: pathOf(await createDeliveryByCode(act, input)), notice: '已登记到货单。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await supplierChoices(actorOf(request)), typed), status),
  })
}

/**
 * Puts the lines of an uploaded table where typed ones stand, so that mistakes are named and mended there. What is wrong
 * with the file itself is told with everything else.
 */
async function takeFile(request: Request): Promise<FieldError | null> {
  const [upload] = uploadsOf(request)
  if (!upload || upload.size === 0) return null
  try {
    const lines = await linesOfFile(upload)
    request.body = { ...(request.body as Record<string, unknown>), lines }
    return null
  } catch (error) {
    if (error instanceof FieldError) return error
    throw error
  }
}

async function template(_request: Request, response: Response): Promise<void> {
  await sendTemplate(response, '到货单模板', HEADINGS)
}

async function blankUnannounced(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', unannouncedPage(await supplierChoices(actorOf(request))))
}

async function createUnannounced(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: UnannouncedForm,
    act: async (input, act) => {
      const made = await createDelivery(act, { ...input, expectedOn: null, lines: [] })
      return { to: `${pathOf(made)}/inspect`, notice: `已登记到货 ${made.number}，请逐件验收。` }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', unannouncedPage(await supplierChoices(actorOf(request)), typed), status),
  })
}

function show(request: Request, response: Response, row: DeliveryRow): Promise<void> {
  return answer(request, response, row)
}

async function answer(
  request: Request,
  response: Response,
  row: DeliveryRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const actor = actorOf(request)
  const [lines, rejections, receipts, choices, history] = await Promise.all([
    linesFor(row),
    rejectionsFor(row),
    receiptsFor(row),
    row.supplierId === null ? supplierChoices(actor) : [],
    historyOf(deliveries.key, row.id, olderThan(request)),
  ])
  const details = { lines, rejections, receipts, choices, history }
  render(response, 'pages/record', showPage(actor, row, details, typed), status)
}

async function note(_request: Request, response: Response, row: DeliveryRow): Promise<void> {
  const { lines, places } = await whatToInspect(row)
  render(response, 'warehouse/deliveries/note', notePage(row, lines, places, now()))
}

async function labels(request: Request, response: Response, row: DeliveryRow): Promise<void> {
  const choice = labelChoice(listQuery(request))
  render(response, 'pages/labels', deliveryLabels(row, await labelledLines(row), choice))
}

async function edit(request: Request, response: Response, row: DeliveryRow): Promise<void> {
  const [lines, choices] = await Promise.all([linesFor(row), supplierChoices(actorOf(request))])
  render(response, 'pages/form', editPage(row, lines, choices))
}

async function update(request: Request, response: Response, row: DeliveryRow): Promise<void> {
  const refused = await takeFile(request)
  await submit(request, response, {
    form: AnnouncedForm,
    act: async (input, act) => {
      if (refused) throw refused
      await editDelivery(act, seen(request, row), input)
      return { to: pathOf(row), notice: '已保存。' }
    },
    again: async (typed, status) => {
      const [lines, choices] = await Promise.all([linesFor(row), supplierChoices(actorOf(request))])
      render(response, 'pages/form', editPage(row, lines, choices, typed, status === 409), status)
    },
  })
}

async function identify(request: Request, response: Response, row: DeliveryRow): Promise<void> {
  await submit(request, response, {
    form: SupplierForm,
    act: async ({ supplierId }, act) => {
      await identifySupplier(act, seen(request, row), supplierId)
      return { to: pathOf(row), notice: '已补填供应商。' }
    },
    again: (typed, status) => answer(request, response, row, typed, status),
  })
}

async function askInspection(_request: Request, response: Response, row: DeliveryRow): Promise<void> {
  render(response, 'pages/form', inspectPage(row, await whatToInspect(row)))
}

async function inspect(request: Request, response: Response, row: DeliveryRow): Promise<void> {
  const known = await linesFor(row)
  await submit(request, response, {
    form: inspectionForm(known),
    act: async (input, act) => {
      const inspected = await inspectByCode(act, seen(request, row), input)
      return { to: pathOf(row), notice: noticeOf(inspected) }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', inspectPage(row, await whatToInspect(row), typed), status),
  })
}

/** The row in the version that the form began with. */
function seen(request: Request, row: DeliveryRow): DeliveryRow {
  return { ...row, version: versionOf(request) }
}
