import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { readImport, receiveImports } from '../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'
import { bring, csv, done } from '../files.ts'

let cast: Cast
let app: Application
let owner: PersonActor
let visitor: Visitor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
  app = testApp()
  visitor = await visit(app, 'operations-specialist')
})

/** What some shop's own program writes: the platform's orders under names of its own. */
const foreign = (more: Record<string, string> = {}): Record<string, string> => ({
  单据: '3300000000000000501',
  客户: '张三丰',
  电话: '13800001234',
  下单: '2026-11-20 10:00:00',
  进度: '等待买家付款',
  总计: '59.80',
  ...more,
})
const CHOSEN = {
  platformOrderId: '单据',
  buyerNick: '客户',
  status: '进度',
  createdAt: '下单',
  totalFen: '总计',
}

async function received(rows = [foreign()], name = '店铺订单.csv'): Promise<Import> {
  const { imports } = await receiveImports({ actor: owner, at: now() }, cast.shopId, [await csv(name, rows)])
  return db.import.findUniqueOrThrow({ where: { id: imports[0]?.id ?? 0 } })
}

async function map(
  row: Import,
  chosen: Record<string, string>,
  kind = 'ORDER_LIST',
  seen?: string,
): Promise<{ status: number; text: string }> {
  const page = seen ?? (await visitor.get(`/orders/imports/${row.id}/map?kind=${kind}`)).text
  const form = load(page)('form[action$="/map"]')
  const hidden = Object.fromEntries(
    form
      .find('input[type=hidden]')
      .toArray()
      .map(({ attribs }) => [attribs['name'] ?? '', attribs['value'] ?? '']),
  )
  const columns = Object.fromEntries(
    Object.entries(chosen).map(([field, heading]) => [`column-${field}`, heading]),
  )
  return visitor.agent
    .post(`/orders/imports/${row.id}/map`)
    .type('form')
    .send({ ...hidden, ...columns })
}

describe('a table that nobody knows', () => {
  it('waits for a person to say which column is which, and tells nothing of what stands in it', async () => {
    const row = await received()
    expect(row).toMatchObject({ state: 'UNMAPPED', failure: '认不出这是什么文件。' })
    const page = await visitor.get(`/orders/imports/${row.id}`)
    expect(page.text).toContain('需要您说明每一列是什么')
    const kinds = await visitor.get(`/orders/imports/${row.id}/map`)
    expect(kinds.text).toContain('href="/orders/imports/' + row.id + '/map?kind=ORDER_LIST"')
    const form = await visitor.get(`/orders/imports/${row.id}/map?kind=ORDER_LIST`)
    expect(form.text).toContain('单据（19 位数字）')
    expect(form.text).toContain('客户（3 个字）')
    expect(form.text).not.toContain('张三丰')
    expect(form.text).not.toContain('13800001234')
    const items = await db.workItem.findMany({ where: { noun: 'orders/imports', closedAt: null } })
    expect(items.map(({ title }) => title)).toEqual([`说明每一列是什么：${row.number}`])
  })

  it('is read as what it was said to be', async () => {
    const row = await received()
    expect((await map(row, CHOSEN)).status).toBe(303)
    await readImport({ actor: owner, at: now() }, row.id)
    const read = await db.import.findUniqueOrThrow({ where: { id: row.id } })
    expect(read).toMatchObject({
      state: 'PREVIEW',
      kind: 'ORDER_LIST',
      generation: 'H',
      newCount: 1,
      failure: null,
    })
    await done(owner, read)
    expect(await db.order.findFirst()).toMatchObject({
      platformOrderId: '3300000000000000501',
      status: 'UNPAID',
      totalFen: 5980,
      orderedAt: new Date('2026-11-20T02:00:00Z'),
    })
  })

  it('needs what the kind can’t do without, and each column once; nothing chosen is lost', async () => {
    const row = await received()
    const none = await map(row, { status: '进度', createdAt: '下单' })
    expect(none.status).toBe(422)
    expect(none.text).toContain('必须有这一列，请选择文件里的哪一列是它')
    expect(load(none.text)('select[name=column-status] option[selected]').attr('value')).toBe('进度')
    const twice = await map(row, { ...CHOSEN, paymentId: '单据' })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('这一列已经选给“订单编号”了')
    const stranger = await map(row, { ...CHOSEN, paymentId: '不存在' })
    expect(stranger.text).toContain('文件里没有这一列，请重新选择')
    expect(await db.importMapping.count()).toBe(0)
  })

  it('doesn’t become what its numbers can’t be', async () => {
    const row = await received([foreign({ 单据: '3.30E+18' }), foreign({ 单据: '3.31E+18' })])
    const answer = await map(row, CHOSEN)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('已经被 Excel 改坏了')
  })

  it('isn’t mapped by somebody who saw it before another had mapped it', async () => {
    const row = await received()
    const seen = (await visitor.get(`/orders/imports/${row.id}/map?kind=ORDER_LIST`)).text
    await map(row, CHOSEN)
    const late = await map(row, { ...CHOSEN, totalFen: '电话' }, 'ORDER_LIST', seen)
    expect(late.status).toBe(409)
    expect(await db.importMapping.findFirst()).toMatchObject({ headings: CHOSEN })
  })
})

describe('what was said of a file', () => {
  it('holds for the shop’s further files with these columns, in whatever order and with more of them', async () => {
    await map(await received(), CHOSEN)
    const { 总计, ...rest } = foreign({ 单据: '3300000000000000502' })
    const next = await bring(
      owner,
      cast.shopId,
      await csv('下一批.csv', [{ 总计: 总计 ?? '', 备注: '无', ...rest }]),
    )
    expect(next).toMatchObject({ state: 'PREVIEW', kind: 'ORDER_LIST', newCount: 1 })
  })

  it('holds for no other shop', async () => {
    await map(await received(), CHOSEN)
    const other = await db.shop.create({ data: { name: '二店', platform: 'TAOBAO', createdAt: now() } })
    const file = await csv('别店.csv', [foreign()])
    const { imports } = await receiveImports({ actor: owner, at: now() }, other.id, [file])
    expect(imports[0]?.unmapped).toBe(true)
  })

  it('never comes before what the program knows by itself', async () => {
    await map(await received([{ 订单编号: '3300000000000000501', 单据: '1', 神秘: '2' }]), {
      platformOrderId: '单据',
    })
    const file = await csv('a.csv', [
      {
        订单编号: '3300000000000000501',
        支付单号: '1',
        订单状态: '交易成功',
        订单创建时间: '2026-11-20 10:00:00',
      },
    ])
    expect(await bring(owner, cast.shopId, file)).toMatchObject({
      generation: expect.not.stringMatching('H'),
    })
  })

  it('can be said anew while nothing is confirmed, and the newer holds', async () => {
    const row = await received()
    await map(row, { ...CHOSEN, totalFen: '单据', platformOrderId: '总计' })
    await readImport({ actor: owner, at: now() }, row.id)
    const wrong = await db.import.findUniqueOrThrow({ where: { id: row.id } })
    expect(wrong).toMatchObject({ state: 'PREVIEW', badCount: 1, newCount: 0 })
    const form = await visitor.get(`/orders/imports/${row.id}/map?kind=ORDER_LIST`)
    expect(load(form.text)('select[name=column-totalFen] option[selected]').attr('value')).toBe('单据')
    await map(wrong, CHOSEN)
    await readImport({ actor: owner, at: now() }, row.id)
    expect(await db.import.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
      badCount: 0,
      newCount: 1,
    })
    expect(await db.importMapping.count()).toBe(1)
  })

  it('says of new orders what their kind needs, though the file lacks it', async () => {
    const row = await received()
    const { status: _, ...less } = CHOSEN
    await map(row, less)
    await readImport({ actor: owner, at: now() }, row.id)
    const page = await visitor.get(`/orders/imports/${row.id}`)
    expect(page.text).toContain('文件缺少“订单状态”列，只能更新系统里已有的记录，不能新建。')
  })
})
