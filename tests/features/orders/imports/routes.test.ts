import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import exceljs from 'exceljs'
import type { Application } from 'express'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { csv, sample } from '../files.ts'

const LIST = sample('ExportOrderList202611200001.csv').path
const ITEMS = sample('ExportOrderDetailList202611200001.csv').path

let cast: Cast
let app: Application
let specialist: Visitor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  app = testApp()
  specialist = await visit(app, 'operations-specialist')
})

async function upload(
  ...files: string[]
): Promise<{ status: number; text: string; location: string | undefined }> {
  const request = specialist.agent
    .post('/orders/imports')
    .field('_csrf', await specialist.token())
    .field('shopId', String(cast.shopId))
  for (const file of files) request.attach('files', file)
  const { status, text, headers } = await request
  return { status, text, location: headers['location'] }
}

describe('uploading', () => {
  it('leads to the preview, and confirming to what was done', async () => {
    const { status, location } = await upload(LIST)
    expect([status, location]).toEqual([303, '/orders/imports/1'])
    const preview = await specialist.get('/orders/imports/1')
    for (const words of [
      '待确认',
      '订单列表',
      '2022 年版',
      'GBK',
      't***一',
      '浙江省 杭州市 余杭区 ***',
      '确认导入',
    ]) {
      expect(preview.text).toContain(words)
    }
    expect(preview.text).not.toContain('tb测试一')
    const { version } = await db.import.findFirstOrThrow()
    const confirmed = await specialist.post('/orders/imports/1/moves/confirm', { _version: String(version) })
    expect(confirmed.headers['location']).toBe('/orders/imports/1')
    expect((await specialist.get('/orders/imports/1')).text).toContain('导入结果')
    expect(await db.order.count()).toBe(10)
    expect(
      (await specialist.post('/orders/imports/1/moves/confirm', { _version: String(version) })).status,
    ).toBe(409)
  })

  it('of several files makes one import each and tells which were refused', async () => {
    const picture = path.join(inject('server').folder, '截图.csv')
    await writeFile(picture, Buffer.from('89504e470d0a1a0a0000', 'hex'))
    const { status, location } = await upload(LIST, picture, ITEMS)
    expect([status, location]).toEqual([303, '/orders/imports'])
    const list = await specialist.get('/orders/imports?state=PREVIEW')
    expect(list.text).toContain('2 个文件已收到，1 个文件不能导入')
    expect(list.text).toContain('截图.csv：这是一张图片')
    expect(await db.import.count()).toBe(2)
  })

  it('of nothing that can be read asks again with the sentence', async () => {
    const empty = path.join(inject('server').folder, 'empty.csv')
    await writeFile(empty, '')
    const refused = await upload(empty)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('这个文件是空的')
    expect((await upload()).text).toContain('请选择要上传的文件')
    expect(await db.import.count()).toBe(0)
  })

  it('again says that the file is known and that nothing will change', async () => {
    await upload(LIST)
    await specialist.post('/orders/imports/1/moves/confirm', { _version: '2' })
    await upload(LIST)
    const page = await specialist.get('/orders/imports/2')
    expect(page.text).toContain('这个文件导入过')
    expect(page.text).toContain('导入后不会有变化')
  })
})

describe('bad rows', () => {
  it('come back as a workbook that goes in once it’s put right', async () => {
    const row = {
      订单编号: '461000000000009001',
      支付单号: '1',
      订单状态: '等待买家付款',
      订单创建时间: '2026-11-20 08:00:00',
      总金额: 'zehn',
    }
    await upload((await csv('a.csv', [row])).path)
    expect((await specialist.get('/orders/imports/1')).text).toContain('不是金额')
    const { body } = await specialist
      .get('/orders/imports/1/bad-rows')
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => done(null, Buffer.concat(parts)))
      })
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(body as ArrayBuffer)
    const sheet = workbook.worksheets[0]
    expect(sheet?.getCell('A2').text).toBe('461000000000009001')
    const column = (sheet?.getRow(1).values as string[]).indexOf('总金额')
    if (sheet) sheet.getRow(2).getCell(column).value = '10.00'
    const fixed = path.join(inject('server').folder, 'fixed.xlsx')
    await workbook.xlsx.writeFile(fixed)
    await upload(fixed)
    expect(await db.import.findFirst({ where: { id: 2 } })).toMatchObject({
      state: 'PREVIEW',
      newCount: 1,
      badCount: 0,
    })
  })
})
