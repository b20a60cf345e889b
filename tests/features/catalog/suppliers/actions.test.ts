import type { Application } from 'express'
import { load } from 'cheerio'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  archiveSupplier,
  createSupplier,
  editSupplier,
  endOffer,
  offerSku,
  restoreSupplier,
} from '../../../../src/features/catalog/suppliers/actions.ts'
import type { SupplierRow } from '../../../../src/features/catalog/suppliers/queries.ts'
import {
  getSupplier,
  listSuppliers,
  offersOf,
  preferredOffers,
  pricesOf,
  supplierChoices,
} from '../../../../src/features/catalog/suppliers/queries.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { sku } from '../../../setup/goods.ts'
import type { Visitor } from '../../../setup/web.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let lead: PersonActor
let clerk: PersonActor
let inLead: Visitor
let inClerk: Visitor
const act = (who = lead): Act => ({ actor: who, at: now() })
const input = (name: string) => ({
  name,
  contact: '陈经理',
  phone: '0571-88001234',
  messenger: null,
  address: null,
  leadDays: 7,
  note: null,
})
const made = async (name: string): Promise<SupplierRow> =>
  getSupplier(lead, (await createSupplier(act(), input(name))).id)
const again = (row: SupplierRow): Promise<SupplierRow> => getSupplier(lead, row.id)
const terms = (code: string, priceFen: number | null, preferred = false) => ({
  sku: code,
  priceFen,
  minimumQuantity: 20,
  preferred,
})

beforeAll(async () => {
  const cast = await castIn()
  app = testApp()
  lead = await actor(cast, 'operations-lead')
  clerk = await actor(cast, 'warehouse-clerk')
  inLead = await visit(app, 'operations-lead')
  inClerk = await visit(app, 'warehouse-clerk')
})

describe('a supplier', () => {
  it('has a name of its own, is changed by whoever buys, and leaves every choice when archived', async () => {
    const mill = await made('绍兴织造')
    await expect(createSupplier(act(), input('绍兴织造'))).rejects.toBeInstanceOf(FieldError)
    await expect(createSupplier(act(clerk), input('别家'))).rejects.toBeInstanceOf(Forbidden)
    await editSupplier(act(), mill, { ...input('绍兴织造'), leadDays: 10 })
    await expect(editSupplier(act(), mill, input('绍兴织造'))).rejects.toBeInstanceOf(Conflict)
    expect(await again(mill)).toMatchObject({ leadDays: 10, version: 2 })
    await archiveSupplier(act(), await again(mill))
    expect((await supplierChoices(lead)).map(({ id }) => id)).not.toContain(mill.id)
    await expect(archiveSupplier(act(), await again(mill))).rejects.toBeInstanceOf(Conflict)
    await restoreSupplier(act(), await again(mill))
    expect((await supplierChoices(lead)).map(({ id }) => id)).toContain(mill.id)
  })

  it('is found by name, contact, phone and what it delivers', async () => {
    const lamps = await made('中山灯具')
    const lamp = await sku()
    await offerSku(act(), lamps, terms(lamp.code, 3000))
    const find = async (search: string) =>
      (await listSuppliers(lead, { archived: false, search })).rows.map(({ name }) => name)
    expect(await find('灯具')).toEqual(['中山灯具'])
    expect(await find(lamp.code)).toEqual(['中山灯具'])
    expect(await find('0571-88001234')).toContain('中山灯具')
  })
})

describe('what a supplier delivers', () => {
  it('has a price with history and one first choice per SKU', async () => {
    const [first, second, cup] = [await made('一号厂'), await made('二号厂'), await sku()]
    await offerSku(act(), first, terms(cup.code, 1200, true))
    await offerSku(act(), await again(first), terms(cup.code, 1250, true))
    // The same price, and none told, add nothing to the history.
    await offerSku(act(), await again(first), terms(cup.code, 1250, true))
    await offerSku(act(), await again(first), terms(cup.code, null, true))
    expect(await pricesOf(lead, first.id)).toMatchObject([
      { priceFen: 1250, formerFen: 1200 },
      { priceFen: 1200, formerFen: null },
    ])
    expect(await offersOf(lead, first.id)).toMatchObject([{ priceFen: 1250, preferred: true }])
    await offerSku(act(), second, terms(cup.code, 1100, true))
    expect((await preferredOffers(db, [cup.id])).get(cup.id)).toMatchObject({
      supplierId: second.id,
      minimumQuantity: 20,
      leadDays: 7,
    })
    expect(await offersOf(lead, first.id)).toMatchObject([{ preferred: false }])
    const [offer] = await offersOf(lead, second.id)
    await endOffer(act(), await again(second), offer?.id ?? 0)
    expect(await offersOf(lead, second.id)).toEqual([])
    expect((await preferredOffers(db, [cup.id])).get(cup.id)?.supplierId).toBe(first.id)
    await expect(endOffer(act(), await again(second), offer?.id ?? 0)).rejects.toBeInstanceOf(Conflict)
  })

  it('costs something that only those see who may, also in history and exports', async () => {
    const [mill, coat] = [await made('三号厂'), await sku()]
    await offerSku(act(), mill, terms(coat.code, 98_765))
    expect(await offersOf(clerk, mill.id)).toMatchObject([{ priceFen: null, pricedAt: null }])
    expect(await pricesOf(clerk, mill.id)).toEqual([])
    const path = `/catalog/suppliers/${mill.id}`
    expect((await inClerk.get(path)).text).not.toContain('987.65')
    const page = load((await inLead.get(path)).text)
    expect(page('#offers tbody').text()).toContain('987.65')
    expect(page('.ho-timeline').text()).not.toContain('98765')
    await expect(db.supplierPrice.updateMany({ data: { priceFen: 1 } })).rejects.toThrow()
  })

  it('is told in the browser, and what is wrong is told beside the field', async () => {
    const [mill, hat] = [await made('四号厂'), await sku()]
    const path = `/catalog/suppliers/${mill.id}`
    const offer = { _version: '1', sku: 'NOTHING', priceFen: '1.5', minimumQuantity: '10' }
    const wrong = await inLead.post(`${path}/offers`, offer)
    expect(wrong.status).toBe(422)
    expect(load(wrong.text)('#offer-sku').val()).toBe('NOTHING')
    expect((await inLead.post(`${path}/offers`, { ...offer, sku: hat.code })).status).toBe(303)
    expect((await inLead.post(`${path}/offers`, { ...offer, sku: hat.code })).status).toBe(409)
    expect((await inClerk.post(`${path}/offers`, { ...offer, sku: hat.code })).status).toBe(403)
    const page = load((await inLead.get(path)).text)
    expect(page('#offers tbody').text()).toContain('1.50')
    expect(page('main').text()).toContain('准时率')
  })
})
