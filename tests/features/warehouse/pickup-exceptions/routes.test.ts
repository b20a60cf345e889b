import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { order, pickupException, stocked } from '../../../setup/parcels.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

const LIST = '/warehouse/pickup-exceptions'
let cast: Cast
let clerk: Visitor
let designer: Visitor
let stranger: Visitor

beforeAll(async () => {
  cast = await castIn()
  const app = testApp()
  clerk = await visit(app, 'warehouse-clerk')
  designer = await visit(app, 'designer')
  stranger = await visit(app, 'stranger')
})

const made = async (): Promise<string> => `${LIST}/${(await pickupException(cast.shopId)).id}`

describe('pickup exceptions in the browser', () => {
  it('lead from the list to what was done about one', async () => {
    const path = await made()
    const list = load((await clerk.get(LIST)).text)
    expect(list(`a[href="${path}"]`)).toHaveLength(1)
    const page = load((await clerk.get(path)).text)
    expect(page('h1').text()).toContain('待处理')
    const refused = await clerk.post(`${path}/moves/resolve`, { _version: '1', remark: '' })
    expect(refused.status).toBe(422)
    const done = await clerk.post(`${path}/moves/resolve`, { _version: '1', remark: '快递今晚来取' })
    expect(done.headers['location']).toBe(path)
    expect(load((await clerk.get(path)).text)('body').text()).toContain('快递今晚来取')
    expect((await clerk.post(`${path}/moves/resolve`, { _version: '1', remark: '再次' })).status).toBe(409)
  })

  it('don’t exist for a stranger, and say whose right it is', async () => {
    const path = await made()
    expect((await stranger.get(path)).status).toBe(404)
    expect(load((await designer.get(path)).text)('body').text()).toContain('需要：仓管')
    expect((await designer.post(`${path}/moves/resolve`, { _version: '1', remark: 'x' })).status).toBe(403)
    expect((await clerk.post(`${path}/moves/reopen`, { _version: '1' })).status).toBe(404)
  })

  it('stand on the page of their order', async () => {
    const coat = await stocked(1)
    const { id, platformOrderId } = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const one = await pickupException(cast.shopId, { platformOrderId })
    const page = load((await clerk.get(`/orders/orders/${id}`)).text)
    expect(page(`a[href="${LIST}/${one.id}"]`)).toHaveLength(1)
    await db.pickupException.delete({ where: { id: one.id } })
    expect((await clerk.get(`/orders/orders/${id}`)).text).not.toContain('揽收异常</h')
  })

  it('are exported as the list shows them', async () => {
    await made()
    const answer = await clerk.get(`${LIST}?export=xlsx`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toContain('spreadsheetml')
  })
})
