import type { Application } from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { listing, sku } from '../../../setup/goods.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { sample } from '../../orders/files.ts'
import { batchFile, black, white } from './files.ts'

let cast: Cast
let app: Application
let specialist: Visitor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  app = testApp()
  specialist = await visit(app, 'operations-specialist')
})

/** Uploads a file, looks at the preview and confirms it. */
async function upload(file: { name: string; path: string }): Promise<string> {
  const { headers } = await specialist.agent
    .post('/orders/imports')
    .field('_csrf', await specialist.token())
    .field('shopId', String(cast.shopId))
    .attach('files', file.path, file.name)
  const address = headers['location'] ?? ''
  const preview = await specialist.get(address)
  const { id, version } = await db.import.findFirstOrThrow({ orderBy: { id: 'desc' } })
  await specialist.post(`/orders/imports/${id}/moves/confirm`, { _version: String(version) })
  return preview.text
}

const seenBy = async (member: Member, address: string): Promise<{ status: number; text: string }> =>
  (await visit(app, member)).get(address)

describe('a product file', () => {
  it('shows in its preview what it brings, and then as a listing with its SKUs', async () => {
    const preview = await upload(sample('taobao_zhuli_goods_list.csv'))
    for (const words of ['商品文件', '淘宝助理', '800000000001', 'BOX-01', '出售中', '49.80']) {
      expect(preview).toContain(words)
    }
    expect(preview).not.toContain('订单编号')
    expect((await specialist.get('/orders/imports/1')).text).toContain(
      `href="/catalog/listings?shop=${cast.shopId}"`,
    )
    const list = await specialist.get(`/catalog/listings?shop=${cast.shopId}`)
    for (const words of ['800000000001', '示例收纳盒 大号', '出售中', '49.80'])
      expect(list.text).toContain(words)
    const page = await specialist.get('/catalog/listings/1')
    for (const words of ['BOX-01-BK', '1627207:28341', '未匹配']) expect(page.text).toContain(words)
  })

  it('in the layout of 千牛 tells of changes in words', async () => {
    await upload(await batchFile('batch202611201010.xlsx', [black, white]))
    await upload(await batchFile('batch202611201020.xlsx', [{ ...white, 数量: '7' }]))
    const { text } = await specialist.get('/catalog/listings/1')
    expect(text).toContain('已移除')
    expect(text).toContain('BOX-01-BK（49.80 元，库存 100，已移除）')
    expect(text).toContain('BOX-01-WH（52.00 元，库存 7）')
  })
})

describe('a listing’s page', () => {
  it('leads to the goods of a code, and to where an unknown one is matched', async () => {
    const { id: skuId, code } = await sku()
    const { id } = await listing(cast.shopId, { skus: [{ merchantCode: code }, { merchantCode: 'NEW 1' }] })
    const { text } = await specialist.get(`/catalog/listings/${id}`)
    expect(text).toContain(`href="/catalog/skus/${skuId}"`)
    const address = `/catalog/merchant-codes/new?shop=${cast.shopId}&code=NEW+1`
    expect(text).toContain(address.replace('&', '&amp;'))
    expect((await specialist.get(address)).text).toContain('value="NEW 1"')
  })

  it('tells whoever may not match codes whom to ask', async () => {
    const { id } = await listing(cast.shopId, { outerCode: 'NEW' })
    const { text } = await seenBy('warehouse-clerk', `/catalog/listings/${id}`)
    expect(text).toContain('匹配编码')
    expect(text).not.toContain('/catalog/merchant-codes/new')
  })

  it('is not there for another shop', async () => {
    const { id } = await listing(cast.shopId)
    expect((await seenBy('stranger', `/catalog/listings/${id}`)).status).toBe(404)
  })
})
