import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import type { ListingFilter, ListingRow } from '../../../../src/features/catalog/listings/queries.ts'
import {
  getListing,
  goodsBehind,
  listListings,
  skusOfListing,
} from '../../../../src/features/catalog/listings/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { listing, sku } from '../../../setup/goods.ts'

let cast: Cast
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
})

async function listed(filter: Partial<ListingFilter> = {}, member: Member = 'owner'): Promise<ListingRow[]> {
  const { rows } = await listListings(await actor(cast, member), { unmatched: false, ...filter })
  return [...rows]
}
const ids = async (...given: Parameters<typeof listed>): Promise<number[]> =>
  (await listed(...given)).map(({ id }) => id)

describe('the list of listings', () => {
  it('shows those of one’s own shops, newest first', async () => {
    const [mine, theirs] = [await listing(cast.shopId), await listing(cast.otherShopId)]
    expect(await ids()).toEqual([theirs.id, mine.id])
    expect(await ids({}, 'operations-specialist')).toEqual([mine.id])
    expect(await ids({}, 'stranger')).toEqual([theirs.id])
    expect(await ids({ shopId: cast.shopId })).toEqual([mine.id])
    await expect(getListing(await actor(cast, 'stranger'), mine.id)).rejects.toThrow()
  })

  it('is filtered by state, and found by title, number and the beginning of a code', async () => {
    const box = await listing(cast.shopId, {
      title: '示例收纳盒 100%棉',
      outerCode: 'BOX-01',
      skus: [{ merchantCode: 'BX-BK' }],
    })
    const cup = await listing(cast.shopId, { title: '保温杯', status: 'OFF_SALE' })
    expect(await ids({ status: 'OFF_SALE' })).toEqual([cup.id])
    for (const search of ['收纳', '100%', box.platformItemId, 'BOX-', 'BX-B']) {
      expect(await ids({ search }), search).toEqual([box.id])
    }
    expect(await ids({ search: 'X-01' })).toEqual([])
  })

  it('adds up its SKUs without those that are gone', async () => {
    await listing(cast.shopId, {
      priceFen: 1,
      skus: [{ priceFen: 4980 }, { priceFen: 5200 }, { priceFen: 100, gone: true }],
    })
    await listing(cast.shopId, { priceFen: 3900 })
    expect(await listed()).toMatchObject([
      { skuCount: 0, lowestFen: 3900, highestFen: 3900 },
      { skuCount: 2, lowestFen: 4980, highestFen: 5200 },
    ])
  })

  it('pages by key', async () => {
    const made: number[] = []
    for (let i = 0; i < 5; i++) made.unshift((await listing(cast.shopId)).id)
    const owner = await actor(cast, 'owner')
    const page = async (cursor?: string) => listListings(owner, { unmatched: false }, cursor, 2)
    const first = await page()
    const second = await page(first.next)
    expect(second.rows.map(({ id }) => id)).toEqual(made.slice(2, 4))
    expect((await page(second.previous)).rows.map(({ id }) => id)).toEqual(made.slice(0, 2))
  })
})

describe('codes without goods', () => {
  it('are those that mean nothing in the shop: neither defined nor exactly a SKU of ours', async () => {
    const { id: skuId, code } = await sku()
    const defined = { code: 'SET-1', createdAt: now(), components: { create: { skuId, quantity: 2 } } }
    await db.merchantCode.create({ data: { ...defined, shopId: cast.shopId } })
    await listing(cast.shopId, { skus: [{ merchantCode: code }, { merchantCode: 'SET-1' }, {}] })
    const unknown = await listing(cast.shopId, {
      skus: [
        { merchantCode: 'NEW-1' },
        { merchantCode: 'NEW-1', specification: 'L' },
        { merchantCode: 'NEW-2' },
      ],
    })
    const elsewhere = await listing(cast.otherShopId, { skus: [{ merchantCode: 'SET-1' }] })
    await listing(cast.shopId, { skus: [{ merchantCode: 'OLD', gone: true }] })
    const alone = await listing(cast.shopId, { outerCode: 'ALONE' })
    await listing(cast.shopId, { outerCode: 'UNUSED', skus: [{ merchantCode: code }] })
    expect(await ids({ unmatched: true })).toEqual([alone.id, elsewhere.id, unknown.id])
    expect((await listed({ unmatched: true })).map(({ unmatched }) => unmatched)).toEqual([1, 1, 2])
  })

  it('of a SKU that was archived mean nothing any more', async () => {
    const { id, code } = await sku()
    const row = await listing(cast.shopId, { skus: [{ merchantCode: code }] })
    expect(await ids({ unmatched: true })).toEqual([])
    await db.sku.update({ where: { id }, data: { archivedAt: now() } })
    expect(await ids({ unmatched: true })).toEqual([row.id])
  })
})

describe('the goods of a listing', () => {
  it('are those that its codes mean', async () => {
    const { id: skuId, code } = await sku()
    await db.merchantCode.create({
      data: {
        shopId: cast.shopId,
        code: 'SET-1',
        createdAt: now(),
        components: { create: { skuId, quantity: 2 } },
      },
    })
    const { id } = await listing(cast.shopId, {
      skus: [{ merchantCode: 'SET-1', gone: true }, { merchantCode: code }, { merchantCode: 'NEW' }],
    })
    const goods = (quantity: number) => [expect.objectContaining({ skuId, sku: code, quantity }) as unknown]
    expect(await skusOfListing(id)).toMatchObject([
      { merchantCode: code, goods: goods(1) },
      { merchantCode: 'NEW', goods: [] },
      { merchantCode: 'SET-1', goods: goods(2), gone: true },
    ])
    expect(await goodsBehind(cast.shopId, 'SET-1')).toMatchObject(goods(2))
    expect(await goodsBehind(cast.otherShopId, 'SET-1')).toEqual([])
    expect(await goodsBehind(cast.shopId, null)).toEqual([])
  })
})
