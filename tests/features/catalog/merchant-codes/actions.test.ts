import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, Forbidden, NotFound } from '../../../../src/errors.ts'
import { defineCode, redefineCode } from '../../../../src/features/catalog/merchant-codes/actions.ts'
import { componentsOf, getCode, listCodes } from '../../../../src/features/catalog/merchant-codes/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { sku } from '../../../setup/goods.ts'

let cast: Cast
let specialist: PersonActor
let stranger: PersonActor
let cup: { id: number; code: string }
let lid: { id: number; code: string }
const act = (who: PersonActor): Act => ({ actor: who, at: now() })
const single = () => [{ sku: cup.code, quantity: 1 }]

beforeAll(async () => {
  cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
  stranger = await actor(cast, 'stranger')
  cup = await sku({ code: 'CUP', barcode: '6900001' })
  lid = await sku({ code: 'LID' })
})

describe('a merchant code', () => {
  it('means a bundle in one shop and nothing, or something else, in another', async () => {
    const components = [
      { sku: '6900001', quantity: 2 },
      { sku: 'LID', quantity: 1 },
    ]
    await defineCode(act(specialist), { shopId: cast.shopId, code: 'SET-2', components })
    await defineCode(act(stranger), { shopId: cast.otherShopId, code: 'SET-2', components: single() })
    expect((await componentsOf(db, cast.shopId, ['SET-2', 'nothing'])).get('SET-2')).toEqual([
      { skuId: cup.id, quantity: 2 },
      { skuId: lid.id, quantity: 1 },
    ])
    expect(await componentsOf(db, cast.otherShopId, ['SET-2'])).toEqual(
      new Map([['SET-2', [{ skuId: cup.id, quantity: 1 }]]]),
    )
  })

  it('that nobody defined means the SKU of the same code, until somebody does', async () => {
    expect((await componentsOf(db, cast.shopId, ['LID'])).get('LID')).toEqual([
      { skuId: lid.id, quantity: 1 },
    ])
    await defineCode(act(specialist), { shopId: cast.shopId, code: 'LID', components: single() })
    expect((await componentsOf(db, cast.shopId, ['LID'])).get('LID')).toEqual([
      { skuId: cup.id, quantity: 1 },
    ])
  })

  it('counts a SKU that is named twice once, with both quantities', async () => {
    const components = [...single(), { sku: '6900001', quantity: 2 }]
    const { id } = await defineCode(act(specialist), { shopId: cast.shopId, code: 'THREE', components })
    expect((await getCode(specialist, id)).components).toMatchObject([{ sku: 'CUP', quantity: 3 }])
  })

  it('is told once per shop, by its own people, of SKUs that are there', async () => {
    const input = { shopId: cast.shopId, code: 'ONCE', components: single() }
    await defineCode(act(specialist), input)
    await expect(defineCode(act(specialist), input)).rejects.toThrow('已经有这个商家编码')
    await expect(
      defineCode(act(specialist), { ...input, shopId: cast.otherShopId, code: 'X' }),
    ).rejects.toMatchObject({ errors: { shopId: expect.any(String) } })
    await expect(
      defineCode(act(specialist), {
        ...input,
        code: 'Y',
        components: [{ field: 'sku2', sku: 'NO', quantity: 1 }],
      }),
    ).rejects.toMatchObject({ errors: { sku2: '没有编码或条码为“NO”的 SKU' } })
  })

  it('is redefined in the version that was seen, by nobody of another shop', async () => {
    const { id } = await defineCode(act(specialist), {
      shopId: cast.shopId,
      code: 'TURN',
      components: single(),
    })
    const row = await getCode(specialist, id)
    await redefineCode(act(specialist), row, [{ sku: 'LID', quantity: 4 }])
    expect((await getCode(specialist, id)).components).toMatchObject([{ sku: 'LID', quantity: 4 }])
    await expect(redefineCode(act(specialist), row, single())).rejects.toBeInstanceOf(Conflict)
    await expect(redefineCode(act(stranger), row, single())).rejects.toBeInstanceOf(Forbidden)
    await expect(getCode(stranger, id)).rejects.toBeInstanceOf(NotFound)
    const entries = await db.historyEntry.findMany({
      where: { noun: 'catalog/merchant-codes', subjectId: id },
    })
    expect(entries.map(({ changes }) => changes)).toMatchObject([
      { components: [null, 'CUP'] },
      { components: ['CUP', 'LID × 4'] },
    ])
  })

  it('is listed to those who see its shop, by kind and by part', async () => {
    expect((await listCodes(stranger, {})).rows.map(({ code }) => code)).toEqual(['SET-2'])
    expect(
      (await listCodes(specialist, { kind: 'bundle', search: 'SET' })).rows.map(({ code }) => code),
    ).toEqual(['SET-2'])
    expect((await listCodes(specialist, { kind: 'single', search: 'SET' })).rows).toEqual([])
  })
})
