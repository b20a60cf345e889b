import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { openContact, bindingOf } from '../../../../src/features/orders/buyers/seal.ts'
import {
  readImport,
  receiveImports,
  withdrawImport,
} from '../../../../src/features/orders/imports/actions.ts'
import { progressOf } from '../../../../src/features/orders/imports/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { bring, csv, importFile } from '../files.ts'

let cast: Cast
let owner: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

/** Large enough to be read in a thread of its own. */
const ROWS = 4000

function orders(
  count: number,
  of: (i: number) => Readonly<Record<string, string>> | null = () => null,
): Record<string, string>[] {
  return Array.from({ length: count }, (_, i) => ({
    订单编号: `33000000000${String(i).padStart(8, '0')}`,
    买家会员名: `测试买家${i}号`,
    买家应付货款: '59.80',
    总金额: '59.80',
    买家实际支付金额: '59.80',
    订单状态: '买家已付款,等待卖家发货',
    收货人姓名: `测试人${i}`,
    收货地址: `浙江省 杭州市 余杭区 仓前街道 测试路 ${i} 号示例花园 3 幢 2 单元 ${i} 室，送到东门的快递柜里，谢谢`,
    联系手机: `'138${String(i).padStart(8, '0')}`,
    订单创建时间: '2026-11-20 10:00:00',
    订单付款时间: '2026-11-20 10:05:00',
    宝贝标题: '示例收纳盒 大号 家用整理箱 塑料透明 加厚带盖 衣物玩具收纳',
    宝贝总数量: '2',
    店铺名称: '一店',
    ...of(i),
  }))
}

describe('a large file', () => {
  it('is read in a thread of its own and comes out as a small one does', async () => {
    const broken = new Set([7, 3100])
    const file = await csv(
      'ExportOrderList202611200001.csv',
      orders(ROWS, (i) => (broken.has(i) ? { 总金额: '不详' } : null)),
    )
    const done = await importFile(owner, cast.shopId, file)
    expect(done).toMatchObject({ state: 'DONE', rowCount: ROWS, newCount: ROWS - 2, badCount: 2 })
    const order = await db.order.findFirstOrThrow({
      where: { platformOrderId: '3300000000000003999' },
      include: { contact: true },
    })
    const binding = bindingOf(cast.shopId, order.platformOrderId)
    expect(openContact(order.contact?.sealed ?? new Uint8Array(), binding)).toMatchObject({
      name: '测试人3999',
      phone: '13800003999',
    })
    const bad = await db.$queryRaw`
      SELECT row_number AS row, reasons -> 0 ->> 'column' AS column FROM import_rows WHERE reasons IS NOT NULL ORDER BY 1`
    expect(bad).toEqual([
      { row: 9, column: '总金额' },
      { row: 3102, column: '总金额' },
    ])
  })

  it('of another of our shops is refused when that shows, however late, and leaves nothing', async () => {
    await db.shop.create({ data: { name: '二店', platform: 'TAOBAO', createdAt: now() } })
    const rows = orders(ROWS, (i) => (i === ROWS - 1 ? { 店铺名称: '二店' } : null))
    const row = await bring(owner, cast.shopId, await csv('ExportOrderList202611200001.csv', rows))
    expect(row.state).toBe('FAILED')
    expect(row.failure).toContain('文件里的店铺是“二店”')
    expect(await db.$queryRaw`SELECT 1 FROM import_rows`).toEqual([])
  })

  it('stops being read when somebody withdraws it', async () => {
    const act = { actor: owner, at: now() }
    const file = await csv('ExportOrderList202611200001.csv', orders(10 * ROWS))
    const { imports } = await receiveImports(act, cast.shopId, [file])
    const id = imports[0]?.id ?? 0
    const reading = readImport(act, id)
    while (((await progressOf(id))?.rows ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await withdrawImport(act, await db.import.findUniqueOrThrow({ where: { id } }), 'discard')
    await reading
    expect((await db.import.findUniqueOrThrow({ where: { id } })).state).toBe('DISCARDED')
    expect(await db.$queryRaw`SELECT 1 FROM import_rows`).toEqual([])
  })
})
