import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { moveAlarm, watchListings } from '../../../../src/features/warehouse/oversell-alarms/actions.ts'
import { codesFor } from '../../../../src/features/warehouse/oversell-alarms/queries.ts'
import type { OversellAlarm } from '../../../../src/generated/prisma/client.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { listing, sku } from '../../../setup/goods.ts'
import { putIn, stocked } from '../../../setup/parcels.ts'

let cast: Cast
let specialist: PersonActor
let empty: { id: number; code: string; locationId: number }
let full: { id: number; code: string; locationId: number }

beforeAll(async () => {
  await freshDatabase()
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
})

beforeEach(async () => {
  await db.listing.updateMany({ data: { status: 'OFF_SALE' } })
  await watch()
  empty = await stocked(1)
  await db.stockLevel.update({ where: { skuId: empty.id }, data: { reserved: 1 } })
  full = await stocked(5)
})

const watch = () => watchListings({ actor: system('watch-listings'), at: now() })
const alarms = (listingId: number): Promise<OversellAlarm[]> =>
  db.oversellAlarm.findMany({ where: { listingId }, orderBy: { id: 'asc' } })
const states = async (listingId: number): Promise<string[]> =>
  (await alarms(listingId)).map(({ state }) => state)
const items = (subjectId: number) =>
  db.workItem.findMany({ where: { noun: 'warehouse/oversell-alarms', subjectId } })
const selling = (...codes: string[]) =>
  listing(cast.shopId, { skus: codes.map((merchantCode) => ({ merchantCode })) })
const refill = (): Promise<void> => putIn(empty.id, empty.locationId, 3)

describe('a listing on sale with nothing to ship', () => {
  it('raises one alarm, for who operates its shop', async () => {
    const { id } = await selling(empty.code)
    await watch()
    await watch()
    const [alarm, ...others] = await alarms(id)
    expect(others).toEqual([])
    expect(alarm).toMatchObject({ state: 'OPEN', shopId: cast.shopId })
    expect(await items(alarm?.id ?? 0)).toMatchObject([
      { duty: 'OPERATIONS_SPECIALIST', shopId: cast.shopId, closedAt: null },
    ])
  })

  it('is one without SKUs whose own code has none, and one whose bundle lacks a part', async () => {
    const alone = await listing(cast.shopId, { outerCode: empty.code })
    const components = [
      { skuId: full.id, quantity: 2 },
      { skuId: empty.id, quantity: 1 },
    ]
    await db.merchantCode.create({
      data: {
        shopId: cast.shopId,
        code: `SET-${full.code}`,
        createdAt: now(),
        components: { create: components },
      },
    })
    const bundle = await selling(`SET-${full.code}`)
    await watch()
    expect([await states(alone.id), await states(bundle.id)]).toEqual([['OPEN'], ['OPEN']])
  })

  it('isn’t one with any color left, one that buyers can’t see, nor one of goods that never lay here', async () => {
    const { code: strange } = await sku()
    const quiet = [
      await selling(empty.code, full.code),
      await listing(cast.shopId, { outerCode: empty.code, status: 'OFF_SALE' }),
      await selling(strange),
      await selling('NOBODY-KNOWS'),
    ]
    await watch()
    for (const { id } of quiet) expect(await states(id)).toEqual([])
  })
})

describe('an alarm', () => {
  it('ends by itself when goods are there again, and is raised anew when they are gone', async () => {
    const { id } = await selling(empty.code)
    await watch()
    await refill()
    await watch()
    const [alarm] = await alarms(id)
    expect(alarm).toMatchObject({ state: 'RESTOCKED' })
    expect(await items(alarm?.id ?? 0)).toMatchObject([{ outcome: 'restock' }])
    await db.stockLevel.update({ where: { skuId: empty.id }, data: { reserved: 4 } })
    await watch()
    expect(await states(id)).toEqual(['RESTOCKED', 'OPEN'])
  })

  it('ends by itself when the listing is delisted, or was never there', async () => {
    const [{ id }, undone] = [await selling(empty.code), await selling(empty.code)]
    await watch()
    const [gone] = await alarms(undone.id)
    await db.listing.update({ where: { id }, data: { status: 'OFF_SALE' } })
    await db.listingSku.deleteMany({ where: { listingId: undone.id } })
    await db.listing.delete({ where: { id: undone.id } })
    await watch()
    expect(await states(id)).toEqual(['DELISTED'])
    expect(await db.oversellAlarm.findUnique({ where: { id: gone?.id ?? 0 } })).toMatchObject({
      state: 'DELISTED',
      listingId: null,
    })
  })

  it('asks no more once operations keeps the listing on sale, until goods came in between', async () => {
    const { id } = await selling(empty.code)
    await watch()
    const [alarm] = await alarms(id)
    await moveAlarm({ actor: specialist, at: now() }, alarm as OversellAlarm, 'keep', '预售，下周一到货')
    await watch()
    expect(await states(id)).toEqual(['KEPT'])
    expect(await items(alarm?.id ?? 0)).toMatchObject([{ outcome: 'keep' }])
    await refill()
    await watch()
    expect(await states(id)).toEqual(['RESTOCKED'])
  })

  it('shows of each code what can be shipped and what is on its way', async () => {
    const { id: listingId } = await selling(empty.code, 'NOBODY-KNOWS')
    await db.delivery.create({
      data: {
        number: `DH-${empty.code}`,
        createdAt: now(),
        lines: { create: [{ skuId: empty.id, announced: 12, accepted: 2 }] },
      },
    })
    const goods = { skuId: empty.id, sku: empty.code, quantity: 1, available: 0, onTheWay: 10 }
    expect(await codesFor({ listingId })).toEqual(
      [
        { code: empty.code, units: 0, goods: [goods] },
        { code: 'NOBODY-KNOWS', units: null, goods: [] },
      ].sort((a, b) => (a.code < b.code ? -1 : 1)),
    )
  })
})
