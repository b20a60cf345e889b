import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import { NotFound } from '../../../../src/errors.ts'
import { countParts, getOrder, linesOf, listOrders } from '../../../../src/features/orders/orders/queries.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { listing } from '../../../setup/goods.ts'
import { order } from '../../../setup/orders.ts'
import { importFile, sample } from '../files.ts'

let cast: Cast
let agent: PersonActor
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  agent = await actor(cast, 'service-agent')
})

describe('the list of orders', () => {
  it('holds the actor’s shops only, newest first, page by page', async () => {
    for (let i = 0; i < 5; i += 1) await order(cast.shopId)
    await order(cast.otherShopId)
    const all = (await listOrders(agent, {})).rows.map(({ id }) => id)
    expect(all).toHaveLength(5)
    const first = await listOrders(agent, {}, undefined, 2)
    const second = await listOrders(agent, {}, first.next, 2)
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.slice(0, 4))
    expect((await listOrders(agent, {}, second.previous, 2)).rows.map(({ id }) => id)).toEqual(
      all.slice(0, 2),
    )
    expect((await listOrders(await actor(cast, 'designer'), {})).rows).toEqual([])
    expect((await listOrders(await actor(cast, 'owner'), {})).rows).toHaveLength(6)
  })

  it('has a part for what is to be done, counted', async () => {
    await order(cast.shopId)
    await order(cast.shopId, { review: { state: 'HELD', reasons: ['FLAG'] } })
    await order(cast.shopId, { status: 'UNPAID', review: null })
    await order(cast.shopId, { status: 'SHIPPED' })
    await order(cast.shopId, { status: 'FINISHED' })
    expect(await countParts(agent)).toEqual({ 'to-ship': 2, held: 1, unpaid: 1, shipped: 1, all: 5 })
    expect((await listOrders(agent, { part: 'held' })).rows).toMatchObject([{ reviewState: 'HELD' }])
    expect((await listOrders(agent, { part: 'unpaid' })).rows).toMatchObject([{ status: 'UNPAID' }])
  })

  it('is found by order number, tracking number, the exact nick and a part of a title', async () => {
    await importFile(
      await actor(cast, 'operations-specialist'),
      cast.shopId,
      sample('ExportOrderList202611200001.csv'),
    )
    await importFile(
      await actor(cast, 'operations-specialist'),
      cast.shopId,
      sample('ExportOrderDetailList202611200001.csv'),
    )
    const numbers = async (search: string): Promise<string[]> =>
      (await listOrders(agent, { search })).rows
        .map(({ platformOrderId }) => platformOrderId.slice(-2))
        .sort()
    expect(await numbers('461000000000001004')).toEqual(['04'])
    expect(await numbers('78900000009910')).toEqual(['10'])
    expect(await numbers('tb测试二')).toEqual(['02', '03'])
    expect(await numbers('tb测试')).toEqual([])
    expect(await numbers('挂钩')).toEqual(['03', '05', '10'])
    expect(await numbers('100%_\\')).toEqual([])
  })

  it('takes a handful of statements, however many orders', async () => {
    await order(cast.shopId)
    await order(cast.shopId)
    const { statements } = await countStatements(async () => {
      await listOrders(agent, { part: 'to-ship' })
      await countParts(agent)
    })
    expect(statements).toHaveLength(2)
  })
})

describe('an order', () => {
  it('is not there for strangers and for whoever has nothing to do with orders', async () => {
    const { id } = await order(cast.shopId)
    await expect(getOrder(await actor(cast, 'stranger'), id)).rejects.toThrow(NotFound)
    await expect(getOrder(await actor(cast, 'designer'), id)).rejects.toThrow(NotFound)
    expect((await getOrder(agent, id)).platformOrderId).toHaveLength(18)
    expect(await db.order.count()).toBe(1)
  })

  it('leads from a line to the listing of its shop, where one is known', async () => {
    const { id, lineIds } = await order(cast.shopId, { codes: ['A', 'B', 'C'] })
    const [mine, theirs] = [await listing(cast.shopId), await listing(cast.otherShopId)]
    for (const [i, { platformItemId }] of [mine, theirs].entries()) {
      await db.orderLine.update({ where: { id: lineIds[i] ?? 0 }, data: { platformItemId } })
    }
    expect((await linesOf(id)).map(({ listingId }) => listingId)).toEqual([mine.id, null, null])
  })
})
