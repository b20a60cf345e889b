import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  archiveProduct,
  createProduct,
  editProduct,
  restoreProduct,
} from '../../../../src/features/catalog/products/actions.ts'
import { categories, getProduct, listProducts } from '../../../../src/features/catalog/products/queries.ts'
import { skusBehind } from '../../../../src/features/catalog/skus/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { sku } from '../../../setup/goods.ts'

let specialist: PersonActor
let agent: PersonActor
const act = (who = specialist): Act => ({ actor: who, at: now() })
const input = (code: string, name = '保温杯') => ({
  code,
  name,
  role: 'MAIN' as const,
  category: '餐饮具',
  brand: null,
  fabric: null,
  description: null,
})
const made = async (code: string) => getProduct(specialist, (await createProduct(act(), input(code))).id)

beforeAll(async () => {
  const cast = await castIn()
  specialist = await actor(cast, 'operations-specialist')
  agent = await actor(cast, 'service-agent')
})

describe('a product', () => {
  it('has a code of its own, and history of what was changed', async () => {
    const cup = await made('BW-1')
    await made('BW-2')
    await expect(createProduct(act(), input('BW-1'))).rejects.toBeInstanceOf(FieldError)
    await expect(editProduct(act(), cup, input('BW-2'))).rejects.toMatchObject({
      errors: { code: expect.any(String) },
    })
    await editProduct(act(), cup, input('BW-1', '保温杯 500ml'))
    await expect(editProduct(act(), cup, input('BW-1'))).rejects.toBeInstanceOf(Conflict)
    await expect(createProduct(act(agent), input('BW-9'))).rejects.toBeInstanceOf(Forbidden)
    const edits = await db.historyEntry.findMany({
      where: { noun: 'catalog/products', subjectId: cup.id, deed: 'edit' },
    })
    expect(edits).toMatchObject([{ changes: { name: ['保温杯', '保温杯 500ml'] } }])
  })

  it('takes its SKUs along when it leaves the choices', async () => {
    const scarf = await made('WJ-1')
    await sku({ code: 'WJ-1-RED', productId: scarf.id })
    await archiveProduct(act(), scarf)
    expect((await skusBehind(db, ['WJ-1-RED'])).get('WJ-1-RED')).toMatchObject({ inUse: false })
    const archived = await getProduct(specialist, scarf.id)
    await expect(archiveProduct(act(), archived)).rejects.toBeInstanceOf(Conflict)
    await restoreProduct(act(), archived)
    expect((await skusBehind(db, ['WJ-1-RED'])).get('WJ-1-RED')).toMatchObject({ inUse: true })
  })

  it('is found by code, name, a SKU’s code and a barcode, within category and role', async () => {
    const lamp = await made('DJ-1')
    await sku({ code: 'LAMP-XL', productId: lamp.id, barcode: '6970001' })
    const find = async (search: string) =>
      (await listProducts(agent, { archived: false, search })).rows.map(({ code }) => code)
    for (const search of ['DJ-', 'LAMP-', '6970001']) expect(await find(search)).toEqual(['DJ-1'])
    expect(await find('697000')).toEqual([])
    expect(await find('500ml')).toEqual(['BW-1'])
    const filter = { archived: false, role: 'MAIN' as const, category: '餐饮具' }
    expect((await listProducts(agent, filter)).rows).toHaveLength(4)
    expect((await listProducts(agent, { ...filter, role: 'SECONDARY' })).rows).toEqual([])
    expect(await categories(agent)).toEqual(['餐饮具'])
    expect((await getProduct(agent, lamp.id)).skus).toBe(1)
  })
})
