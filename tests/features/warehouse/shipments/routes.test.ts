import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import { packedParcel, pickedParcel, readyParcel, shippedParcel } from '../../../matrix/warehouse-shipping.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { sku } from '../../../setup/goods.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { parcel } from './flow.ts'

let app: Application
let cast: Cast
let lead: Visitor
let specialist: Visitor

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  lead = await visit(app, 'operations-lead')
  specialist = await visit(app, 'operations-specialist')
  await sku({ code: 'GIFT-1' })
})

const CANARY = '请用蓝色包装，谢谢掌柜'

describe('the list of parcels', () => {
  it('shows each state under its tab, the most urgent first, with what is left of the time', async () => {
    const id = await readyParcel(cast)
    const { number } = await parcel(id)
    const page = load((await lead.get('/warehouse/shipments?part=ready')).text)
    const row = page(`tr:contains("${number}")`)
    expect(row.text()).toContain('等 2 款 4 件')
    expect(row.text()).toContain('待分波次')
    expect(row.find('time, [datetime]').length + row.find('[title*="最晚发货"]').length).toBeGreaterThan(0)
    expect(load((await lead.get('/warehouse/shipments?part=shipped')).text)('body').text()).not.toContain(
      number,
    )
  })

  it('is found by our number, the order’s and the waybill’s', async () => {
    const id = await packedParcel(cast)
    const { number, trackingNumber } = await parcel(id)
    const order = await db.order.findFirstOrThrow({
      where: { lines: { some: { shipmentLines: { some: { shipmentId: id } } } } },
    })
    for (const q of [number, number.toLowerCase(), trackingNumber ?? '', order.platformOrderId]) {
      const page = load((await lead.get(`/warehouse/shipments?part=packed&q=${q}`)).text)
      expect(page('tbody tr'), q).toHaveLength(1)
      expect(page('tbody tr').text(), q).toContain(number)
    }
    expect((await lead.get('/warehouse/shipments?part=packed&q=nothing')).text).toContain(
      '没有符合条件的发货单',
    )
  })

  it('releases a wave from what is selected, and says what stayed', async () => {
    const [a, b] = [await readyParcel(cast), await pickedParcel(cast)]
    const answer = await lead.post('/warehouse/waves', { ids: [String(a), String(b)], remark: '先拣' })
    expect(answer.status).toBe(303)
    const page = load((await lead.get(String(answer.headers['location']))).text)
    expect(page('.ho-notice').text()).toContain('成功 1 条，失败 1 条')
    expect(page('body').text()).toContain('先拣')
    expect((await parcel(a)).state).toBe('PICKING')
  })

  it('keeps the selection on a page of its own when nothing could be released', async () => {
    const id = await pickedParcel(cast)
    const answer = await lead.post('/warehouse/waves', { ids: [String(id)], remark: '加急' })
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('input[name="list"]').val()).toBe(String(id))
    expect(page('[name="remark"]').val()).toBe('加急')
    expect(page('.ho-alert').text()).toContain('待验货打包')
  })

  it('costs a handful of statements, however many parcels it shows', async () => {
    const open = () => countStatements(() => lead.get('/warehouse/shipments'))
    await open()
    const few = (await open()).statements.length
    for (let i = 0; i < 5; i += 1) await readyParcel(cast)
    const many = (await open()).statements.length
    expect(many).toBe(few)
    expect(many).toBeLessThanOrEqual(10)
  })
})

describe('a parcel’s page', () => {
  it('says large what must be minded, and of the buyer only what is masked', async () => {
    const id = await readyParcel(cast)
    const order = await db.order.findFirstOrThrow({
      where: { lines: { some: { shipmentLines: { some: { shipmentId: id } } } } },
    })
    await db.order.update({ where: { id: order.id }, data: { buyerMessage: CANARY, sellerMemo: '送贺卡' } })
    await db.orderReview.update({ where: { orderId: order.id }, data: { instruction: '加防震袋' } })
    const text = load((await specialist.get(`/warehouse/shipments/${id}`)).text)('main').text()
    for (const words of [CANARY, '送贺卡', '加防震袋', '测*', order.platformOrderId])
      expect(text).toContain(words)
    expect(load((await specialist.get(`/warehouse/shipments/${id}/slip`)).text)('main').text()).toContain(
      '加防震袋',
    )
  })

  it('is split by a form that keeps what was typed', async () => {
    const id = await readyParcel(cast)
    const path = `/warehouse/shipments/${id}/split`
    const version = String((await parcel(id)).version)
    const bad = await specialist.post(path, { quantity1: '9', quantity2: '1', _version: version })
    expect(bad.status).toBe(422)
    expect(load(bad.text)('[name="quantity1"]').val()).toBe('9')
    const answer = await specialist.post(path, { quantity1: '1', quantity2: '0', _version: version })
    expect(answer.status).toBe(303)
    expect(
      load((await specialist.get(String(answer.headers['location']))).text)('.ho-notice').text(),
    ).toContain('已拆出')
    expect((await specialist.post(path, { quantity1: '1', quantity2: '0', _version: version })).status).toBe(
      409,
    )
  })

  it.each([
    ['split', readyParcel, { quantity1: '1', quantity2: '0', remark: '先发一件' }],
    ['gift', readyParcel, { sku: 'GIFT-1', quantity: '3' }],
    ['settle', disputedParcel, { remark: '平台录错了' }],
  ])('a %s that came too late shows both versions and loses nothing', async (deed, make, typed) => {
    const id = await make(cast)
    const path = `/warehouse/shipments/${id}/${deed}`
    const form = load((await specialist.get(path)).text)
    const kept = {
      _version: String(form('[name="_version"]').val()),
      lines: String(form('[name="lines"]').val()),
    }
    const line = await db.shipmentLine.findFirstOrThrow({ where: { shipmentId: id }, orderBy: { id: 'asc' } })
    const { code } = await db.sku.findUniqueOrThrow({ where: { id: line.skuId } })
    await db.shipment.update({ where: { id }, data: { version: { increment: 1 } } })
    const late = await specialist.post(path, { ...typed, ...kept })
    expect(late.status).toBe(409)
    const page = load(late.text)
    const both = page('.ho-conflict').text()
    expect(both).toContain(Object.values(typed)[0])
    expect(both).toContain(`${code} × ${line.quantity}`)
    for (const [name, text] of Object.entries(typed)) expect(page(`[name="${name}"]`).val(), name).toBe(text)
  })

  it('keeps what was typed at its line when another one has left the parcel', async () => {
    const id = await readyParcel(cast)
    const path = `/warehouse/shipments/${id}/split`
    const form = load((await specialist.get(path)).text)
    const kept = {
      _version: String(form('[name="_version"]').val()),
      lines: String(form('[name="lines"]').val()),
    }
    const all = { quantity1: '2', quantity2: '0' }
    expect((await specialist.post(path, { ...all, ...kept })).status).toBe(303)
    const late = await specialist.post(path, { quantity1: '1', quantity2: '2', ...kept })
    expect(late.status).toBe(409)
    const page = load(late.text)
    expect(page('[name="quantity1"]').val()).toBe('2')
    expect(page('[name="quantity2"]')).toHaveLength(0)
    expect(page('.ho-conflict').text()).toContain('已移出的商品 × 1')
  })

  it('is stopped with a reason and cancelled by a specialist', async () => {
    const id = await packedParcel(cast)
    const path = `/warehouse/shipments/${id}/moves`
    const post = async (move: string, remark: string) =>
      (await specialist.post(`${path}/${move}`, { remark, _version: String((await parcel(id)).version) }))
        .status
    expect(await post('stop', '')).toBe(422)
    expect(await post('stop', '买家要改地址')).toBe(303)
    const page = load((await specialist.get(`/warehouse/shipments/${id}`)).text)
    expect(page('.ho-alert').text()).toContain('买家要改地址')
    expect(page('button:contains("恢复，重新验货")')).toHaveLength(1)
    expect(page('button:contains("恢复拣货")')).toHaveLength(0)
    expect(await post('cancel', '退款')).toBe(303)
    expect((await parcel(id)).state).toBe('CANCELLED')
  })

  it('does not exist for a stranger, and its rights are the lead’s, not the designer’s', async () => {
    const id = await readyParcel(cast)
    expect((await (await visit(app, 'stranger')).get(`/warehouse/shipments/${id}`)).status).toBe(404)
    const designer = await visit(app, 'designer')
    expect((await designer.get(`/warehouse/shipments/${id}`)).status).toBe(200)
    expect((await designer.post(`/warehouse/shipments/${id}/moves/cancel`, { remark: 'x' })).status).toBe(403)
  })
})

describe('paper', () => {
  it('lists a wave by location, with codes a gun reads and the slot of each parcel', async () => {
    const id = await readyParcel(cast)
    const answer = await lead.post('/warehouse/waves', { ids: [String(id)] })
    const { waveId, number } = await parcel(id)
    expect(answer.headers['location']).toBe(`/warehouse/waves/${waveId}`)
    const page = load((await lead.get(`/warehouse/waves/${waveId}/pick-list`)).text)
    expect(
      page('svg[role="img"]')
        .toArray()
        .map((one) => page(one).attr('aria-label')),
    ).toContain(`条码 ${number}`)
    expect(page('section')).toHaveLength(2)
    expect(page('section').first().text()).toContain('1号 × 2')
    const slips = load((await lead.get(`/warehouse/shipments/slips?wave=${waveId}`)).text)
    expect(slips('h1').text()).toContain(number)
  })

  it('suggests waves by shape and style', async () => {
    await readyParcel(cast)
    const page = load((await lead.get('/warehouse/waves/new')).text)
    const row = page('tr:contains("多款")').first()
    expect(row.text()).toContain('混装')
    const list = row.find('input[name="list"]').val() as string
    const answer = await lead.post('/warehouse/waves', { list })
    expect(answer.status).toBe(303)
    expect(
      await db.shipment.count({ where: { state: 'READY', id: { in: list.split(',').map(Number) } } }),
    ).toBe(0)
  })
})

/** A parcel that has left with another number than the platform has. */
async function disputedParcel(cast: Cast): Promise<number> {
  const { id } = await shippedParcel(cast)
  const lines = { some: { shipmentLines: { some: { shipmentId: id } } } }
  await db.order.updateMany({
    where: { lines },
    data: { status: 'SHIPPED', trackingNumber: 'YT0000000000001' },
  })
  return id
}
