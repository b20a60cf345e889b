import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import { placesFor, wrongClasses } from '../../../../src/features/warehouse/stock/put-away.ts'
import { now } from '../../../../src/lib/dates.ts'
import { deed } from '../../../../src/work/act.ts'
import { castIn } from '../../../setup/cast.ts'
import { location, product, sku } from '../../../setup/goods.ts'

beforeAll(async () => {
  await castIn()
})

async function shelf(code: string, goodsClass: string | null = null): Promise<{ id: number; code: string }> {
  const made = await location('STORAGE', code)
  await db.location.update({ where: { id: made.id }, data: { goodsClass } })
  return made
}

/** Pieces of a SKU at a location. */
const put = (skuId: number, locationId: number, quantity: number): Promise<void> =>
  deed({ actor: system('test'), at: now() }, (act) =>
    post(act, { noun: 'warehouse/receipts', subjectId: 1 }, [
      { skuId, locationId, quantity, reason: 'RECEIPT' },
    ]),
  )

const placeOf = async (skuId: number): Promise<[string, string] | null> => {
  const place = (await placesFor(db, [skuId])).get(skuId)
  return place ? [place.location, place.why] : null
}

describe('where goods go', () => {
  it('is where they usually lie, whatever lies elsewhere', async () => {
    const [home, elsewhere] = [await shelf('A-01', '服装'), await shelf('A-02', '服装')]
    const coat = await sku({ homeLocationId: home.id })
    await put(coat.id, elsewhere.id, 100)
    expect(await placeOf(coat.id)).toEqual(['A-01', 'home'])
  })

  it('is where most of them lie already, else where goods of the same product do', async () => {
    const [few, many] = [await shelf('B-01'), await shelf('B-02')]
    const hat = await sku()
    await put(hat.id, few.id, 2)
    await put(hat.id, many.id, 9)
    expect(await placeOf(hat.id)).toEqual(['B-02', 'same'])

    const { id: productId } = await product()
    const [shoes, next] = [await shelf('S-01', '鞋'), await shelf('S-02', '鞋')]
    const black = await sku({ productId, homeLocationId: shoes.id })
    await put(black.id, next.id, 5)
    const white = await sku({ productId })
    expect(await placeOf(white.id)).toEqual(['S-02', 'product'])
  })

  it('is a free place for goods of their class, never one that is somebody’s home or holds others', async () => {
    const { id: productId } = await product()
    await db.product.update({ where: { id: productId }, data: { category: '灯具' } })
    const [taken, home] = [await shelf('D-01', '灯具'), await shelf('D-02', '灯具')]
    await shelf('D-03', '灯具')
    await put((await sku()).id, taken.id, 1)
    await sku({ homeLocationId: home.id })
    const lamp = await sku({ productId })
    expect(await placeOf(lamp.id)).toEqual(['D-03', 'class'])
    await db.location.updateMany({ where: { code: 'D-03' }, data: { archivedAt: now() } })
    expect(await placeOf(lamp.id)).toBeNull()
  })

  it('is told for many SKUs at once', async () => {
    const home = await shelf('E-01')
    const skus = await Promise.all([1, 2, 3].map(() => sku({ homeLocationId: home.id })))
    expect(
      (
        await placesFor(
          db,
          skus.map(({ id }) => id),
        )
      ).size,
    ).toBe(3)
  })
})

describe('goods among others', () => {
  it('lie wrongly where the class differs, and nowhere if nobody has said a class', async () => {
    const [home, same, wrong, free] = [
      await shelf('F-01', '餐具'),
      await shelf('F-02', '餐具'),
      await shelf('F-03', '家纺'),
      await shelf('F-04'),
    ]
    const cup = await sku({ homeLocationId: home.id })
    const unknown = await sku()
    const lines = [
      ...[same, free, wrong].map(({ id }) => ({ skuId: cup.id, locationId: id })),
      { skuId: unknown.id, locationId: wrong.id },
    ]
    expect(await wrongClasses(db, lines)).toEqual([
      {
        skuId: cup.id,
        sku: cup.code,
        locationId: wrong.id,
        location: 'F-03',
        placeClass: '家纺',
        goodsClass: '餐具',
      },
    ])
  })
})
