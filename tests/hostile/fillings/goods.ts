import { system } from '../../../src/actor.ts'
import { db } from '../../../src/database/client.ts'
import { createDelivery } from '../../../src/features/warehouse/deliveries/actions.ts'
import { calculateNightly } from '../../../src/features/warehouse/restock-runs/actions.ts'
import { post } from '../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../src/lib/dates.ts'
import { deed } from '../../../src/work/act.ts'
import { location, product, sku, supplier } from '../../setup/goods.ts'
import { proposal } from '../../setup/restocks.ts'
import type { Fillings } from './words.ts'
import { freshDay } from './words.ts'

const locationAt = async (code: string): Promise<{ id: number }> =>
  (await db.location.findFirst({ where: { code } })) ?? (await location('STORAGE', code))

/** A SKU of which ten pieces lie at FROM-1. */
async function stocked(): Promise<number> {
  const [{ id: skuId }, from] = [await sku(), await locationAt('FROM-1'), await locationAt('TO-1')]
  const entry = { skuId, locationId: from.id, quantity: 10, reason: 'RECEIPT' as const }
  const paper = { noun: 'warehouse/receipts', subjectId: 1 }
  await deed({ actor: system('test'), at: now() }, (act) => post(act, paper, [entry]))
  return skuId
}

const skuCode = async (): Promise<string> => (await sku()).code

const supplierKey = async (): Promise<string> => String((await supplier()).id)
const homedSku = async (): Promise<string> => (await sku({ homeLocationId: (await location()).id })).code
const announcedFields = {
  supplierId: supplierKey,
  expectedOn: freshDay,
  lines: async (): Promise<string> => `${(await sku()).code} 5`,
}

/** A delivery that should come. */
async function announced(): Promise<number> {
  const { id: supplierId } = await supplier()
  const lines = [{ skuId: (await sku()).id, quantity: 5 }]
  const input = { supplierId, expectedOn: freshDay(), note: null, lines }
  return (await createDelivery({ actor: system('test'), at: now() }, input)).id
}

/** Goods at the door from nobody knows whom. */
async function unannounced(): Promise<number> {
  const input = { supplierId: null, expectedOn: null, note: null, lines: [] }
  return (await createDelivery({ actor: system('test'), at: now() }, input)).id
}

/** SKUs are looked up by their codes and kept by their ids; a line without one says nothing. */
const LOOKED_UP = [1, 2, 3].flatMap((line) => [`sku${line}`, `quantity${line}`])

/** What has happened can't be to come. */
const EARLIER = '2026-01-05T09:00'

/** Catalog and warehouse goods. */
export const goodsForms: Fillings = {
  'POST /catalog/products/:id/restore': {
    make: async () => {
      const { id } = await product()
      await db.product.update({ where: { id }, data: { archivedAt: now() } })
      return id
    },
  },
  'POST /catalog/skus': {
    with: { product: async () => (await product()).code },
    drops: ['product'],
  },
  'POST /catalog/skus/:id/restore': {
    make: async () => {
      const { id } = await sku()
      await db.sku.update({ where: { id }, data: { archivedAt: now() } })
      return id
    },
  },
  'POST /catalog/suppliers/:id/restore': {
    make: async () => {
      const { id } = await supplier()
      await db.supplier.update({ where: { id }, data: { archivedAt: now() } })
      return id
    },
  },
  // Kept as the SKU's id and, where it's another than before, as a price of its own.
  'POST /catalog/suppliers/:id/offers': { with: { sku: skuCode }, drops: ['sku', 'priceFen'] },
  'POST /catalog/merchant-codes': { with: { sku1: skuCode }, drops: LOOKED_UP },
  'POST /catalog/merchant-codes/:id': { with: { sku1: skuCode }, drops: LOOKED_UP },
  'POST /warehouse/stock/:id/transfer': {
    make: stocked,
    with: { from: 'FROM-1', to: 'TO-1', quantity: '1' },
  },
  'POST /warehouse/receipts/:id/lines': {
    with: { sku: skuCode, location: async () => (await location()).code },
    drops: ['sku', 'location'],
  },
  'POST /warehouse/deliveries': { with: announcedFields, drops: ['lines', 'expectedOn'] },
  'POST /warehouse/deliveries/unannounced': { with: { supplierId: supplierKey } },
  'POST /warehouse/deliveries/:id': {
    make: announced,
    with: announcedFields,
    drops: ['lines', 'expectedOn'],
  },
  'POST /warehouse/deliveries/:id/supplier': { make: unannounced, with: { supplierId: supplierKey } },
  'POST /warehouse/deliveries/:id/inspect': {
    with: { further: async () => `${await homedSku()} 1` },
    drops: ['further'],
  },
  'POST /warehouse/deliveries/:id/moves/:move': { make: announced },
  // An order of its own each time; the day stands on the delivery.
  'POST /warehouse/restocks/order': {
    page: async () => `/warehouse/restocks/order?supplier=${(await proposal()).supplierId}`,
    drops: ['expectedOn'],
  },
  // Nobody can ask for a calculation while one is under way. What should be bought has been proposed before; each makes
  // the figures that weren't there.
  'POST /warehouse/restock-runs': {
    page: async () => {
      await db.restockRun.updateMany({
        where: { state: 'CALCULATING' },
        data: { state: 'FAILED', endedAt: now(), failure: '中断' },
      })
      await calculateNightly({ actor: system('test'), at: now() })
      await db.stockFigure.deleteMany()
      return '/warehouse/restock-runs'
    },
  },
  'POST /warehouse/quarantines/:id/return-to-supplier': { with: { supplierId: supplierKey } },
  'POST /warehouse/restock-rules/:id': { with: { safetyDays: '' } },
  'POST /warehouse/locations/:id/restore': {
    make: async () => {
      const { id } = await location()
      await db.location.update({ where: { id }, data: { archivedAt: now() } })
      return id
    },
  },
  'POST /warehouse/visits': { with: { enteredAt: EARLIER } },
  'POST /warehouse/visits/:id': { with: { enteredAt: EARLIER } },
  'POST /warehouse/incidents': { with: { occurredAt: EARLIER } },
  'POST /warehouse/incidents/:id': { with: { occurredAt: EARLIER } },
}
