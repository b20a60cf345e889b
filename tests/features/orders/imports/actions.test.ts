import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  confirmImport,
  receiveImports,
  runImport,
  withdrawImport,
} from '../../../../src/features/orders/imports/actions.ts'
import { badTable } from '../../../../src/features/orders/imports/bad-rows.ts'
import { firstRows, getImport, sameFile } from '../../../../src/features/orders/imports/queries.ts'
import { doubtsOf, recognitionOf } from '../../../../src/features/orders/imports/recorded.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { PersonActor } from '../../../../src/actor.ts'
import { freshDatabase } from '../../../setup/database.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { beside, untilWaiting } from '../../../setup/locks.ts'
import { bring, csv, done, importFile, sample } from '../files.ts'
import { zipFile } from './zip-file.ts'

const LIST = sample('ExportOrderList202611200001.csv')
const ITEMS = sample('ExportOrderDetailList202611200001.csv')
const ITEMS_27 = sample('ExportOrderDetailList26500000002.xlsx')
const LIST_CHOSEN = sample('ExportOrderList26500000001.xlsx')

let cast: Cast
let specialist: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
})

/** All that imports write, without what says when and by which file it was written. */
async function stored(): Promise<unknown> {
  const orders = await db.order.findMany({
    omit: { id: true, buyerId: true, createdAt: true, exportedAt: true, freeTimes: true },
    include: {
      lines: {
        omit: { id: true, orderId: true, exportedAt: true, freeTimes: true },
        orderBy: { ordinal: 'asc' },
      },
      contact: { select: { maskedNick: true, maskedAddress: true, joinHash: true } },
    },
    orderBy: { platformOrderId: 'asc' },
  })
  return orders
}

describe('a brought file', () => {
  it('waits with what it is and what it would do, and changes nothing yet', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    expect(row).toMatchObject({ state: 'PREVIEW', kind: 'ORDER_LIST', generation: 'G5', encoding: 'gb18030' })
    expect(row).toMatchObject({ rowCount: 10, newCount: 10, changedCount: 0, unchangedCount: 0, badCount: 0 })
    expect(row.number).toMatch(/^DR\d{8}-0001$/)
    expect(await db.order.count()).toBe(0)
    expect(await db.buyer.count()).toBe(0)
  })

  it('whose bytes take their time keeps nobody else from bringing one', async () => {
    const observer = await beside()
    const sha256 = createHash('sha256').update(readFileSync(LIST.path)).digest('hex')
    await observer.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [sha256])
    const act = { actor: specialist, at: now() }
    const slow = receiveImports(act, cast.shopId, [LIST])
    await untilWaiting(observer, 1)
    expect((await receiveImports(act, cast.shopId, [ITEMS])).imports).toHaveLength(1)
    await observer.end()
    expect((await slow).imports).toHaveLength(1)
  })

  it('obliges whoever brought it to confirm or discard it', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    const open = { noun: 'orders/imports', subjectId: row.id, closedAt: null }
    expect(await db.workItem.findFirst({ where: open })).toMatchObject({
      ownerId: cast.ids['operations-specialist'],
    })
    await done(specialist, row)
    expect(await db.workItem.findFirst({ where: open })).toBeNull()
  })

  it('shows its first rows cleaned, with the buyer masked and nothing to open', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    const [first] = await firstRows(row.id)
    expect(first).toMatchObject({
      rowNumber: 2,
      effect: 'NEW',
      data: { maskedNick: 't***一', paidFen: 19900 },
    })
    expect(Object.keys(first?.data ?? {})).not.toContain('sealed')
  })

  it('is read when it was exported by its name, unless that lies ahead', async () => {
    expect((await bring(specialist, cast.shopId, LIST)).exportedAt.toISOString()).toBe(
      '2026-11-19T16:01:00.000Z',
    )
    const ahead = await csv('ExportOrderList209901010000.csv', [order({})])
    expect((await bring(specialist, cast.shopId, ahead)).exportedAt.getTime()).toBeLessThanOrEqual(
      now().getTime(),
    )
  })

  it('in a ZIP is read by its own name, and kept as it came', async () => {
    const brought = await csv('ExportOrderList202403252230.csv', [order({})])
    const content = zipFile([{ name: brought.name, content: readFileSync(brought.path) }])
    writeFileSync(brought.path, content)
    const row = await bring(specialist, cast.shopId, { ...brought, name: '下载.zip' })
    expect(row).toMatchObject({ state: 'PREVIEW', fileName: '下载.zip', newCount: 1 })
    expect(row.exportedAt.toISOString()).toBe('2024-03-25T14:30:00.000Z')
    expect(await db.storedFile.findFirst({ where: { id: row.fileId ?? 0 } })).toMatchObject({
      mediaType: 'application/zip',
    })
  })

  it('names the columns that nobody knows and those that are missing', async () => {
    const row = await bring(specialist, cast.shopId, await csv('a.csv', [order({ 神秘列: 'x' })]))
    const { columns } = recognitionOf(row)
    expect(columns.unknown).toEqual(['神秘列'])
    expect(columns.missing.map(({ heading }) => heading)).toContain('收货地址')
  })

  it('is refused with a sentence when nobody can tell what it is, and keeps nothing', async () => {
    const file = await csv('a.csv', [{ 13800001234: '1', 2026: '2' }])
    const received = await receiveImports({ actor: specialist, at: now() }, cast.shopId, [file])
    expect(received.imports).toEqual([])
    expect(received.refused[0]?.reason).toContain('认不出')
    expect(await db.import.count()).toBe(0)
  })

  it('fails with a sentence when its rows name another of our shops', async () => {
    const file = await csv('a.csv', [order({ 店铺名称: '另一家店' })])
    const row = await bring(specialist, cast.shopId, file)
    expect(row).toMatchObject({ state: 'FAILED', rowCount: 0 })
    expect(row.failure).toContain('“另一家店”')
    expect(await db.$queryRaw`SELECT count(*)::int AS count FROM import_rows`).toEqual([{ count: 0 }])
  })

  it('is asked about when its rows name a shop that nobody knows', async () => {
    const row = await bring(specialist, cast.shopId, await csv('a.csv', [order({ 店铺名称: '改过名的店' })]))
    expect(row).toMatchObject({ state: 'PREVIEW', shopNames: ['改过名的店'] })
  })

  it('goes to a shop of the actor’s only', async () => {
    const at = now()
    await expect(receiveImports({ actor: specialist, at }, cast.otherShopId, [LIST])).rejects.toThrow(
      FieldError,
    )
    await expect(receiveImports({ actor: specialist, at }, 999, [LIST])).rejects.toThrow(FieldError)
    const agent = await actor(cast, 'service-agent')
    await expect(receiveImports({ actor: agent, at }, cast.shopId, [LIST])).rejects.toThrow(Forbidden)
  })
})

describe('a confirmed import', () => {
  it('stores orders, lines, buyers and contacts', async () => {
    await importFile(specialist, cast.shopId, LIST)
    const items = await importFile(specialist, cast.shopId, ITEMS)
    expect(items).toMatchObject({ state: 'DONE', rowCount: 14, newCount: 14, badCount: 0 })
    expect(await db.order.groupBy({ by: ['status'], _count: true, orderBy: { status: 'asc' } })).toEqual([
      { status: 'UNPAID', _count: 1 },
      { status: 'PAID', _count: 8 },
      { status: 'SHIPPED', _count: 1 },
    ])
    expect(await db.orderLine.count()).toBe(14)
    // Orders 2 and 3 are of one buyer and address.
    expect(await db.buyer.count()).toBe(9)
    const same = await db.buyerContact.groupBy({
      by: ['joinHash'],
      _count: true,
      having: { joinHash: { _count: { gt: 1 } } },
    })
    expect(same.map(({ _count }) => _count)).toEqual([2])
    expect(await db.order.findFirst({ where: { platformOrderId: '461000000000001005' } })).toMatchObject({
      sellerMemo: expect.stringContaining('\n'),
      paidFen: 29790,
    })
  })

  it('leads to the same whatever the sequence of list and items', async () => {
    await importFile(specialist, cast.shopId, LIST)
    await importFile(specialist, cast.shopId, ITEMS)
    const listFirst = await stored()
    await freshDatabase()
    cast = await castIn()
    specialist = await actor(cast, 'operations-specialist')
    await importFile(specialist, cast.shopId, ITEMS)
    expect(await db.order.count({ where: { status: 'PAID' } })).toBe(8)
    await importFile(specialist, cast.shopId, LIST)
    expect(await stored()).toEqual(listFirst)
  })

  it('changes nothing the second time, and says that the file is known', async () => {
    await importFile(specialist, cast.shopId, LIST)
    await importFile(specialist, cast.shopId, ITEMS)
    const once = await stored()
    const history = await db.historyEntry.count({ where: { noun: 'orders/orders' } })
    const again = await bring(specialist, cast.shopId, LIST)
    expect(again).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: 10 })
    expect((await sameFile(await getImport(specialist, again.id)))?.number).toMatch(/-0001$/)
    await done(specialist, again)
    await importFile(specialist, cast.shopId, ITEMS)
    expect(await stored()).toEqual(once)
    expect(await db.historyEntry.count({ where: { noun: 'orders/orders' } })).toBe(history)
  })

  it('meets the lines of other generations instead of doubling them', async () => {
    await importFile(specialist, cast.shopId, LIST)
    await importFile(specialist, cast.shopId, ITEMS)
    const row = await importFile(specialist, cast.shopId, ITEMS_27)
    expect(row.newCount).toBe(0)
    expect(await db.orderLine.count()).toBe(14)
    expect((await importFile(specialist, cast.shopId, LIST_CHOSEN)).newCount).toBe(0)
    const order = await db.order.findFirstOrThrow({
      where: { platformOrderId: '461000000000001001' },
      include: { contact: true },
    })
    expect(order.shipDueAt).not.toBeNull()
    // The chosen columns have no personal data: what was known stays.
    expect(order.contact?.maskedName).toBe('测**')
  })

  it('meets the lines of files without line numbers by code and properties', async () => {
    const old = {
      订单编号: '461000000000002001',
      标题: '帽子',
      价格: '10',
      购买数量: '1',
      外部系统编号: 'HAT',
      商品属性: '颜色:红',
      订单状态: '等待卖家发货',
      商家编码: 'HAT-R',
    }
    await importFile(
      specialist,
      cast.shopId,
      await csv('d.csv', [old, { ...old, 商品属性: '颜色:蓝', 商家编码: 'HAT-B' }, old]),
    )
    const fresh = (n: string, color: string, code: string): Record<string, string> => ({
      子订单编号: `46100000000000201${n}`,
      主订单编号: old.订单编号,
      标题: old.标题,
      价格: '10',
      购买数量: '1',
      商品属性: `颜色:${color}`,
      订单状态: '等待卖家发货',
      商家编码: code,
    })
    const rows = [fresh('1', '蓝', 'HAT-B'), fresh('2', '红', 'HAT-R'), fresh('3', '红', 'HAT-R')]
    const row = await importFile(specialist, cast.shopId, await csv('e.csv', rows))
    expect(row).toMatchObject({ newCount: 0, changedCount: 3 })
    const lines = await db.orderLine.findMany({ orderBy: { ordinal: 'asc' } })
    expect(lines.map(({ platformLineId, merchantCode }) => [platformLineId?.at(-1), merchantCode])).toEqual([
      ['2', 'HAT-R'],
      ['1', 'HAT-B'],
      ['3', 'HAT-R'],
    ])
  })

  it('lets states only advance, and free fields follow the export', async () => {
    const at = (minute: string): string => `ExportOrderList2026112000${minute}.csv`
    const paid = order({ 订单状态: '买家已付款，等待卖家发货', 商家备忘: '旧备注', 总金额: '99.00' })
    const sent = order({
      订单状态: '卖家已发货，等待买家确认',
      商家备忘: '',
      总金额: '89.00',
      物流单号: 'No:123',
      发货时间: '2026-11-20 09:00:00',
    })
    await importFile(specialist, cast.shopId, await csv(at('20'), [sent]))
    const late = await importFile(specialist, cast.shopId, await csv(at('10'), [paid]))
    expect(late).toMatchObject({ changedCount: 0, unchangedCount: 1 })
    const row = await db.order.findFirstOrThrow()
    expect(row).toMatchObject({ status: 'SHIPPED', sellerMemo: null, totalFen: 8900, trackingNumber: '123' })
    await importFile(specialist, cast.shopId, await csv(at('30'), [{ ...paid, 商家备忘: '新备注' }]))
    const newest = await db.order.findFirstOrThrow()
    expect(newest).toMatchObject({
      status: 'SHIPPED',
      sellerMemo: '新备注',
      totalFen: 9900,
      trackingNumber: '123',
    })
  })

  it('writes one history row per changed order with before and after, and none for unchanged ones', async () => {
    await importFile(
      specialist,
      cast.shopId,
      await csv('ExportOrderList202611200010.csv', [order({}), order({ 订单编号: '461000000000009002' })]),
    )
    const sent = order({ 订单状态: '卖家已发货，等待买家确认', 物流单号: 'No:123' })
    const row = await importFile(
      specialist,
      cast.shopId,
      await csv('ExportOrderList202611200020.csv', [sent, order({ 订单编号: '461000000000009002' })]),
    )
    const entries = await db.historyEntry.findMany({ where: { noun: 'orders/orders', remark: row.number } })
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({
      deed: 'import',
      personId: cast.ids['operations-specialist'],
      changes: { status: ['PAID', 'SHIPPED'], trackingNumber: [null, '123'] },
    })
  })

  it('creates an order from its lines alone, with what they tell', async () => {
    await importFile(specialist, cast.shopId, ITEMS)
    const row = await db.order.findFirstOrThrow({
      where: { platformOrderId: '461000000000001002' },
      include: { lines: true },
    })
    expect(row).toMatchObject({ status: 'PAID', platformStatus: '买家已付款,等待卖家发货', totalFen: null })
    expect(row.paidAt?.toISOString()).toBe('2026-11-19T18:12:40.000Z')
    expect(row.lines.map(({ matchCode }) => matchCode)).toEqual(['SHIRT-02-WH-M', 'BOX-01-BK-L'])
  })

  it('calls an order partly shipped when some of its lines are', async () => {
    const line = (n: string, status: string): Record<string, string> => ({
      子订单编号: `46100000000000300${n}`,
      主订单编号: '461000000000003000',
      标题: '帽子',
      价格: '10',
      购买数量: '1',
      商品属性: n,
      订单状态: status,
    })
    await importFile(
      specialist,
      cast.shopId,
      await csv('a.csv', [line('1', '卖家已发货，等待买家确认'), line('2', '买家已付款，等待卖家发货')]),
    )
    expect(await db.order.findFirst()).toMatchObject({
      status: 'PART_SHIPPED',
      platformStatus: '卖家部分发货',
    })
    await importFile(specialist, cast.shopId, await csv('b.csv', [line('2', '卖家已发货，等待买家确认')]))
    expect(await db.order.findFirst()).toMatchObject({ status: 'SHIPPED' })
  })

  it('only updates what is known when the file can’t describe anything new, and says so row by row', async () => {
    await importFile(specialist, cast.shopId, await csv('a.csv', [order({})]))
    const poor = [
      { 订单编号: '461000000000009001', 支付单号: '5', 买家实付金额: '1.00', 店铺名称: '示例旗舰店' },
      { 订单编号: '461000000000009009', 支付单号: '6', 买家实付金额: '1.00', 店铺名称: '示例旗舰店' },
    ]
    const row = await importFile(specialist, cast.shopId, await csv('b.csv', poor))
    expect(row).toMatchObject({ rowCount: 2, badCount: 1, changedCount: 1, newCount: 0 })
    expect(await db.order.count()).toBe(1)
    const [bad] = await db.$queryRaw<{ reasons: { reason: string }[] }[]>`SELECT reasons FROM import_rows`
    expect(bad?.reasons[0]?.reason).toContain('订单创建时间')
  })

  it('can be done by one person once', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    const act = { actor: specialist, at: now() }
    const [first, second] = await Promise.allSettled([confirmImport(act, row), confirmImport(act, row)])
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
    await runImport(act, row.id)
    await runImport(act, row.id)
    expect(await db.order.count()).toBe(10)
    await expect(withdrawImport(act, row, 'discard')).rejects.toThrow(Conflict)
  })
})

describe('a discarded import', () => {
  it('leaves nothing but its record and the original', async () => {
    const row = await bring(specialist, cast.shopId, LIST)
    await withdrawImport({ actor: specialist, at: now() }, row, 'discard')
    expect(await db.import.findFirst()).toMatchObject({ state: 'DISCARDED', fileId: row.fileId })
    expect(await db.$queryRaw`SELECT count(*)::int AS count FROM import_rows`).toEqual([{ count: 0 }])
    expect(await db.order.count()).toBe(0)
  })
})

describe('bad rows', () => {
  it('stay out, with all reasons, and come back as they stood in the file', async () => {
    const rows = [
      order({}),
      order({
        订单编号: '461000000000009002',
        总金额: 'zehn',
        订单创建时间: '2026-13-45',
        收货人姓名: '张三',
      }),
    ]
    const row = await importFile(specialist, cast.shopId, await csv('a.csv', rows))
    expect(row).toMatchObject({ rowCount: 2, newCount: 1, badCount: 1 })
    const { headings, rows: cells } = await badTable(
      { actor: specialist, at: now() },
      await getImport(specialist, row.id),
    )
    const all: (readonly string[])[] = []
    for await (const one of cells) all.push(one)
    expect(headings.at(-1)).toBe('导入失败原因')
    expect(all).toHaveLength(1)
    expect(all[0]).toContain('张三')
    expect(all[0]?.at(-1)).toMatch(/总金额：不是金额/)
    expect(all[0]?.at(-1)).toMatch(/订单创建时间：/)
    expect(await db.historyEntry.findFirst({ where: { deed: 'bad-rows' } })).toMatchObject({
      subjectId: row.id,
    })
  })

  it('are named without cells that tell who somebody is', async () => {
    const torn = await csv('a.csv', [order({ 收货人姓名: '张三', 收货地址: '灵隐路1号' })])
    const { appendFile } = await import('node:fs/promises')
    await appendFile(torn.path, '461000000000009003,\r\n')
    await bring(specialist, cast.shopId, torn)
    const [staged] = await db.$queryRaw<
      { text: string }[]
    >`SELECT string_agg(r::text, '') AS text FROM import_rows r`
    expect(staged?.text).toContain('内容不完整')
    expect(staged?.text).not.toContain('张三')
    expect(staged?.text).not.toContain('灵隐路')
  })

  it('aren’t the rows that only raise a doubt', async () => {
    const row = await bring(specialist, cast.shopId, await csv('a.csv', [order({ 订单状态: '全新的状态' })]))
    expect(row).toMatchObject({ badCount: 0, newCount: 1 })
    expect(doubtsOf(row)).toMatchObject({ count: 1, first: [{ rowNumber: 2, column: '订单状态' }] })
  })
})

function order(parts: Record<string, string>): Record<string, string> {
  return {
    订单编号: '461000000000009001',
    支付单号: '1',
    买家应付货款: '99.00',
    总金额: '99.00',
    买家实际支付金额: '99.00',
    订单状态: '买家已付款，等待卖家发货',
    订单创建时间: '2026-11-20 08:00:00',
    订单付款时间: '2026-11-20 08:01:00',
    店铺名称: '示例旗舰店',
    ...parts,
  }
}

describe('the limit of rows', () => {
  it('is what a lead has set', async () => {
    await db.parameter.create({ data: { key: 'orders.import-rows', value: 1000 } })
    const rows = Array.from({ length: 1000 }, (_, i) =>
      order({ 订单编号: String(3_000_000_000_000_000_000n + BigInt(i)) }),
    )
    const row = await bring(specialist, cast.shopId, await csv('a.csv', rows))
    expect(row.state).toBe('FAILED')
    expect(row.failure).toContain('1,000')
  })
})
