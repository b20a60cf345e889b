import type { Request, Response } from 'express'
import { FieldError } from '../../../errors.ts'
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
import { findReturns } from '../returns/queries.ts'
import { findShipments, shipmentBehind } from '../shipments/queries.ts'
import { moveFault, registerFault } from './actions.ts'
import { FaultForm } from './forms.ts'
import { KINDS } from './kinds.ts'
import { shippingFaults } from './noun.ts'
import { listPage, newPage, showPage } from './pages.ts'
import type { FaultRow } from './queries.ts'
import { PARTS, countParts, getFault, listFaults } from './queries.ts'

const one = reach(getFault)
const LIST = '/warehouse/shipping-faults'

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  post('/', 'create', register),
  get('/:id', 'see', one(show)),
  moveDoor(shippingFaults, one, moveFault),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'standing',
    search: query.get('q'),
    kind: query.oneOf('kind', KINDS),
    personId: query.id('person'),
  }
  await answerList(request, response, {
    noun: shippingFaults,
    rows: (cursor, size) => listFaults(actor, filter, cursor, size),
    beside: () => countParts(actor),
    page: (rows, counts) => listPage(actor, query, rows, counts),
  })
}

async function ask(request: Request, response: Response): Promise<void> {
  const query = listQuery(request)
  const id = query.id('shipment')
  const [parcel] = id ? await findShipments(actorOf(request), [id]) : []
  const about = { shipment: parcel?.number ?? '', returnId: String(query.id('return') ?? '') }
  render(response, 'pages/form', newPage(about))
}

async function register(request: Request, response: Response): Promise<void> {
  const again = (typed: Typed, status: number): void => {
    const { returnId } = typed.values
    const about = { shipment: '', returnId: typeof returnId === 'string' ? returnId : '' }
    render(response, 'pages/form', newPage(about, typed), status)
  }
  await submit(request, response, {
    form: FaultForm,
    act: async ({ shipment, returnId, ...input }, act) => {
      const parcel = await shipmentBehind(act.actor, shipment)
      if (!parcel) throw new FieldError({ shipment: '没有这张发货单，请核对单号或运单号' })
      const [from] = returnId === null ? [] : await findReturns(act.actor, [returnId])
      const { id, number } = await registerFault(act, parcel, { ...input, returnId: from?.id ?? null })
      return { to: `${LIST}/${id}`, notice: `已登记 ${number}。` }
    },
    again,
  })
}

async function show(request: Request, response: Response, row: FaultRow): Promise<void> {
  const history = await historyOf(shippingFaults.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history))
}
