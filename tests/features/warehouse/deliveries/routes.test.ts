import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { countPieces } from '../../../../src/features/warehouse/deliveries/actions.ts'
import { now } from '../../../../src/lib/dates.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import type { Cast } from '../../../setup/cast.ts'
import { location, sku, supplier } from '../../../setup/goods.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let cast: Cast
let clerk: Visitor
let lead: Visitor
let factory: { id: number; name: string }
let cup: { id: number; code: string }
let lid: { id: number; code: string }

beforeAll(async () => {
  cast = await castIn()
  app = testApp()
  clerk = await visit(app, 'warehouse-clerk')
  lead = await visit(app, 'operations-lead')
  factory = await supplier({ name: '杭州杯具厂' })
  const shelf = await location('STORAGE', 'A-01')
  await location('QUARANTINE', 'Q-01')
  cup = await sku({ code: 'CUP', homeLocationId: shelf.id, barcode: '6900001' })
  lid = await sku({ code: 'LID', homeLocationId: shelf.id })
})

const fields = (lines: string) => ({
  supplierId: String(factory.id),
  expectedOn: '2027-03-01',
  note: '',
  lines,
})
async function made(lines: string): Promise<string> {
  const answer = await lead.post('/warehouse/deliveries', fields(lines))
  expect(answer.status).toBe(303)
  return String(answer.headers['location'])
}
async function arrived(lines: string): Promise<string> {
  const at = await made(lines)
  expect((await clerk.post(`${at}/moves/arrive`, { _version: '1' })).status).toBe(303)
  return at
}

describe('a delivery in the browser', () => {
  it('goes from announcement over arrival and inspection to the letter for the supplier', async () => {
    const at = await arrived('CUP 12\nLID 2')
    const form = load((await clerk.get(`${at}/inspect`)).text)
    expect(form(`#f-good${cup.id}`).val()).toBe('')
    expect(form(`#f-place${cup.id}`).attr('placeholder')).toBe('A-01')
    const answer = await clerk.post(`${at}/inspect`, {
      _version: '2',
      [`good${cup.id}`]: '9',
      [`bad${cup.id}`]: '2',
      [`fault${cup.id}`]: 'COLOR',
      [`good${lid.id}`]: '2',
      further: '',
    })
    expect(answer.headers['location']).toBe(at)
    const page = load((await lead.get(at)).text)
    expect(page('h1').text()).toContain('部分到货')
    expect(page('#lines tbody').text()).toContain('少 1 件')
    expect(page('main').text()).toContain('应到 12 件，合格 9 件，不合格 2 件（颜色不符 2 件），少 1 件')
    expect(
      page('[data-copy]').filter((_, button) => page(button).attr('data-copy')?.includes('您好') ?? false),
    ).toHaveLength(1)
    expect(page('#receipts tbody').text()).toMatch(/RK\d{8}-\d{4}/)
    expect(page('#rejections tbody').text()).toContain('颜色不符')
  })

  it('keeps what was typed and says at the field what is wrong', async () => {
    const wrong = await lead.post('/warehouse/deliveries', fields('CUP 1\nNOTHING 2'))
    expect(wrong.status).toBe(422)
    expect(load(wrong.text)('[name="lines"]').val()).toBe('CUP 1\nNOTHING 2')
    expect(load(wrong.text)('.ho-alert').text()).toContain('第 2 行')
    const at = await arrived('CUP 12')
    const inspected = await clerk.post(`${at}/inspect`, {
      _version: '2',
      [`good${cup.id}`]: '10',
      [`bad${cup.id}`]: '1',
      further: 'LID 2 无此库位',
    })
    expect(inspected.status).toBe(422)
    const page = load(inspected.text)
    expect(page(`#f-good${cup.id}`).val()).toBe('10')
    expect(page(`#f-fault${cup.id}`).attr('aria-invalid')).toBe('true')
    expect(page('[name="further"]').val()).toBe('LID 2 无此库位')
  })

  it('shows the desk what was counted at the terminal, and refuses a form that is older', async () => {
    const at = await arrived('CUP 12')
    const id = Number(at.split('/').at(-1))
    const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
    await countPieces(act, id, { skuId: cup.id, quantity: 7, fault: null })
    await countPieces(act, id, { skuId: cup.id, quantity: 1, fault: 'SIZE' })
    await countPieces(act, id, { skuId: cup.id, quantity: 2, fault: 'DIRT' })
    const form = load((await clerk.get(`${at}/inspect`)).text)
    expect(form(`#f-good${cup.id}`).val()).toBe('7')
    expect([form(`#f-bad${cup.id}`).val(), form('[name="further"]').val()]).toEqual(['1', 'CUP 2 脏污'])
    const late = await clerk.post(`${at}/inspect`, { _version: '2', [`good${cup.id}`]: '12', further: '' })
    expect(late.status).toBe(409)
    const version = String(form('[name="_version"]').val())
    const body = { _version: version, [`good${cup.id}`]: '9', further: 'CUP 2 脏污\nLID 1' }
    expect((await clerk.post(`${at}/inspect`, body)).status).toBe(303)
    expect(
      await db.deliveryLine.findMany({ where: { deliveryId: id }, orderBy: { skuId: 'asc' } }),
    ).toMatchObject([
      { skuId: cup.id, accepted: 9, rejected: 2 },
      { skuId: lid.id, announced: 0, accepted: 1 },
    ])
  })

  it('takes a table instead of typed lines, and names its mistakes in the lines', async () => {
    const file = path.join(inject('server').folder, 'delivery.csv')
    writeFileSync(file, '供应商,杭州杯具厂\nSKU编码,品名,数量\nCUP,杯,12\nLID,盖,三\n合计,,15\n')
    const token = load((await lead.get('/warehouse/deliveries/new')).text)('[name="_csrf"]')
      .first()
      .val()
    const send = () =>
      lead.agent
        .post('/warehouse/deliveries')
        .field('_csrf', String(token))
        .field('supplierId', String(factory.id))
        .field('expectedOn', '2027-03-02')
        .field('note', '')
        .field('lines', '')
        .attach('file', file)
    const wrong = await send()
    expect(wrong.status).toBe(422)
    expect(load(wrong.text)('[name="lines"]').val()).toBe('CUP 12\nLID 三')
    writeFileSync(file, 'SKU 编码,件数\nCUP,12\nLID,3\n')
    const done = await send()
    expect(done.status).toBe(303)
    const page = load((await lead.get(String(done.headers['location']))).text)
    expect(page('#lines tbody tr')).toHaveLength(2)
    writeFileSync(file, 'a,b\n1,2\n')
    expect((await send()).status).toBe(422)
  })

  it('is printed as a note with its barcode, and as a label per piece', async () => {
    const at = await made('CUP 3\nLID 1')
    const note = load((await clerk.get(`${at}/note`)).text)
    expect(note('.ho-sheet-head svg').attr('aria-label')).toMatch(/^条码 DH/)
    expect(note('tbody tr').first().text()).toContain('A-01')
    const labels = load((await clerk.get(`${at}/labels?size=40x30`)).text)
    expect(labels('.ho-label-card')).toHaveLength(4)
    expect(labels('.ho-labels-40x30')).toHaveLength(1)
    expect(load((await clerk.get(`${at}/labels?copies=2`)).text)('.ho-label-card')).toHaveLength(4)
    expect(load((await clerk.get(`${at}/labels?copies=5`)).text)('.ho-label-card')).toHaveLength(10)
  })

  it('begins at the door where nobody announced it', async () => {
    const answer = await clerk.post('/warehouse/deliveries/unannounced', { supplierId: '', note: '顺丰到付' })
    const at = String(answer.headers['location'])
    expect(at).toMatch(/\/inspect$/)
    const body = { _version: '1', further: 'CUP 2\nLID 1 包装破损' }
    expect((await clerk.post(at, body)).status).toBe(303)
    const page = load((await lead.get(at.replace('/inspect', ''))).text)
    expect(page('h1').text()).toContain('有差异')
    expect(page('main').text()).toContain('未预报，合格 2 件，多 2 件')
    expect(page('form[action$="/supplier"]')).toHaveLength(1)
  })
})
