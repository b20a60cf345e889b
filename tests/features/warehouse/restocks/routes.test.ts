import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { addDays, dayOf, now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { season, supplier } from '../../../setup/goods.ts'
import { order } from '../../../setup/orders.ts'
import { proposal, wanted } from '../../../setup/restocks.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let lead: Visitor
let clerk: Visitor
let cast: Cast

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  lead = await visit(app, 'operations-lead')
  clerk = await visit(app, 'warehouse-clerk')
})

describe('a proposal in the browser', () => {
  it('shows the formula with every number and where it comes from', async () => {
    const row = await proposal(10)
    const page = load((await lead.get(`/warehouse/restocks/${row.id}`)).text)
    expect(page('main').text()).toContain('建议量 = 日均销量 × 季节系数 × (交货期 + 备货周期) + 安全库存')
    expect(page('main').text()).toContain(
      '0（0.00 × 100% × (7 + 14) 天） + 安全库存 10 − 可用 0 − 在途 0 = 10 件',
    )
    expect(page('#formula tbody tr')).toHaveLength(11)
    expect(page('#offers tbody').text()).toContain('首选')
  })

  it('is ordered on the supplier’s form: missing reason is asked for at its field, nothing typed is lost', async () => {
    const { id: supplierId } = await supplier({ leadDays: 9 })
    const [first, second] = [await proposal(10, supplierId), await proposal(6, supplierId)]
    const path = `/warehouse/restocks/order?supplier=${supplierId}`
    const form = load((await lead.get(path)).text)
    expect(form('#f-expectedOn').val()).toBe(addDays(dayOf(now()), 9))
    expect(form(`#f-quantity${first.id}`).val()).toBe('10')
    const typed = {
      supplierId: String(supplierId),
      expectedOn: '2027-03-01',
      [`take${first.id}`]: 'on',
      [`quantity${first.id}`]: '10',
      [`reason${first.id}`]: '',
      [`quantity${second.id}`]: '24',
      [`reason${second.id}`]: '',
    }
    const refused = await lead.post(path, { ...typed, [`take${second.id}`]: 'on' })
    expect(refused.status).toBe(422)
    const again = load(refused.text)
    expect(again(`#f-quantity${second.id}`).val()).toBe('24')
    expect(again('main').text()).toContain('改了数量，请写明原因')
    const done = await lead.post(path, typed)
    expect(done.status).toBe(303)
    expect(String(done.headers['location'])).toMatch(/^\/warehouse\/deliveries\/\d+$/)
    const open = await db.restock.findMany({ where: { supplierId, state: 'PROPOSED' } })
    expect(open.map(({ id }) => id)).toEqual([second.id])
  })

  it('answers 409 with what is open now when somebody was faster', async () => {
    const { id: supplierId } = await supplier()
    const [first, second] = [await proposal(10, supplierId), await proposal(6, supplierId)]
    await db.restock.update({ where: { id: first.id }, data: { state: 'REJECTED' } })
    const answer = await lead.post(`/warehouse/restocks/order?supplier=${supplierId}`, {
      supplierId: String(supplierId),
      expectedOn: '2027-03-01',
      [`take${first.id}`]: 'on',
      [`quantity${first.id}`]: '10',
    })
    expect(answer.status).toBe(409)
    const page = load(answer.text)
    expect(page(`#f-quantity${first.id}`)).toHaveLength(0)
    expect(page(`#f-quantity${second.id}`).val()).toBe('6')
  })

  it('is calculated anew by who buys, from the list', async () => {
    const goods = await wanted()
    await order(cast.shopId, { codes: [goods.code] })
    expect((await clerk.post('/warehouse/restock-runs', {})).status).toBe(403)
    expect((await lead.post('/warehouse/restock-runs', {})).status).toBe(303)
    const page = load((await lead.get('/warehouse/restocks')).text)
    expect(page('#list tbody').text()).toContain(goods.code)
    expect(page('main').text()).toContain('上次计算')
  })
})

describe('a SKU’s rule', () => {
  it('is set once, then changed; the second of two gets both versions', async () => {
    const goods = await proposal(10)
    const path = `/warehouse/restock-rules/${goods.skuId}`
    await db.restockRule.delete({ where: { id: goods.skuId } })
    const fields = { safetyPieces: '', safetyDays: '3', leadDays: '', reviewDays: '', cartonQuantity: '12' }
    expect((await lead.post(path, { ...fields, _version: '0' })).status).toBe(303)
    const late = await lead.post(path, { ...fields, safetyDays: '4', _version: '0' })
    expect(late.status).toBe(409)
    expect((await lead.post(path, { ...fields, safetyDays: '5', _version: '1' })).status).toBe(303)
    expect(await db.restockRule.findUnique({ where: { id: goods.skuId } })).toMatchObject({
      safetyDays: 5,
      cartonQuantity: 12,
    })
    const page = load((await lead.get(path)).text)
    expect(page('#formula tbody').text()).toContain('这个 SKU 的补货规则')
  })

  it('takes pieces or days as safety, not both', async () => {
    const goods = await wanted()
    const answer = await lead.post(`/warehouse/restock-rules/${goods.id}`, {
      safetyPieces: '5',
      safetyDays: '3',
      cartonQuantity: '1',
      _version: '1',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('件数和天数只能填一个')
  })
})

describe('a class’s seasons', () => {
  it('are set in all months or none', async () => {
    const { id } = await season()
    const months = (percent: string) =>
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`month${i + 1}`, percent]))
    const path = `/warehouse/seasons/${id}`
    const refused = await lead.post(path, { ...months('120'), month7: '', _version: '1' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('十二个月要都填，或者都不填')
    expect((await lead.post(path, { ...months('120'), _version: '1' })).status).toBe(303)
    expect((await db.season.findUniqueOrThrow({ where: { id } })).percents).toEqual(Array(12).fill(120))
    expect((await lead.post(path, { ...months(''), _version: '2' })).status).toBe(303)
    expect((await db.season.findUniqueOrThrow({ where: { id } })).percents).toEqual([])
  })
})

describe('the list of proposals', () => {
  it('shows of the proposals of each part what they have, and the rest when it is chosen', async () => {
    const heads = async (query: string) =>
      load((await lead.get(`/warehouse/restocks${query}`)).text)('#list thead').text()
    expect(await heads('')).not.toMatch(/到货单|提出时间/)
    expect(await heads('?columns=created')).toContain('提出时间')
    expect(await heads('?part=ordered')).toContain('到货单')
  })
})
