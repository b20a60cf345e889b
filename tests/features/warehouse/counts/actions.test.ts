import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  abandonTurn,
  beginTurn,
  enterPaper,
  finishTurn,
  moveCount,
  planCount,
  reviewLines,
  tally,
} from '../../../../src/features/warehouse/counts/actions.ts'
import { linesOf } from '../../../../src/features/warehouse/counts/line-queries.ts'
import {
  accuracyOf,
  countAccuracy,
  stockAccuracy,
} from '../../../../src/features/warehouse/counts/measures.ts'
import { countedLocations } from '../../../../src/features/warehouse/counts/place-queries.ts'
import {
  finishPicking,
  packShipment,
  planShipments,
  releaseWave,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import { post, transfer } from '../../../../src/features/warehouse/stock/ledger.ts'
import { plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { evidenceOf, measure } from '../../../../src/work/measures.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'
import { NOW, order, program, putIn, stocked } from '../../../setup/parcels.ts'
import { alsoClerk } from '../../../setup/terminal.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { checkAll, level, parcel, parcels, picked, proof } from '../shipments/flow.ts'
import { countRow, counted, later, linesAt, placeAt, plan, planned } from './counting.ts'

let cast: Cast
let crew: Crew
/** A second clerk, for recounts. */
let second: Act
let coat: { id: number; code: string; locationId: number }

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
  await alsoClerk(cast, 'quality-inspector')
  second = { actor: await actor(cast, 'quality-inspector'), at: NOW }
  coat = await stocked(10)
})

const shelfOf = async (id: number): Promise<{ code: string }> =>
  db.location.findUniqueOrThrow({ where: { id } })
const planOne = async (): Promise<number> => (await planned(crew.lead, await shelfOf(coat.locationId))).id
const accept = async (countId: number, act: Act = crew.lead): Promise<void> => {
  const count = await countRow(countId)
  const { rows } = await linesOf(count, 'undecided')
  const judgements = rows.map(({ id: lineId }) => ({
    lineId,
    verdict: 'ACCEPTED' as const,
    cause: 'LOST' as const,
  }))
  await reviewLines(act, count, judgements)
}
const postIt = async (countId: number, act: Act = crew.lead): Promise<void> =>
  moveCount(act, await countRow(countId), 'post', null)

describe('planning a count', () => {
  it('takes the storage locations of its scope and obliges the clerks until the end of the day', async () => {
    const other = await location('STORAGE', 'B-01')
    await db.location.update({ where: { id: other.id }, data: { zone: 'B', goodsClass: '帽子' } })
    const places = async (parts: Parameters<typeof plan>[0]): Promise<number> => {
      const { id, places } = await planCount(crew.clerk, plan(parts))
      await moveCount(crew.lead, await countRow(id), 'void', '试排')
      return places
    }
    expect(await places({})).toBe(2)
    expect(await places({ scope: 'ZONE', zone: 'B' })).toBe(1)
    expect(await places({ scope: 'GOODS_CLASS', goodsClass: '帽子' })).toBe(1)
    expect(await places({ scope: 'SKUS', skus: [coat.code] })).toBe(1)
    expect(await places({ scope: 'LOCATIONS', locations: ['B-01'] })).toBe(1)
    const { id, number } = await planCount(crew.clerk, plan({}))
    expect(number).toBe('PD20261123-0006')
    expect(await db.workItem.findFirst({ where: { subjectId: id, closedAt: null } })).toMatchObject({
      kind: 'COUNTING',
      duty: 'WAREHOUSE_CLERK',
      dueAt: new Date('2026-11-24T15:59:00Z'),
    })
  })

  it('draws the same locations from the same seed', async () => {
    for (let i = 0; i < 30; i += 1) await location()
    const draw = async (seed: number): Promise<number[]> => {
      const { id } = await planCount(crew.lead, plan({ scope: 'SAMPLE', size: 8, seed }))
      const drawn = await db.countPlace.findMany({ where: { countId: id }, orderBy: { locationId: 'asc' } })
      await moveCount(crew.lead, await countRow(id), 'void', '试抽')
      return drawn.map(({ locationId }) => locationId)
    }
    const first = await draw(4711)
    expect(first).toHaveLength(8)
    expect(await draw(4711)).toEqual(first)
    expect(await draw(4712)).not.toEqual(first)
  })

  it('leaves out what another open count has, and refuses a choice of which nothing remains', async () => {
    await planOne()
    await expect(planOne()).rejects.toMatchObject({
      status: 422,
      errors: { locations: '选中的库位都在其他没有结束的盘点单里' },
    })
    await location()
    expect(await planCount(crew.lead, plan({}))).toMatchObject({ places: 1, busy: 1 })
  })

  it('names the code that means nothing and the day that is over', async () => {
    const refused = (parts: Parameters<typeof plan>[0]): Promise<unknown> =>
      planCount(crew.lead, plan(parts)).catch((error: { errors?: unknown }) => error.errors)
    expect(await refused({ scope: 'LOCATIONS', locations: ['NO-1'] })).toEqual({
      locations: '没有存储库位 NO-1',
    })
    expect(await refused({ scope: 'SKUS', skus: ['NO-1'] })).toHaveProperty('skus')
    expect(await refused({ due: '2026-11-22' })).toHaveProperty('due')
    expect(await refused({ scope: 'ZONE', zone: 'Z' })).toEqual({ zone: '没有符合条件的存储库位' })
  })
})

describe('counting', () => {
  it('what is as the book says goes to review without a recount', async () => {
    const id = await planOne()
    expect(await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 10 }])).toEqual({
      recount: false,
      last: true,
    })
    expect(await countRow(id)).toMatchObject({ state: 'REVIEW', done: 1, counters: ['赵大勇'] })
    await postIt(id)
    expect(await db.stockMovement.count({ where: { reason: 'COUNT' } })).toBe(0)
    expect(await countRow(id)).toMatchObject({ state: 'POSTED' })
  })

  it('a difference is counted again by somebody else, for that SKU alone', async () => {
    const id = await planOne()
    expect(await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 8 }])).toEqual({
      recount: true,
      last: false,
    })
    await expect(beginTurn(later(crew.clerk, 5), coat.locationId)).rejects.toThrow('另一个人')
    await beginTurn(later(second, 5), coat.locationId)
    const hat = await sku()
    await expect(tally(later(second, 5), coat.locationId, hat.id, 1)).rejects.toThrow('范围')
    await tally(later(second, 5), coat.locationId, coat.id, 9)
    expect(await finishTurn(later(second, 6), coat.locationId)).toEqual({ recount: false, last: true })
    expect(await linesAt(coat.locationId)).toMatchObject([
      { firstCounted: 8, firstExpected: 10, counted: 9, book: 10, fetched: 0, verdict: null },
    ])
    expect((await countRow(id)).state).toBe('REVIEW')
  })

  it('is done again by the same clerk where there is no other', async () => {
    await db.assignmentDuty.deleteMany()
    await planOne()
    await counted(crew.clerk, coat.locationId, [])
    expect(await counted(crew.clerk, coat.locationId, [], 5)).toEqual({ recount: false, last: true })
  })

  it('tolerates small differences where the lead says so', async () => {
    await db.parameter.create({ data: { key: 'warehouse.count-recount-pieces', value: 2 } })
    await planOne()
    expect(await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 8 }])).toMatchObject({
      recount: false,
    })
  })

  it('finds goods of which the book knows nothing there', async () => {
    const hat = await sku()
    await planOne()
    await counted(crew.clerk, coat.locationId, [
      { skuId: coat.id, quantity: 10 },
      { skuId: hat.id, quantity: 3 },
    ])
    expect(await linesAt(coat.locationId)).toMatchObject([
      { skuId: coat.id, recount: false },
      { skuId: hat.id, counted: 3, book: 0, recount: true },
    ])
  })

  it('only asks for the SKUs that the count is about', async () => {
    const hat = await sku()
    await putIn(hat.id, coat.locationId, 4)
    await planCount(crew.lead, plan({ scope: 'SKUS', skus: [coat.code] }))
    await beginTurn(crew.clerk, coat.locationId)
    await expect(tally(crew.clerk, coat.locationId, hat.id, 4)).rejects.toThrow('范围')
    await tally(crew.clerk, coat.locationId, coat.id, 10)
    await finishTurn(later(crew.clerk, 1), coat.locationId)
    expect((await linesAt(coat.locationId)).map(({ skuId }) => skuId)).toEqual([coat.id])
  })

  it('is one clerk at a location, and one location at a clerk', async () => {
    const other = await stocked(1)
    await planCount(crew.lead, plan({}))
    await beginTurn(crew.clerk, coat.locationId)
    await expect(beginTurn(crew.clerk, other.locationId)).rejects.toThrow('还没有盘完')
    await expect(beginTurn(second, coat.locationId)).rejects.toThrow('赵大勇 正在盘')
    await tally(crew.clerk, coat.locationId, coat.id, 3)
    await beginTurn(second, coat.locationId, true)
    await expect(tally(crew.clerk, coat.locationId, coat.id, 1)).rejects.toThrow('别人接手')
    await abandonTurn(second, coat.locationId)
    expect((await placeAt(coat.locationId)).state).toBe('OPEN')
    await beginTurn(crew.clerk, other.locationId)
  })

  it('two who finish the last two locations at once bring the count to review once', async () => {
    const other = await stocked(1)
    const { id } = await planCount(crew.lead, plan({}))
    await beginTurn(crew.clerk, coat.locationId)
    await beginTurn(second, other.locationId)
    await tally(crew.clerk, coat.locationId, coat.id, 10)
    await tally(second, other.locationId, other.id, 1)
    const both = await Promise.all([
      finishTurn(later(crew.clerk, 1), coat.locationId),
      finishTurn(later(second, 1), other.locationId),
    ])
    expect(both.filter(({ last }) => last)).toHaveLength(1)
    expect((await countRow(id)).state).toBe('REVIEW')
  })
})

describe('movements while somebody counts', () => {
  const moveOut = (minutes: number, quantity: number): Promise<void> =>
    deed(later(program, minutes), (act) =>
      post(act, { noun: 'test', subjectId: 1 }, [
        { skuId: coat.id, locationId: coat.locationId, quantity: -quantity, reason: 'WRITE_OFF' },
      ]),
    )

  it('before the count of a SKU belong to its book', async () => {
    await planOne()
    await beginTurn(later(crew.clerk, 1), coat.locationId)
    await moveOut(2, 4)
    await tally(later(crew.clerk, 3), coat.locationId, coat.id, 6)
    expect(await finishTurn(later(crew.clerk, 4), coat.locationId)).toMatchObject({ recount: false })
    expect(await linesAt(coat.locationId)).toMatchObject([{ counted: 6, book: 6, disturbed: false }])
  })

  it('after it do not', async () => {
    await planOne()
    await beginTurn(later(crew.clerk, 1), coat.locationId)
    await tally(later(crew.clerk, 2), coat.locationId, coat.id, 10)
    await moveOut(3, 4)
    expect(await finishTurn(later(crew.clerk, 4), coat.locationId)).toMatchObject({ recount: false })
    expect(await linesAt(coat.locationId)).toMatchObject([{ counted: 10, book: 10, disturbed: false }])
  })

  it('in the middle of it make the line uncertain, even when it fits', async () => {
    await planOne()
    await beginTurn(later(crew.clerk, 1), coat.locationId)
    await tally(later(crew.clerk, 2), coat.locationId, coat.id, 3)
    await moveOut(3, 4)
    await tally(later(crew.clerk, 4), coat.locationId, coat.id, 3)
    expect(await finishTurn(later(crew.clerk, 5), coat.locationId)).toMatchObject({ recount: true })
    expect(await linesAt(coat.locationId)).toMatchObject([{ counted: 6, book: 6, disturbed: true }])
  })

  it('of what nobody found count until the end', async () => {
    await planOne()
    await beginTurn(later(crew.clerk, 1), coat.locationId)
    await moveOut(2, 10)
    expect(await finishTurn(later(crew.clerk, 3), coat.locationId)).toMatchObject({ recount: false })
    expect(await linesAt(coat.locationId)).toEqual([])
  })

  it('pieces on a cart are in the book and not on the shelf', async () => {
    await order([{ code: coat.code, quantity: 3 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    await planOne()
    await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 7 }])
    expect(await linesAt(coat.locationId)).toMatchObject([
      { counted: 7, book: 10, fetched: 3, recount: false },
    ])
    expect((await parcel(one!.id)).state).toBe('PICKED')
  })

  it('and stay so for a sheet that is entered after they were packed', async () => {
    const id = await planOne()
    await order([{ code: coat.code, quantity: 3 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    await checkAll(later(crew.clerk, 20), one!.id)
    await packShipment(later(crew.clerk, 20), await parcel(one!.id), {
      trackingNumber: 'YT8800000000001',
      carrier: '圆通速递',
    })
    await enterPaper(later(crew.clerk, 30), await countRow(id), {
      location: (await shelfOf(coat.locationId)).code,
      counterId: cast.ids['warehouse-clerk'],
      startedAt: plus(NOW, 5 * 60_000),
      endedAt: plus(NOW, 10 * 60_000),
      lines: [{ row: 1, sku: coat.code, quantity: 7 }],
    })
    expect(await linesAt(coat.locationId)).toMatchObject([{ counted: 7, book: 10, fetched: 3 }])
  })

  it('a picker who comes in the middle makes the line uncertain', async () => {
    await order([{ code: coat.code, quantity: 3 }], { shopId: cast.shopId })
    await planShipments(program)
    const ids = (await parcels()).map(({ id }) => id)
    const { wave } = await releaseWave(crew.lead, ids, null)
    await planOne()
    await beginTurn(later(crew.clerk, 1), coat.locationId)
    await tally(later(crew.clerk, 1), coat.locationId, coat.id, 4)
    await finishPicking(later(second, 2), await db.wave.findUniqueOrThrow({ where: { id: wave.id } }))
    await tally(later(crew.clerk, 3), coat.locationId, coat.id, 3)
    expect(await finishTurn(later(crew.clerk, 4), coat.locationId)).toMatchObject({ recount: true })
  })
})

describe('judging', () => {
  const differing = async (found: number): Promise<number> => {
    const id = await planOne()
    await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: found }])
    await counted(second, coat.locationId, [{ skuId: coat.id, quantity: found }], 5)
    return id
  }

  it('posts a loss that was accepted; the newest promise gives way and its parcel waits', async () => {
    for (let i = 0; i < 2; i += 1) await order([{ code: coat.code, quantity: 5 }], { shopId: cast.shopId })
    await planShipments(program)
    const id = await differing(9)
    await expect(postIt(id)).rejects.toThrow('还有 1 行差异没有复核')
    await accept(id)
    await postIt(id)
    expect(await level(coat.id)).toMatchObject({ onHand: 9, reserved: 5 })
    expect((await parcels()).map(({ state }) => state)).toEqual(['READY', 'OUT_OF_STOCK'])
    expect(
      await db.workItem.findFirst({
        where: { noun: 'warehouse/shipments', closedAt: null, kind: 'OUT_OF_STOCK' },
      }),
    ).not.toBeNull()
    expect(await db.stockMovement.findFirst({ where: { reason: 'COUNT' } })).toMatchObject({
      quantity: -1,
      noun: 'warehouse/counts',
      subjectId: id,
    })
    expect(await proof()).toEqual([])
  })

  it('posts a gain, and parcels that wait for goods get them', async () => {
    await order([{ code: coat.code, quantity: 12 }], { shopId: cast.shopId })
    await planShipments(program)
    expect((await parcels())[0]?.state).toBe('OUT_OF_STOCK')
    const id = await differing(12)
    await accept(id)
    await postIt(id)
    expect((await parcels())[0]?.state).toBe('READY')
    expect(await proof()).toEqual([])
  })

  it('leaves the book alone where a difference is rejected', async () => {
    const id = await differing(4)
    const [line] = await linesAt(coat.locationId)
    await reviewLines(crew.lead, await countRow(id), [
      { lineId: line!.id, verdict: 'REJECTED', cause: 'MISCOUNTED' },
    ])
    await postIt(id)
    expect(await level(coat.id)).toMatchObject({ onHand: 10 })
  })

  it('goods that lie elsewhere than the book says take nothing from anybody', async () => {
    await order([{ code: coat.code, quantity: 10 }], { shopId: cast.shopId })
    await planShipments(program)
    const other = await location()
    const { id } = await planCount(crew.lead, plan({}))
    const both = async (act: Act, minutes: number): Promise<void> => {
      await counted(act, coat.locationId, [{ skuId: coat.id, quantity: 6 }], minutes)
      await counted(act, other.id, [{ skuId: coat.id, quantity: 4 }], minutes + 2)
    }
    await both(crew.clerk, 1)
    await both(second, 5)
    await accept(id)
    await postIt(id)
    expect((await parcels())[0]?.state).toBe('READY')
    expect(
      await db.stockBalance.findMany({ orderBy: { quantity: 'asc' }, select: { quantity: true } }),
    ).toEqual([{ quantity: 4 }, { quantity: 6 }])
    expect(await proof()).toEqual([])
  })

  it('posts the difference, not the number: what has moved since stays moved', async () => {
    const id = await differing(8)
    const other = await location()
    await deed(later(program, 60), (act) =>
      post(act, { noun: 'test', subjectId: 1 }, transfer(coat.id, coat.locationId, other.id, 3, 'TRANSFER')),
    )
    await accept(id)
    await postIt(id)
    const at = await db.stockBalance.findFirst({ where: { locationId: coat.locationId } })
    expect(at?.quantity).toBe(5)
    expect(await proof()).toEqual([])
  })

  it('refuses to take what has left meanwhile, and changes nothing then', async () => {
    const id = await differing(2)
    await deed(later(program, 60), (act) =>
      post(act, { noun: 'test', subjectId: 1 }, [
        { skuId: coat.id, locationId: coat.locationId, quantity: -9, reason: 'WRITE_OFF' },
      ]),
    )
    await accept(id)
    await expect(postIt(id)).rejects.toMatchObject({ status: 409 })
    expect(await countRow(id)).toMatchObject({ state: 'REVIEW' })
    expect(await proof()).toEqual([])
  })

  it('is not for whoever has counted, and not twice', async () => {
    const id = await planOne()
    await counted(crew.lead, coat.locationId, [{ skuId: coat.id, quantity: 10 }])
    await expect(postIt(id)).rejects.toMatchObject({ status: 403 })
    const owner = { actor: await actor(cast, 'owner'), at: NOW }
    const count = await countRow(id)
    const both = await Promise.allSettled([
      moveCount(owner, count, 'post', null),
      moveCount(owner, count, 'post', null),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('sends single lines back to be counted a third time', async () => {
    const id = await differing(8)
    const [line] = await linesAt(coat.locationId)
    expect(
      await reviewLines(crew.lead, await countRow(id), [{ lineId: line!.id, verdict: 'RECOUNT' }]),
    ).toEqual({ recount: true })
    expect(await countRow(id)).toMatchObject({ state: 'COUNTING', done: 0 })
    await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 10 }], 10)
    expect(await countRow(id)).toMatchObject({ state: 'REVIEW' })
    expect(await linesAt(coat.locationId)).toMatchObject([{ firstCounted: 8, counted: 10 }])
  })

  it('may end a count early: what nobody has counted is free again', async () => {
    const other = await stocked(5)
    const { id } = await planCount(crew.lead, plan({}))
    await expect(moveCount(crew.lead, await countRow(id), 'finish', null)).rejects.toThrow('作废')
    await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 9 }])
    await beginTurn(crew.clerk, other.locationId)
    await moveCount(crew.lead, await countRow(id), 'finish', '时间不够')
    expect(await countRow(id)).toMatchObject({ state: 'REVIEW' })
    await planned(crew.lead, await shelfOf(other.locationId))
    await accept(id)
    await postIt(id)
    expect(await level(coat.id)).toMatchObject({ onHand: 9 })
  })

  it('tells how right people and shelves were, and when each location was counted', async () => {
    const id = await differing(8)
    await accept(id)
    await postIt(id)
    const period = { from: plus(NOW, -86_400_000), to: plus(NOW, 86_400_000) }
    expect((await accuracyOf('location', period)).rows).toMatchObject([
      { right: 0, lines: 1, piecesRight: 8, pieces: 10 },
    ])
    // The recount confirmed the first counter: the book was wrong, not he.
    expect((await accuracyOf('person', period)).rows).toMatchObject([
      { subject: '赵大勇', right: 1, lines: 1, piecesRight: 8, pieces: 8 },
    ])
    const clerk = cast.ids['warehouse-clerk']
    expect(await measure(countAccuracy, period)).toEqual([{ subject: clerk, numerator: 1, denominator: 1 }])
    expect(await evidenceOf(countAccuracy, clerk, period)).toEqual([])
    expect(await measure(stockAccuracy, period)).toEqual([{ subject: 0, numerator: 0, denominator: 1 }])
    expect(await evidenceOf(stockAccuracy, 0, period)).toMatchObject([
      { noun: 'warehouse/counts', subjectId: id },
    ])
    expect(await measure(stockAccuracy, { from: period.to, to: plus(period.to, 1) })).toEqual([])
    await location('STORAGE', 'NEVER-1')
    const due = await countedLocations(crew.lead.actor, { part: 'due', before: NOW })
    expect(due.rows).toMatchObject([{ code: 'NEVER-1', countedAt: null }])
    const all = await countedLocations(crew.lead.actor, { part: 'all', before: NOW })
    expect(all.rows.map(({ right, lines }) => [right, lines])).toEqual([
      [0, 0],
      [0, 1],
    ])
  })
})

describe('while people count', () => {
  it('nobody reads a figure, not even in history', async () => {
    const id = await planOne()
    await counted(crew.clerk, coat.locationId, [{ skuId: coat.id, quantity: 8 }])
    const count = await countRow(id)
    expect((await linesOf(count, 'all')).rows).toEqual([])
    const history = await db.historyEntry.findMany({ where: { noun: 'warehouse/counts', subjectId: id } })
    expect(history.map(({ remark }) => remark).filter(Boolean)).toEqual([
      `${(await shelfOf(coat.locationId)).code} 初盘`,
    ])
  })
})
