import { db } from '../../src/database/client.ts'
import { defineCode } from '../../src/features/catalog/merchant-codes/actions.ts'
import { offerSku } from '../../src/features/catalog/suppliers/actions.ts'
import { now } from '../../src/lib/dates.ts'
import { actor } from '../setup/cast.ts'
import { listing, product, sku, supplier } from '../setup/goods.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY, OURS } from './words.ts'

/** Goods are the company's, so the stranger keeps and sees them like everybody of his position. */
const KEEPERS = ['operations-lead', 'operations-specialist', 'stranger'] as const

/** Nobody holds the duty 采购 in the cast, so it's the lead's and the owner's. */
const BUYERS = ['owner', 'operations-lead'] as const

/** A shop means one thing by a code. */
let codes = 0

export const catalog: Matrix = {
  'catalog/products': {
    situation: 'in use',
    make: async () => (await product()).id,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: KEEPERS,
      edit: KEEPERS,
      archive: KEEPERS,
      restore: KEEPERS,
      'accept-first': NOBODY,
    },
  },
  'catalog/skus': {
    situation: 'in use, its cost known',
    make: async () => (await sku({ costFen: 1250 })).id,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: KEEPERS,
      edit: KEEPERS,
      archive: KEEPERS,
      restore: KEEPERS,
      place: [...KEEPERS, 'warehouse-clerk'],
      'see-cost': ['owner', 'operations-lead', 'data-analyst'],
      cost: ['owner', 'operations-lead'],
    },
  },
  'catalog/suppliers': {
    situation: 'in use, delivers one SKU',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'operations-lead'), at: now() }
      const [{ id }, goods] = [await supplier(), await sku()]
      const offer = { sku: goods.code, priceFen: 1250, minimumQuantity: 10, preferred: true }
      await offerSku(act, await db.supplier.findUniqueOrThrow({ where: { id } }), offer)
      return id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: BUYERS,
      edit: BUYERS,
      archive: BUYERS,
      restore: BUYERS,
      offer: BUYERS,
      'end-offer': BUYERS,
      'see-prices': ['owner', 'operations-lead', 'data-analyst'],
    },
    doors: { ':offerId': '1' },
  },
  'catalog/listings': {
    situation: 'of the first shop, with a code that means nothing',
    make: async (cast) => (await listing(cast.shopId, { skus: [{ merchantCode: 'NOBODY-KNOWS' }] })).id,
    sees: OURS,
    may: { list: EVERYBODY, import: NOBODY, 'undo-import': NOBODY },
  },
  'catalog/merchant-codes': {
    situation: 'of the first shop',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'operations-lead'), at: now() }
      const { code } = await sku()
      const input = { shopId: cast.shopId, code: `TB-${++codes}`, components: [{ sku: code, quantity: 2 }] }
      return (await defineCode(act, input)).id
    },
    // Everybody of the first shop, and those who see all shops.
    sees: EVERYBODY.filter((member) => member !== 'stranger'),
    may: {
      list: EVERYBODY,
      create: KEEPERS,
      edit: ['operations-lead', 'operations-specialist'],
    },
  },
}
