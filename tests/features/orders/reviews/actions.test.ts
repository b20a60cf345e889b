import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, Forbidden } from '../../../../src/errors.ts'
import { defineCode } from '../../../../src/features/catalog/merchant-codes/actions.ts'
import { lockShop } from '../../../../src/features/orders/orders/lock.ts'
import {
  catchUpReviews,
  holdReview,
  releaseAll,
  releaseReview,
} from '../../../../src/features/orders/reviews/actions.ts'
import { findReviews, getReview, listReviews } from '../../../../src/features/orders/reviews/queries.ts'
import type { ReviewRow } from '../../../../src/features/orders/reviews/queries.ts'
import { matchCode } from '../../../../src/features/orders/unmatched/actions.ts'
import { listUnmatched } from '../../../../src/features/orders/unmatched/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { sku } from '../../../setup/goods.ts'
import { order } from '../../../setup/orders.ts'
import { csv, importFile, sample } from '../files.ts'

const SAMPLE_CODES = ['COAT-01-KH-M', 'COAT-01-KH-L', 'SHIRT-02-WH-M', 'BOX-01-BK-L', 'HOOK-01', 'CUP-500-BL']

let cast: Cast
let agent: PersonActor
let specialist: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  agent = await actor(cast, 'service-agent')
  specialist = await actor(cast, 'operations-specialist')
})

const held = async (reasons: ReviewRow['reasons'], pieces = {}): Promise<ReviewRow> =>
  getReview(agent, (await order(cast.shopId, { review: { state: 'HELD', reasons }, ...pieces })).reviewId)

async function reviews(): Promise<Record<string, string>> {
  const rows = await db.orderReview.findMany({ orderBy: { platformOrderId: 'asc' } })
  return Object.fromEntries(
    rows.map((row) => [row.platformOrderId.slice(-2), [row.state, ...row.reasons].join(' ')]),
  )
}

describe('an import', () => {
  it('holds what somebody must look at and releases the rest, as soon as the lines are known', async () => {
    for (const code of SAMPLE_CODES) await sku({ code })
    await importFile(specialist, cast.shopId, sample('ExportOrderList202611200001.csv'))
    expect(await reviews()).toEqual({ '04': 'HELD BUYER_MESSAGE', '05': 'HELD SELLER_MEMO' })
    await importFile(specialist, cast.shopId, sample('ExportOrderDetailList202611200001.csv'))
    expect(await reviews()).toEqual({
      '01': 'RELEASED',
      '02': 'RELEASED',
      '03': 'RELEASED',
      '04': 'HELD BUYER_MESSAGE',
      '05': 'HELD SELLER_MEMO',
      '06': 'RELEASED',
      '07': 'RELEASED',
      '08': 'HELD UNMATCHED_CODE',
    })
  })

  it('obliges service for held orders, within two hours of its own time', async () => {
    await importFile(specialist, cast.shopId, sample('ExportOrderList202611200001.csv'))
    const items = await db.workItem.findMany({ where: { noun: 'orders/reviews', closedAt: null } })
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({ duty: 'SERVICE_AGENT', shopId: cast.shopId, kind: 'HELD' })
    expect(items[0]?.title).toMatch(/^审核订单：46100000000000100[45]$/)
    expect(items[0]?.dueAt).not.toBeNull()
  })

  it('obliges operations for an order that only waits for a code, and service again once it has to be read', async () => {
    for (const code of SAMPLE_CODES) await sku({ code })
    await importFile(specialist, cast.shopId, sample('ExportOrderList202611200001.csv'))
    await importFile(specialist, cast.shopId, sample('ExportOrderDetailList202611200001.csv'))
    const open = () =>
      db.workItem.findMany({ where: { noun: 'orders/reviews', title: { endsWith: '08' }, closedAt: null } })
    expect(await open()).toMatchObject([
      { duty: 'OPERATIONS_SPECIALIST', shopId: cast.shopId, title: '匹配商家编码：461000000000001008' },
    ])
    const row = {
      订单编号: '461000000000001008',
      支付单号: '1',
      订单状态: '买家已付款，等待卖家发货',
      订单创建时间: '2026-11-20 08:00:00',
    }
    await importFile(
      specialist,
      cast.shopId,
      await csv('Export202611220010.csv', [{ ...row, 商家备忘: '发顺丰' }]),
    )
    expect(await reviews()).toMatchObject({ '08': 'HELD SELLER_MEMO UNMATCHED_CODE' })
    expect(await open()).toMatchObject([{ duty: 'SERVICE_AGENT', title: '审核订单：461000000000001008' }])
  })

  it('holds again what has become different since it was released, and nothing else', async () => {
    const row = {
      订单编号: '461000000000009001',
      支付单号: '1',
      订单状态: '买家已付款，等待卖家发货',
      订单创建时间: '2026-11-20 08:00:00',
      商家备忘: '发顺丰',
      总金额: '1.00',
    }
    await importFile(specialist, cast.shopId, await csv('Export202611200010.csv', [row]))
    const [review] = (await listReviews(agent, {})).rows
    await releaseReview({ actor: agent, at: now() }, review as ReviewRow, '顺丰')
    await importFile(
      specialist,
      cast.shopId,
      await csv('Export202611200020.csv', [{ ...row, 总金额: '2.00' }]),
    )
    expect(await db.orderReview.findFirst()).toMatchObject({ state: 'RELEASED', instruction: '顺丰' })
    await importFile(
      specialist,
      cast.shopId,
      await csv('Export202611200030.csv', [{ ...row, 商家备忘: '别发了' }]),
    )
    expect(await db.orderReview.findFirst()).toMatchObject({ state: 'HELD', reasons: ['SELLER_MEMO'] })
    const [last] = await db.historyEntry.findMany({
      where: { noun: 'orders/reviews' },
      orderBy: { id: 'desc' },
      take: 1,
    })
    expect(last).toMatchObject({
      deed: 'hold',
      systemName: 'imports',
      fromState: 'RELEASED',
      toState: 'HELD',
    })
  })

  it('releases what has no reason left, but never what a person has held', async () => {
    const row = {
      订单编号: '461000000000009001',
      支付单号: '1',
      订单状态: '买家已付款，等待卖家发货',
      订单创建时间: '2026-11-20 08:00:00',
      商家备忘: '发顺丰',
    }
    await importFile(
      specialist,
      cast.shopId,
      await csv('Export202611200010.csv', [row, { ...row, 订单编号: '461000000000009002' }]),
    )
    const [first] = await findReviews(agent, [1])
    await releaseReview({ actor: agent, at: now() }, first as ReviewRow, null)
    await holdReview(
      { actor: agent, at: now() },
      (await findReviews(agent, [1]))[0] as ReviewRow,
      '等买家回复',
    )
    const later = { ...row, 商家备忘: '' }
    await importFile(
      specialist,
      cast.shopId,
      await csv('Export202611200020.csv', [later, { ...later, 订单编号: '461000000000009002' }]),
    )
    expect(await reviews()).toEqual({ '01': 'HELD BY_HAND', '02': 'RELEASED' })
  })

  it('ends what was shipped or closed before anybody decided', async () => {
    const row = {
      订单编号: '461000000000009001',
      支付单号: '1',
      订单状态: '买家已付款，等待卖家发货',
      订单创建时间: '2026-11-20 08:00:00',
      商家备忘: '发顺丰',
    }
    await importFile(specialist, cast.shopId, await csv('Export202611200010.csv', [row]))
    await importFile(
      specialist,
      cast.shopId,
      await csv('Export202611200020.csv', [{ ...row, 订单状态: '交易关闭' }]),
    )
    expect(await db.orderReview.findFirst()).toMatchObject({ state: 'ENDED' })
    expect(await db.workItem.count({ where: { noun: 'orders/reviews', closedAt: null } })).toBe(0)
  })

  it('holds addresses that are missing, too short or changed', async () => {
    const row = (n: number, parts: Record<string, string>): Record<string, string> => ({
      订单编号: `46100000000000900${n}`,
      支付单号: '1',
      订单状态: '买家已付款，等待卖家发货',
      订单创建时间: '2026-11-20 08:00:00',
      收货地址: '浙江省 杭州市 余杭区 文一西路969号',
      修改后的收货地址: '',
      异常信息: '',
      ...parts,
    })
    const rows = [
      row(1, { 收货地址: '' }),
      row(2, { 收货地址: '浙江省 杭州市 余杭区' }),
      row(3, { 修改后的收货地址: '上海市 世纪大道1号' }),
      row(4, { 异常信息: '包裹异常' }),
      row(5, {}),
    ]
    await importFile(specialist, cast.shopId, await csv('a.csv', rows))
    const doubtful = 'HELD DOUBTFUL_ADDRESS'
    expect(await reviews()).toEqual({ '01': doubtful, '02': doubtful, '03': doubtful, '04': doubtful })
  })
})

describe('releasing', () => {
  it('tells the warehouse what it must know, and ends the obligation', async () => {
    const review = await held(['BUYER_MESSAGE'], { buyerMessage: '快点' })
    await releaseReview({ actor: agent, at: now() }, review, '送贺卡')
    expect(await db.orderReview.findFirst()).toMatchObject({
      state: 'RELEASED',
      instruction: '送贺卡',
      version: 2,
    })
    expect(await db.historyEntry.findFirst({ where: { deed: 'release' } })).toMatchObject({
      personId: cast.ids['service-agent'],
    })
  })

  it('isn’t possible while a code means nothing, too late, or without the right', async () => {
    const unmatched = await held(['UNMATCHED_CODE', 'FLAG'])
    await expect(releaseReview({ actor: agent, at: now() }, unmatched, null)).rejects.toThrow(Conflict)
    const review = await held(['FLAG'])
    await releaseReview({ actor: agent, at: now() }, review, null)
    await expect(releaseReview({ actor: agent, at: now() }, review, null)).rejects.toThrow(Conflict)
    const clerk = await actor(cast, 'warehouse-clerk')
    await expect(releaseReview({ actor: clerk, at: now() }, await held(['FLAG']), null)).rejects.toThrow(
      Forbidden,
    )
  })

  it('of many at once does what it can and says why not the rest', async () => {
    const gone = await held(['FLAG'])
    await releaseReview({ actor: agent, at: now() }, gone, null)
    const rows = [await held(['FLAG']), await held(['SELLER_MEMO']), await held(['UNMATCHED_CODE']), gone]
    const { released, refused } = await releaseAll({ actor: agent, at: now() }, rows)
    expect(released).toBe(2)
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('商家编码'),
      expect.stringContaining(gone.platformOrderId),
    ])
  })
})

describe('holding', () => {
  it('keeps a released order back, with the remark in its history', async () => {
    const review = await getReview(agent, (await order(cast.shopId)).reviewId)
    await holdReview({ actor: agent, at: now() }, review, '买家要改地址')
    expect(await db.orderReview.findFirst()).toMatchObject({ state: 'HELD', reasons: ['BY_HAND'] })
    expect(await db.historyEntry.findFirst({ where: { deed: 'hold' } })).toMatchObject({
      remark: '买家要改地址',
    })
    expect(await db.workItem.count({ where: { noun: 'orders/reviews', closedAt: null } })).toBe(1)
  })

  it('comes too late for a shipped order', async () => {
    const review = await getReview(agent, (await order(cast.shopId, { status: 'SHIPPED' })).reviewId)
    await expect(holdReview({ actor: agent, at: now() }, review, 'x')).rejects.toThrow(Conflict)
  })
})

describe('matching a code', () => {
  it('releases the orders that waited only for it and takes the reason from the others', async () => {
    const codes = ['XYZ']
    await held(['UNMATCHED_CODE'], { codes })
    await held(['BUYER_MESSAGE', 'UNMATCHED_CODE'], { codes, buyerMessage: '快点' })
    await held(['UNMATCHED_CODE'], { codes: ['XYZ', 'OTHER'] })
    await sku({ code: 'HAT' })
    const [row] = (await listUnmatched(specialist)).rows
    expect(row).toMatchObject({ code: 'XYZ', orderCount: 3, pieces: 3 })
    await matchCode({ actor: specialist, at: now() }, row as NonNullable<typeof row>, [
      { sku: 'HAT', quantity: 1 },
    ])
    expect(Object.values(await reviews())).toEqual(['RELEASED', 'HELD BUYER_MESSAGE', 'HELD UNMATCHED_CODE'])
    expect((await listUnmatched(specialist)).rows.map(({ code }) => code)).toEqual(['OTHER'])
    expect(await db.historyEntry.findFirst({ where: { deed: 'release' } })).toMatchObject({
      systemName: 'codes',
    })
  })

  it('is the same when the catalog does it, and reaches no other shop', async () => {
    await held(['UNMATCHED_CODE'], { codes: ['XYZ'] })
    await order(cast.otherShopId, { codes: ['XYZ'], review: { state: 'HELD', reasons: ['UNMATCHED_CODE'] } })
    await sku({ code: 'HAT' })
    const act = { actor: specialist, at: now() }
    await defineCode(act, { shopId: cast.shopId, code: 'XYZ', components: [{ sku: 'HAT', quantity: 2 }] })
    expect(Object.values(await reviews())).toEqual(['RELEASED', 'HELD UNMATCHED_CODE'])
  })

  it('is nothing for service', async () => {
    await held(['UNMATCHED_CODE'], { codes: ['XYZ'] })
    await sku({ code: 'HAT' })
    const [row] = (await listUnmatched(agent)).rows
    const match = matchCode({ actor: agent, at: now() }, row as NonNullable<typeof row>, [
      { sku: 'HAT', quantity: 1 },
    ])
    await expect(match).rejects.toThrow(Forbidden)
  })
})

describe('matching a code while an import has the shop’s orders in hand', () => {
  it('doesn’t wait, and lets the orders go a little later', async () => {
    const { reviewId } = await order(cast.shopId, {
      review: { state: 'HELD', reasons: ['UNMATCHED_CODE'] },
      codes: ['NEW-1'],
    })
    const { code } = await sku()
    const stateNow = async (): Promise<string> =>
      (await db.orderReview.findUniqueOrThrow({ where: { id: reviewId } })).state
    await db.$transaction(async (tx) => {
      await lockShop(tx, cast.shopId)
      const components = [{ sku: code, quantity: 1 }]
      await defineCode({ actor: specialist, at: now() }, { shopId: cast.shopId, code: 'NEW-1', components })
      expect(await stateNow()).toBe('HELD')
    })
    await catchUpReviews({ actor: { kind: 'system', name: 'jobs' }, at: now() })
    expect(await stateNow()).toBe('RELEASED')
  })
})
