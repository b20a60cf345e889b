import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import { castIn } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let clerk: Visitor
let designer: Visitor
const fields = { kind: 'PURCHASE', source: '浙江工厂', note: '', lines: 'CUP 12' }

beforeAll(async () => {
  await castIn()
  app = testApp()
  clerk = await visit(app, 'warehouse-clerk')
  designer = await visit(app, 'designer')
  const shelf = await location('STORAGE', 'A-01')
  await sku({ code: 'CUP', homeLocationId: shelf.id, barcode: '6900001' })
})

async function made(): Promise<string> {
  const answer = await clerk.post('/warehouse/receipts', fields)
  expect(answer.status).toBe(303)
  return String(answer.headers['location'])
}

describe('receiving goods in the browser', () => {
  it('goes from draft over scanned lines to posted stock', async () => {
    const path = await made()
    expect(
      (await clerk.post(`${path}/lines`, { _version: '1', sku: '6900001', quantity: '1', location: '' }))
        .status,
    ).toBe(303)
    const draft = load((await clerk.get(path)).text)
    expect(draft('#lines tbody tr').text()).toContain('13')
    expect(draft('#line-sku').attr('autofocus')).toBeDefined()
    expect((await clerk.post(`${path}/moves/post`, { _version: '2' })).headers['location']).toBe(path)
    const posted = load((await clerk.get(path)).text)
    expect(posted('h1').text()).toContain('已过账')
    expect(posted('form[action$="/lines"]')).toHaveLength(0)
    const { id } = await db.sku.findUniqueOrThrow({ where: { code: 'CUP' } })
    const stock = load((await designer.get(`/warehouse/stock/${id}`)).text)
    expect(stock('#balances tbody').text()).toContain('A-01')
    expect(stock(`#movements a[href="${path}"]`).text()).toMatch(/^RK\d{8}-0001$/)
  })

  it('keeps what was typed and says what is wrong', async () => {
    const answer = await clerk.post('/warehouse/receipts', { ...fields, lines: 'CUP 1\nNOTHING 2' })
    expect(answer.status).toBe(422)
    const page = load(answer.text)
    expect(page('[name="lines"]').val()).toBe('CUP 1\nNOTHING 2')
    expect(page('.ho-alert').text()).toContain('第 2 行：没有编码或条码为“NOTHING”的 SKU')
    const path = await made()
    const scanned = await clerk.post(`${path}/lines`, { _version: '1', sku: 'NOTHING', quantity: '3' })
    expect(scanned.status).toBe(422)
    expect(load(scanned.text)('#line-sku').val()).toBe('NOTHING')
  })

  it('shows both versions when a colleague was faster', async () => {
    const path = await made()
    await clerk.post(path, { ...fields, _version: '1', note: '先到一半' })
    const answer = await clerk.post(path, { ...fields, _version: '1', note: '全部到齐' })
    expect(answer.status).toBe(409)
    const page = load(answer.text)
    expect(page('.ho-conflict').text()).toContain('先到一半')
    expect(page('[name="note"]').val()).toBe('全部到齐')
    expect(page('[name="_version"]').first().val()).toBe('2')
  })

  it('offers others a switched-off button that says who may', async () => {
    const page = load((await designer.get('/warehouse/receipts')).text)
    expect(page('.ho-list-tools').text()).toContain('仓管、运营主管')
    expect((await designer.get('/warehouse/receipts/new')).status).toBe(403)
  })

  it('makes a handful of statements for a page, however many rows it shows', async () => {
    for (const path of [
      '/warehouse/receipts',
      '/warehouse/stock',
      '/warehouse/locations',
      '/catalog/products',
      '/catalog/skus',
    ]) {
      await clerk.get(path)
      const { statements } = await countStatements(async () => clerk.get(path))
      expect(statements.length, `${path}\n${statements.join('\n')}`).toBeLessThanOrEqual(10)
    }
  })
})

describe('labels', () => {
  it('print a barcode for each shelf and each SKU that the list’s filter shows', async () => {
    const shelves = load((await clerk.get('/warehouse/locations/labels?q=A')).text)
    expect(shelves('.ho-label-card')).toHaveLength(1)
    expect(shelves('svg.ho-barcode path').attr('d')).toMatch(/^M10 0h2v30h-2z/)
    expect(shelves('.ho-label-code').text()).toBe('A-01')
    expect(shelves('body').hasClass('ho-print')).toBe(true)
    const goods = load((await clerk.get('/catalog/skus/labels')).text)
    expect(goods('.ho-label-code').text()).toBe('CUP')
    expect(load((await clerk.get('/catalog/skus/labels?q=nothing')).text)('body').text()).toContain(
      '没有要打印的标签',
    )
  })

  it('say so when a code can’t be a barcode', async () => {
    await sku({ code: '杯-红' })
    const page = load((await clerk.get(`/catalog/skus/labels?q=${encodeURIComponent('杯')}`)).text)
    expect(page('.ho-label-none')).toHaveLength(1)
  })
})
