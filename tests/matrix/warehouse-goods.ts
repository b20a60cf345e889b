import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { countPieces, createDelivery } from '../../src/features/warehouse/deliveries/actions.ts'
import { createReceipt } from '../../src/features/warehouse/receipts/actions.ts'
import { post } from '../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../src/lib/dates.ts'
import { deed } from '../../src/work/act.ts'
import { actor } from '../setup/cast.ts'
import { location, season, sku, supplier } from '../setup/goods.ts'
import { proposal } from '../setup/restocks.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY } from './words.ts'

const STOREKEEPERS = ['warehouse-clerk', 'operations-lead'] as const
/** Nobody holds the duty 采购 in the cast, so it's the lead's and the owner's. */
const BUYERS = ['owner', 'operations-lead'] as const
const COST_KNOWERS = ['owner', 'operations-lead', 'data-analyst'] as const
const STOREKEEPERS_AND_BUYERS = ['owner', 'operations-lead', 'warehouse-clerk'] as const

/** A SKU of which five pieces lie here, with what the night found about it. */
async function figures(): Promise<number> {
  const { id: skuId } = await sku()
  const shelf = await location()
  await deed({ actor: system('test'), at: now() }, (act) =>
    post(act, { noun: 'warehouse/receipts', subjectId: 1 }, [
      { skuId, locationId: shelf.id, quantity: 5, reason: 'RECEIPT' },
    ]),
  )
  const counted = { sold7: 1, days7: 7, sold30: 3, days30: 30, sold90: 9, days90: 90, milliPerDay: 114 }
  const aged = { aged30: 5, aged60: 0, aged90: 0, aged180: 0, agedOlder: 0 }
  const held = { shipped90: 9, heldPieceDays90: 450n, knownDays30: 30, emptyDays30: 0, forecast30: 3 }
  await db.stockFigure.create({ data: { skuId, ...counted, ...aged, ...held, calculatedAt: now() } })
  return skuId
}

/** The warehouse is the company's: everybody looks, the clerk and the operations lead keep it. */
export const warehouseGoods: Matrix = {
  'warehouse/stock': {
    situation: 'a SKU that lies nowhere yet',
    make: async () => (await sku()).id,
    sees: EVERYBODY,
    may: { list: EVERYBODY, transfer: STOREKEEPERS, prove: ['owner', 'operations-lead'] },
  },
  'warehouse/movements': {
    situation: 'the ledger',
    sees: EVERYBODY,
    may: { list: EVERYBODY },
  },
  'warehouse/stock-figures': {
    situation: 'figures of all SKUs',
    make: figures,
    sees: EVERYBODY,
    may: { list: EVERYBODY, 'see-value': COST_KNOWERS },
  },
  'warehouse/restocks': {
    situation: 'proposed, of a SKU that a supplier delivers',
    make: async () => (await proposal()).id,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: NOBODY,
      calculate: BUYERS,
      order: BUYERS,
      accept: BUYERS,
      change: BUYERS,
      reject: BUYERS,
      lapse: NOBODY,
    },
    when: { accept: ['PROPOSED'], change: ['PROPOSED'], reject: ['PROPOSED'], lapse: ['PROPOSED'] },
  },
  'warehouse/restock-rules': {
    situation: 'a SKU without a rule of its own',
    make: async () => (await sku()).id,
    sees: EVERYBODY,
    may: { list: EVERYBODY, create: BUYERS, edit: BUYERS },
  },
  'warehouse/seasons': {
    situation: 'a class of goods that has not been sold for a year',
    make: async () => (await season()).id,
    sees: EVERYBODY,
    may: { list: EVERYBODY, edit: BUYERS },
  },
  'warehouse/locations': {
    situation: 'a shelf in use, empty',
    make: async () => (await location()).id,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS,
      edit: STOREKEEPERS,
      archive: STOREKEEPERS,
      restore: STOREKEEPERS,
    },
  },
  'warehouse/receipts': {
    situation: 'a draft with one line',
    make: async (cast) => {
      const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
      const [goods, shelf] = [await sku(), await location()]
      const lines = [{ row: 1, sku: goods.code, quantity: 5, location: shelf.code }]
      return (await createReceipt(act, { kind: 'PURCHASE', source: null, note: null, lines })).id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS,
      edit: STOREKEEPERS,
      post: STOREKEEPERS,
      void: STOREKEEPERS,
    },
    when: { post: ['DRAFT'], void: ['DRAFT'] },
    doors: { ':lineId': '1' },
  },
  'warehouse/deliveries': {
    situation: 'five announced pieces at the door, counted, not posted yet',
    make: async (cast) => {
      await ((await db.location.findFirst({ where: { kind: 'QUARANTINE' } })) ?? location('QUARANTINE'))
      const act = { actor: await actor(cast, 'operations-lead'), at: now() }
      const [shelf, { id: supplierId }] = [await location(), await supplier()]
      const goods = await sku({ homeLocationId: shelf.id })
      const lines = [{ skuId: goods.id, quantity: 5 }]
      const { id } = await createDelivery(act, { supplierId, expectedOn: null, note: null, lines })
      await countPieces(act, id, { skuId: goods.id, quantity: 5, fault: null })
      return id
    },
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS_AND_BUYERS,
      edit: BUYERS,
      identify: STOREKEEPERS_AND_BUYERS,
      arrive: STOREKEEPERS,
      inspect: STOREKEEPERS,
      'receive-part': STOREKEEPERS,
      'receive-disputed': STOREKEEPERS,
      'receive-all': STOREKEEPERS,
      settle: BUYERS,
      'close-short': BUYERS,
      cancel: BUYERS,
    },
    when: {
      arrive: ['EXPECTED', 'PARTLY_RECEIVED'],
      'receive-part': ['ARRIVED'],
      'receive-disputed': ['ARRIVED'],
      'receive-all': ['ARRIVED'],
      settle: ['DISPUTED'],
      'close-short': ['PARTLY_RECEIVED'],
      cancel: ['EXPECTED', 'ARRIVED'],
    },
  },
}
