import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { open } from '../../../storage/files.ts'
import { actorOf } from '../../../web/auth.ts'
import { reference } from '../../../web/fields.ts'
import { submit } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { shipmentsOf } from '../shipments/queries.ts'
import { createShipSheet, voidShipSheet } from './actions.ts'
import { shipSheets } from './noun.ts'
import { listPage, newPage, showPage } from './pages.ts'
import type { ShipSheetRow } from './queries.ts'
import { PARTS, countParts, getShipSheet, listShipSheets, untoldByShop } from './queries.ts'

const sheet = reach(getShipSheet)
const ShopForm = z.object({ shopId: reference('店铺') })

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  post('/', 'create', create),
  get('/:id', 'see', sheet(show)),
  get('/:id/file', 'download', sheet(download)),
  moveDoor(shipSheets, sheet, (act, row, _move, remark) => voidShipSheet(act, row, remark)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'waiting',
    search: query.get('q'),
    shopId: query.id('shop'),
  }
  await answerList(request, response, {
    noun: shipSheets,
    rows: (cursor, size) => listShipSheets(actor, filter, cursor, size),
    beside: () => Promise.all([countParts(actor), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(actor, query, rows, counts, shops),
  })
}

async function ask(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage(await untoldByShop(actorOf(request))))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ShopForm,
    act: async ({ shopId }, act) => {
      const { id, number } = await createShipSheet(act, shopId)
      return { to: `/warehouse/ship-sheets/${id}`, notice: `已生成 ${number}，请下载并上传平台。` }
    },
    again: async (typed, status) => {
      const shops = await untoldByShop(actorOf(request))
      render(response, 'pages/form', newPage(shops, typed), status)
    },
  })
}

async function show(request: Request, response: Response, row: ShipSheetRow): Promise<void> {
  const actor = actorOf(request)
  const [parcels, history] = await Promise.all([
    shipmentsOf(actor, { shipSheetId: row.id }),
    historyOf(shipSheets.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actor, row, parcels, history))
}

async function download(_request: Request, response: Response, row: ShipSheetRow): Promise<void> {
  const { stream, size, mediaType } = await open(row.fileId)
  response.attachment(`${row.number}.xlsx`).type(mediaType).set('Content-Length', String(size))
  await pipeline(stream, response)
}
