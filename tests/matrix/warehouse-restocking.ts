import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { post } from '../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../src/lib/dates.ts'
import { deed } from '../../src/work/act.ts'
import { listing, location, season, sku } from '../setup/goods.ts'
import { proposal } from '../setup/restocks.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY, OURS } from './words.ts'

/** Nobody holds the duty 采购 in the cast, so it's the lead's and the owner's. */
const BUYERS = ['owner', 'operations-lead'] as const
const COST_KNOWERS = ['owner', 'operations-lead', 'data-analyst'] as const

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

/** There is one at most. */
async function runUnderWay(): Promise<number> {
  const open = await db.restockRun.findFirst({ where: { state: 'CALCULATING' } })
  return (open ?? (await db.restockRun.create({ data: { state: 'CALCULATING', askedAt: now() } }))).id
}

/** Everybody sees what stock does and what should be bought; who buys decides. */
export const warehouseRestocking: Matrix = {
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
      order: BUYERS,
      accept: BUYERS,
      change: BUYERS,
      reject: BUYERS,
      lapse: NOBODY,
      renew: NOBODY,
    },
    when: { accept: ['PROPOSED'], change: ['PROPOSED'], reject: ['PROPOSED'], lapse: ['PROPOSED'] },
  },
  'warehouse/oversell-alarms': {
    situation: 'a listing of the first shop that is on sale with nothing to ship',
    make: async (cast) => {
      const { id: listingId, platformItemId } = await listing(cast.shopId)
      const alarm = { listingId, platformItemId, shopId: cast.shopId, title: '示例收纳盒' }
      return (await db.oversellAlarm.create({ data: { ...alarm, state: 'OPEN', createdAt: now() } })).id
    },
    sees: OURS,
    may: {
      list: EVERYBODY,
      create: NOBODY,
      keep: ['owner', 'operations-lead', 'operations-specialist'],
      restock: NOBODY,
      delist: NOBODY,
    },
    when: { keep: ['OPEN'], restock: ['OPEN', 'KEPT'], delist: ['OPEN', 'KEPT'] },
  },
  'warehouse/restock-runs': {
    situation: 'a calculation that is under way',
    make: runUnderWay,
    sees: EVERYBODY,
    may: { list: EVERYBODY, create: BUYERS, finish: NOBODY, fail: NOBODY },
    when: { finish: ['CALCULATING'], fail: ['CALCULATING'] },
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
}
