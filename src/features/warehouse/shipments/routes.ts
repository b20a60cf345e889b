import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { batchNotice, done, leaveNotice } from '../../../web/notice.ts'
import { photoDoors } from '../../../web/photos.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { photosOf } from '../../../work/photos.ts'
import { skuSuggestions } from '../../catalog/skus/queries.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import {
  addGiftBy,
  cancelShipments,
  joinShipments,
  moveShipment,
  planShipments,
  retryOutOfStock,
  settleWaybill,
  splitShipment,
  unbindWaybill,
} from './actions.ts'
import { CARRIERS } from './carriers.ts'
import { linesOf, movementsOf, ordersOf, scansOf } from './contents.ts'
import { packingEvidence } from './evidence.ts'
import { CancelForm, GiftForm, RemarkForm, SelectionForm, splitForm } from './forms.ts'
import { lateCauses, listLate } from './late.ts'
import { shipments } from './noun.ts'
import {
  evidencePage,
  giftPage,
  latePage,
  listPage,
  selectionPage,
  settlePage,
  showPage,
  slipsPage,
  splitPage,
} from './pages.ts'
import { shipmentView } from './parts.ts'
import type { ShipmentFilter, ShipmentRow } from './queries.ts'
import {
  ORDERS,
  PARTS,
  countParts,
  findShipments,
  getShipment,
  listShipments,
  shipmentsOf,
  usualOf,
} from './queries.ts'

const shipment = reach(getShipment)
const LIST = '/warehouse/shipments'

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/slips', 'list', slips),
  get('/late', 'list', late),
  post('/plan', 'plan', plan),
  post('/retry', 'retry', retry),
  post('/cancel', 'list', cancelSome),
  post('/join', 'list', join),
  get('/:id', 'see', shipment(show)),
  get('/:id/slip', 'see', shipment(slip)),
  get('/:id/evidence', 'see', shipment(evidence)),
  ...photoDoors(shipments, shipment),
  get('/:id/split', 'split', shipment(split)),
  post('/:id/split', 'split', shipment(cut)),
  get('/:id/gift', 'gift', shipment(gift)),
  post('/:id/gift', 'gift', shipment(give)),
  get('/:id/settle', 'settle', shipment(compare)),
  post('/:id/settle', 'settle', shipment(settle)),
  post('/:id/unbind', 'unbind', shipment(unbind)),
  moveDoor(shipments, shipment, moveShipment),
]

function filterOf(query: ListQuery): ShipmentFilter {
  return {
    part: query.oneOf('part', PARTS) ?? 'open',
    search: query.get('q'),
    shopId: query.id('shop'),
    carrier: query.oneOf('carrier', CARRIERS),
    waveId: query.id('wave'),
    unconfirmed: query.get('confirmed') === 'no',
  }
}

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const at = now()
  const filter = filterOf(query)
  const sorting = sortingOf(query, ORDERS, usualOf(filter.part))
  await answerList(request, response, {
    noun: shipments,
    sorting,
    rows: (cursor, size) => listShipments(actor, { ...filter, sorting }, at, cursor, size),
    beside: () => Promise.all([countParts(actor, at), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(actor, query, { rows, counts, shops, now: at }),
  })
}

/** Where parcels that were late got stuck. */
async function late(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const at = now()
  await answerList(request, response, {
    noun: shipments,
    rows: (cursor, size) => listLate(actor, at, cursor, size),
    beside: () => lateCauses(actor, at),
    page: (rows, causes) => latePage(query, rows, causes),
  })
}

async function plan(request: Request, response: Response): Promise<void> {
  const { created, joined, outOfStock, more } = await planShipments(actOf(request))
  const text =
    created + joined === 0
      ? '没有需要生成的发货单。'
      : `生成 ${created} 张发货单，${joined} 笔并入已有发货单${outOfStock > 0 ? `，其中缺货 ${outOfStock} 张` : ''}。${more ? '其余的稍后自动生成。' : ''}`
  done(request, response, LIST, text, outOfStock > 0 ? 'warning' : 'success')
}

async function retry(request: Request, response: Response): Promise<void> {
  const filled = await retryOutOfStock(actOf(request))
  const text =
    filled.length === 0 ? '库存仍然不足，没有发货单可以配齐。' : `${filled.length} 张发货单已配齐。`
  done(request, response, `${LIST}?part=out-of-stock`, text, filled.length === 0 ? 'warning' : 'success')
}

/** The rule is asked of each row; what can't be cancelled is told, and doesn't hold up the others. */
async function cancelSome(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: CancelForm,
    act: async ({ ids, remark }, act) => {
      const rows = await findShipments(act.actor, ids)
      const { cancelled, refused } = await cancelShipments(
        act,
        rows.map(({ id }) => id),
        remark,
      )
      leaveNotice(request, batchNotice(cancelled.length, refused))
      return { to: `${LIST}?part=ready` }
    },
    again: (typed, status) =>
      render(response, 'pages/form', selectionPage('cancel', sent(request), typed), status),
  })
}

async function join(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: SelectionForm,
    act: async ({ ids }, act) => {
      const { id, number } = await joinShipments(act, await findShipments(act.actor, ids))
      return { to: `${LIST}/${id}`, notice: `已合并到 ${number}。` }
    },
    again: (typed, status) =>
      render(response, 'pages/form', selectionPage('join', sent(request), typed), status),
  })
}

/** The selection as it was sent, to send it once more. */
function sent(request: Request): string[] {
  const { ids, list } = (request.body ?? {}) as Record<string, unknown>
  const texts = [ids].flat().filter((one) => typeof one === 'string')
  return [...texts, ...(typeof list === 'string' && list !== '' ? list.split(',') : [])].slice(0, 1000)
}

async function show(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  const actor = actorOf(request)
  const [lines, orders, scans, movements, more, photos, history] = await Promise.all([
    linesOf([row.id]),
    ordersOf([row.id]),
    scansOf(row.id),
    movementsOf(row.id),
    shipmentView(actor, row.id),
    photosOf(shipments.key, row.id),
    historyOf(shipments.key, row.id, olderThan(request)),
  ])
  const shown = { row, lines, orders, scans, movements, more, photos, history, now: now() }
  const page = showPage(actor, shown)
  render(response, 'pages/record', page)
}

async function evidence(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  const found = await packingEvidence(actorOf(request), row.id)
  render(response, 'warehouse/shipments/evidence', evidencePage(found, now()))
}

async function slip(_request: Request, response: Response, row: ShipmentRow): Promise<void> {
  const [lines, orders] = await Promise.all([linesOf([row.id]), ordersOf([row.id])])
  const back = { label: row.number, href: `${LIST}/${row.id}` }
  render(response, 'warehouse/shipments/slips', slipsPage([row], lines, orders, back, now()))
}

/** All packing slips of a wave. */
async function slips(request: Request, response: Response): Promise<void> {
  const waveId = listQuery(request).id('wave') ?? 0
  const rows = await shipmentsOf(actorOf(request), { waveId })
  const ids = rows.map(({ id }) => id)
  const [lines, orders] = await Promise.all([linesOf(ids), ordersOf(ids)])
  const back = { label: rows[0]?.waveNumber ?? '波次', href: `/warehouse/waves/${waveId || ''}` }
  render(response, 'warehouse/shipments/slips', slipsPage(rows, lines, orders, back, now()))
}

async function split(_request: Request, response: Response, row: ShipmentRow): Promise<void> {
  render(response, 'pages/form', splitPage(row, await linesOf([row.id])))
}

async function cut(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  const lines = await linesOf([row.id])
  await submit(request, response, {
    form: splitForm(lines),
    act: async ({ parts, remark }, act) => {
      const fresh = await splitShipment(act, seen(request, row), parts, remark)
      return { to: `${LIST}/${fresh.id}`, notice: `已拆出 ${fresh.number}。` }
    },
    again: (typed, status) => {
      const page = splitPage(row, lines, typed, status === 409)
      render(response, 'pages/form', page, status)
    },
  })
}

async function gift(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  render(response, 'pages/form', giftPage(row, await skuSuggestions(actorOf(request))))
}

async function give(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  await submit(request, response, {
    form: GiftForm,
    act: async ({ sku, quantity }, act) => {
      await addGiftBy(act, seen(request, row), sku, quantity)
      return { to: `${LIST}/${row.id}`, notice: '赠品已加入。' }
    },
    again: async (typed, status) => {
      const suggestions = await skuSuggestions(actorOf(request))
      const contents = status === 409 ? await linesOf([row.id]) : undefined
      render(response, 'pages/form', giftPage(row, suggestions, typed, contents), status)
    },
  })
}

async function compare(_request: Request, response: Response, row: ShipmentRow): Promise<void> {
  render(response, 'pages/form', settlePage(row, await ordersOf([row.id])))
}

async function settle(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  await submit(request, response, {
    form: RemarkForm,
    act: async ({ remark }, act) => {
      await settleWaybill(act, seen(request, row), remark)
      return { to: `${LIST}/${row.id}`, notice: '已登记。' }
    },
    again: async (typed, status) => {
      const contents = status === 409 ? await linesOf([row.id]) : undefined
      render(response, 'pages/form', settlePage(row, await ordersOf([row.id]), typed, contents), status)
    },
  })
}

async function unbind(request: Request, response: Response, row: ShipmentRow): Promise<void> {
  await unbindWaybill(actOf(request), seen(request, row))
  done(request, response, `${LIST}/${row.id}`, '已解除，打包时扫到的面单会重新登记。')
}

/** The row in the version that the form began with. */
function seen(request: Request, row: ShipmentRow): ShipmentRow {
  return { ...row, version: versionOf(request) }
}
