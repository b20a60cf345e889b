import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { undoImport } from '../../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../../src/features/orders/imports/policy.ts'
import { resolveException } from '../../../../src/features/warehouse/pickup-exceptions/actions.ts'
import type { PickupException, WorkItem } from '../../../../src/generated/prisma/client.ts'
import { moment, now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { csv, importFile } from '../../orders/files.ts'

let cast: Cast
let owner: PersonActor
let clerk: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
  clerk = await actor(cast, 'warehouse-clerk')
})

const row = (more: Record<string, string> = {}): Record<string, string> => ({
  交易单号: '="461000000000009321"',
  子交易单号: '="461000000000009001"',
  运单号: '="78900000000001"',
  快递公司: '中通快递',
  超时类型: '即将超时',
  支付时间: '2026-11-20 10:24:50',
  应揽收时间: '2026-11-22 23:59:59',
  异常类型: '支付-揽收(48h)',
  买家姓名: '测*',
  买家电话: '1*********1',
  买家地址: '浙江省杭州市余杭区**街道 ****',
  预计赔付金额: '5.0',
  订单服务: '无',
  商品名称: '示例保温杯 500ml',
  备注信息: '联系人：张三丰 13800001234 催一下',
  ...more,
})
const worse = row({ 超时类型: '已超时', 预计赔付金额: '50.0' })
/** Exported at an hour of the day. */
const bring = async (hour: number, ...rows: readonly Record<string, string>[]): Promise<Import> =>
  importFile(owner, cast.shopId, await csv(`揽收异常20261121${String(hour).padStart(2, '0')}00.csv`, rows))
const only = (): Promise<PickupException> => db.pickupException.findFirstOrThrow({ orderBy: { id: 'asc' } })
const open = (): Promise<WorkItem[]> =>
  db.workItem.findMany({
    where: { noun: 'warehouse/pickup-exceptions', closedAt: null },
    orderBy: { id: 'asc' },
  })
const resolve = async (): Promise<unknown> =>
  resolveException({ actor: clerk, at: now() }, await only(), 'resolve', '快递今晚来取')
const undo = async ({ id }: Import): Promise<void> =>
  undoImport({ actor: owner, at: now() }, await db.import.findUniqueOrThrow({ where: { id } }), null)
const history = async (): Promise<string[]> => {
  const rows = await db.historyEntry.findMany({
    where: { noun: 'warehouse/pickup-exceptions' },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ deed }) => deed)
}

describe('a file of parcels not picked up', () => {
  it('brings an exception with a work item for the warehouse, due when the courier should come', async () => {
    const done = await bring(10, row(), row({ 子交易单号: '', 异常类型: '发货-揽收(24h)', 应揽收时间: '' }))
    expect(done).toMatchObject({ state: 'DONE', kind: 'PICKUP_EXCEPTIONS', newCount: 2, badCount: 0 })
    expect(await only()).toMatchObject({
      state: 'OPEN',
      platformNumber: '461000000000009001',
      platformOrderId: '461000000000009321',
      timeoutType: '即将超时',
      trackingNumber: '78900000000001',
      pickupDueAt: new Date('2026-11-22T15:59:59Z'),
      compensationFen: 500,
    })
    const [item, without] = await open()
    expect(item).toMatchObject({ duty: 'WAREHOUSE_CLERK', shopId: cast.shopId, kind: 'OPEN' })
    expect(item?.dueAt).toEqual(new Date('2026-11-22T15:59:59Z'))
    expect(without?.dueAt).toBeNull()
  })

  it('keeps nothing that tells who somebody is', async () => {
    await bring(10, row())
    const note = (await only()).note ?? ''
    expect(note).toContain('催一下')
    expect(note).not.toMatch(/13800001234|张三丰/)
    const everything = JSON.stringify(
      [await only(), await db.historyEntry.findMany(), await db.importRow.findMany()],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    )
    expect(everything).not.toMatch(/13800001234|张三丰|街道/)
  })

  it('changes nothing when it comes again', async () => {
    await bring(10, row())
    const [before, lines] = [await only(), await history()]
    expect(await bring(10, row())).toMatchObject({ newCount: 0, changedCount: 0, unchangedCount: 1 })
    expect([await only(), await history(), (await open()).length]).toEqual([before, lines, 1])
  })

  it('is believed when it’s newer, and moves the deadline; an older one only brings what is new', async () => {
    await bring(10, row())
    const later = row({ 应揽收时间: '2026-11-23 12:00:00', 备注信息: '' })
    expect(await bring(11, later)).toMatchObject({ changedCount: 1 })
    expect(await only()).toMatchObject({ pickupDueAt: moment('2026-11-23', 12 * 60), note: null, version: 2 })
    expect((await open()).map(({ dueAt, remindAt }) => [dueAt, remindAt])).toEqual([
      [moment('2026-11-23', 12 * 60), expect.any(Date)],
    ])
    const late = await bring(9, row(), row({ 交易单号: '461000000000008123', 子交易单号: '' }))
    expect(late).toMatchObject({ newCount: 1, changedCount: 0, unchangedCount: 1 })
    expect((await only()).pickupDueAt).toEqual(moment('2026-11-23', 12 * 60))
  })

  it('leaves alone what its columns don’t tell', async () => {
    await bring(10, row())
    const { 备注信息: _note, 应揽收时间: _due, ...less } = worse
    await bring(11, less)
    expect(await only()).toMatchObject({
      timeoutType: '已超时',
      pickupDueAt: expect.any(Date),
      note: expect.any(String),
    })
  })

  it('opens a resolved one again only when its timeout has got worse', async () => {
    await bring(10, row())
    await resolve()
    expect(await open()).toEqual([])
    await bring(11, row({ 预计赔付金额: '6.0' }))
    expect(await only()).toMatchObject({ state: 'RESOLVED', compensationFen: 600 })
    await bring(12, worse)
    expect(await only()).toMatchObject({ state: 'OPEN', timeoutType: '已超时' })
    expect(await open()).toHaveLength(1)
    await resolve()
    await bring(13, worse)
    expect(await only()).toMatchObject({ state: 'RESOLVED' })
    expect(await history()).toEqual(['import', 'resolve', 'import', 'import', 'reopen', 'resolve'])
  })
})

describe('undoing', () => {
  const everything = async (): Promise<unknown> => [
    (await db.pickupException.findMany({ orderBy: { id: 'asc' } })).map(
      ({ version: _version, ...rest }) => rest,
    ),
    (await open()).map(({ subjectId, dueAt }) => [subjectId, dueAt]),
  ]

  it('takes back what was brought, changed and opened again, with what somebody had to do', async () => {
    await bring(10, row())
    await resolve()
    await bring(11, row({ 子交易单号: '461000000000009002' }))
    const before = await everything()
    const done = await bring(
      12,
      worse,
      row({ 子交易单号: '461000000000009002', 应揽收时间: '2026-11-25 12:00:00' }),
      row({ 子交易单号: '461000000000009003' }),
    )
    expect(done).toMatchObject({ newCount: 1, changedCount: 2 })
    await undo(done)
    expect(await everything()).toEqual(before)
  })

  it('is refused once one is resolved, or while a later file has told of the same', async () => {
    const first = await bring(10, row())
    const later = await bring(11, row())
    await expect(undo(first)).rejects.toThrow(`之后的导入 ${later.number} 又写过其中 1 条记录`)
    await undo(later)
    await resolve()
    await expect(undo(first)).rejects.toThrow('订单 461000000000009321 的揽收异常在导入之后已经处理')
  })
})
