import { readFile } from 'node:fs/promises'
import path from 'node:path'
import exceljs from 'exceljs'
import type { Application } from 'express'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { location, sku } from '../../../setup/goods.ts'
import { warehouse } from '../../../setup/parcels.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { locationSheet, stockSheet } from '../../warehouse/sheets.ts'
import { csv, sample } from '../files.ts'

let cast: Cast
let app: Application
let lead: Visitor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  await warehouse()
  app = testApp()
  lead = await visit(app, 'operations-lead')
})

async function upload(
  visitor: Visitor,
  fields: Readonly<Record<string, string>>,
  { path: file, name }: { path: string; name: string },
): Promise<{ status: number; text: string; location: string | undefined }> {
  const request = visitor.agent.post('/orders/imports').field('_csrf', await visitor.token())
  for (const [field, value] of Object.entries(fields)) request.field(field, value)
  const { status, text, headers } = await request.attach('files', await readFile(file), name)
  return { status, text, location: headers['location'] }
}

const only = () => db.import.findFirstOrThrow({ orderBy: { id: 'desc' } })

/** A downloaded workbook. */
async function download(visitor: Visitor, address: string): Promise<exceljs.Worksheet> {
  const { body, status } = await visitor
    .get(address)
    .buffer()
    .parse((response, done) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => done(null, Buffer.concat(parts)))
    })
  expect(status).toBe(200)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(body as ArrayBuffer)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}

describe('the page that asks for a file of the whole company', () => {
  it.each([
    ['/warehouse/locations', 'LOCATIONS', '导入库位'],
    ['/warehouse/stock', 'STOCK', '导入库存'],
  ])('is found from %s, says what the file means and asks for no shop', async (list, kind, title) => {
    expect((await lead.get(list)).text).toContain(`/orders/imports/new?kind=${kind}`)
    const { text } = await lead.get(`/orders/imports/new?kind=${kind}`)
    expect(text).toContain(title)
    expect(text).toContain('下载表格模板')
    expect(text).not.toContain('name="shopId"')
  })

  it('gives a template that goes in once it’s filled', async () => {
    const [cup, shelf] = [await sku(), await location('STORAGE', 'A-01')]
    const sheet = await download(lead, '/orders/imports/templates/STOCK')
    expect(sheet.rowCount).toBe(1)
    sheet.addRow([shelf.code, cup.code, 5])
    const file = path.join(inject('server').folder, 'filled.xlsx')
    await sheet.workbook.xlsx.writeFile(file)
    const { status, location: to } = await upload(lead, { kind: 'STOCK' }, { path: file, name: '库存.xlsx' })
    expect([status, to]).toEqual([303, '/orders/imports/1'])
    const page = await lead.get('/orders/imports/1')
    for (const words of ['全公司', '0 → 5', '确认之前', '不是累加']) expect(page.text).toContain(words)
    await lead.post('/orders/imports/1/moves/confirm', { _version: String((await only()).version) })
    expect((await lead.get('/orders/imports/1')).text).toContain('href="/warehouse/stock"')
    const movements = await lead.get('/warehouse/movements?reason=IMPORT')
    expect(movements.text).toContain('href="/orders/imports/1"')
    expect(movements.text).toContain('+5')
  })

  it('has a template for locations as well, and for nothing else', async () => {
    const sheet = await download(lead, '/orders/imports/templates/LOCATIONS')
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual(['库位编码', '库区', '用途', '存放货品'])
    for (const kind of ['ORDER_LIST', 'NOTHING']) {
      expect((await lead.get(`/orders/imports/templates/${kind}`)).status).toBe(404)
    }
  })

  it('asks again for what isn’t such a file, with its own words', async () => {
    const nobodyKnows = await csv('a.csv', [{ 甲: '1', 乙: '2', 丙: '3' }])
    const unknown = await upload(lead, { kind: 'STOCK' }, nobodyKnows)
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('认不出这是什么文件')
    expect(unknown.text).toContain('导入库存')
    const orders = await upload(lead, { kind: 'STOCK' }, sample('ExportOrderList202611200001.csv'))
    expect(orders.status).toBe(422)
    expect(orders.text).toContain('“订单列表”是某一家店铺的文件')
    expect(await db.import.count()).toBe(0)
  })
})

describe('a file of the whole company', () => {
  it('belongs to no shop, whichever was chosen, and everybody who reads imports sees it', async () => {
    await upload(lead, { shopId: String(cast.shopId) }, await locationSheet({}))
    expect(await only()).toMatchObject({ kind: 'LOCATIONS', shopId: null, state: 'PREVIEW' })
    const specialist = await visit(app, 'operations-specialist')
    expect((await specialist.get('/orders/imports')).text).toContain('全公司')
    expect((await specialist.get('/orders/imports/1')).status).toBe(200)
  })

  it.each<[Member, string]>([
    ['operations-specialist', 'LOCATIONS'],
    ['operations-specialist', 'STOCK'],
    ['owner', 'LOCATIONS'],
  ])('isn’t taken from %s as %s', async (member, kind) => {
    const visitor = await visit(app, member)
    const file = kind === 'STOCK' ? await stockSheet(['A-01', 'CUP', 1]) : await locationSheet({})
    const { status, text } = await upload(visitor, { kind }, file)
    expect(status).toBe(422)
    expect(text).toContain('您不能导入')
    expect(
      (await visitor.get(kind === 'STOCK' ? '/warehouse/stock' : '/warehouse/locations')).text,
    ).not.toContain(`/orders/imports/new?kind=${kind}`)
  })

  it('can’t be confirmed or undone by somebody else', async () => {
    await upload(lead, { kind: 'LOCATIONS' }, await locationSheet({}))
    const specialist = await visit(app, 'operations-specialist')
    const { version } = await only()
    const move = (visitor: Visitor, name: string, at: number) =>
      visitor.post(`/orders/imports/1/moves/${name}`, { _version: String(at) })
    expect((await move(specialist, 'confirm', version)).status).toBe(403)
    await move(lead, 'confirm', version)
    expect((await move(specialist, 'undo', (await only()).version)).status).toBe(403)
    expect(await db.location.count({ where: { code: 'A-01-01' } })).toBe(1)
  })

  it('gives back its bad rows to be put right', async () => {
    await location('STORAGE', 'A-01')
    await upload(lead, { kind: 'STOCK' }, await stockSheet(['A-01', 'NOTHING', 3], ['A-01', 'CUP', -1]))
    expect((await lead.get('/orders/imports/1')).text).toContain('没有编码或条码是它的 SKU')
    const sheet = await download(lead, '/orders/imports/1/bad-rows')
    expect([2, 3].map((row) => sheet.getRow(row).values)).toEqual([
      [undefined, 'A-01', 'NOTHING', '3', expect.stringContaining('SKU 编码：没有编码或条码是它的 SKU')],
      [undefined, 'A-01', 'CUP', '-1', '数量：数量不能是负数'],
    ])
  })
})

describe('a table that nobody knows', () => {
  const strange = () => csv('t.csv', [{ 放哪: 'A-01-01', 哪里: 'A 区', 放啥: '杯子', 备考: '' }])
  const answers = {
    kind: 'LOCATIONS',
    'column-code': '放哪',
    'column-zone': '哪里',
    'column-goodsClass': '放啥',
  }

  it('is the company’s once somebody has mapped it so, and known then without a shop', async () => {
    await upload(lead, { shopId: String(cast.shopId) }, await strange())
    const { version } = await only()
    await lead.post('/orders/imports/1/map', { ...answers, _version: String(version) })
    expect(await only()).toMatchObject({ kind: 'LOCATIONS', shopId: null, state: 'PREVIEW', newCount: 1 })
    expect((await upload(lead, { kind: 'LOCATIONS' }, await strange())).status).toBe(303)
    expect(await db.import.count({ where: { kind: 'LOCATIONS', state: 'PREVIEW' } })).toBe(2)
    await lead.post('/orders/imports/2/map', { ...answers, _version: String((await only()).version) })
    expect(await db.importMapping.count()).toBe(1)
  })

  it('can’t be mapped by whoever may not import such files', async () => {
    const specialist = await visit(app, 'operations-specialist')
    await upload(specialist, { shopId: String(cast.shopId) }, await strange())
    const { version } = await only()
    const answer = await specialist.post('/orders/imports/1/map', { ...answers, _version: String(version) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('您不能导入“库位”文件')
  })
})
