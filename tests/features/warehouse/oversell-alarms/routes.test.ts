import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { watchListings } from '../../../../src/features/warehouse/oversell-alarms/actions.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { listing } from '../../../setup/goods.ts'
import { stocked } from '../../../setup/parcels.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let specialist: Visitor
let path: string
let listingPath: string

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  specialist = await visit(app, 'operations-specialist')
  const goods = await stocked(1)
  await db.stockLevel.update({ where: { skuId: goods.id }, data: { reserved: 1 } })
  const { id } = await listing(cast.shopId, { outerCode: goods.code, title: '示例收纳盒', quantity: 40 })
  await watchListings({ actor: system('watch-listings'), at: now() })
  listingPath = `/catalog/listings/${id}`
  path = `/warehouse/oversell-alarms/${(await db.oversellAlarm.findFirstOrThrow({ where: { listingId: id } })).id}`
})

describe('an alarm in the browser', () => {
  it('stands on 工作台 and in the list, and says what to do at the platform', async () => {
    const home = load((await specialist.get('/')).text)
    expect(home(`a[href="${path}"]`).text()).toContain('建议下架')
    const list = load((await specialist.get('/warehouse/oversell-alarms')).text)
    expect(list('#list tbody').text()).toContain('示例收纳盒')
    const page = load((await specialist.get(path)).text)
    expect(page('main').text()).toContain('建议在千牛下架这个宝贝')
    expect(page('#codes tbody tr')).toHaveLength(1)
  })

  it('stands on the page of its listing', async () => {
    const page = load((await specialist.get(listingPath)).text)
    expect(page('.ho-alert').text()).toContain('建议在千牛下架')
    expect(page(`.ho-alert a[href="${path}"]`)).toHaveLength(1)
    const { id } = await listing(cast.shopId, { title: '有货的宝贝' })
    expect((await specialist.get(`/catalog/listings/${id}`)).text).not.toContain('查看超卖预警')
  })

  it('asks why a listing is kept on sale', async () => {
    const version = '1'
    const refused = await specialist.post(`${path}/moves/keep`, { remark: '', _version: version })
    expect(refused.status).toBe(422)
    const kept = await specialist.post(`${path}/moves/keep`, { remark: '预售', _version: version })
    expect(kept.status).toBe(303)
    const list = load((await specialist.get('/warehouse/oversell-alarms?part=kept')).text)
    expect(list('#list tbody').text()).toContain('保留在售')
    expect((await specialist.get(listingPath)).text).toContain('运营已决定保留在售')
  })
})
