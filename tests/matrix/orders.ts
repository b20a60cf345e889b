import { bring, csv } from '../features/orders/files.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { actor } from '../setup/cast.ts'
import { buyer, order } from '../setup/orders.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY } from './words.ts'

/** Designers and personnel have nothing to do with orders; the stranger with those of his own shop only. */
const READERS = EVERYBODY.filter((member) => member !== 'designer' && member !== 'hr')
const OUR_READERS = READERS.filter((member) => member !== 'stranger')
/** Who speaks with buyers or answers for their orders. */
const CONCERNED: readonly Member[] = [
  'owner',
  'operations-lead',
  'operations-specialist',
  'service-lead',
  'service-agent',
]
const IMPORTERS: readonly Member[] = ['owner', 'operations-lead', 'operations-specialist']

let files = 0

/** A file with one order that nobody knows yet, read and waiting for confirmation. */
export async function waitingImport(cast: Cast): Promise<number> {
  const file = await csv(`ExportOrderList-${(files += 1)}.csv`, [
    {
      订单编号: String(800_000_000_000_000_000n + BigInt(files)),
      支付单号: '1',
      订单状态: '买家已付款，等待卖家发货',
      订单创建时间: '2026-11-20 08:00:00',
      买家会员名: `tb买家${files}`,
    },
  ])
  const { id } = await bring(await actor(cast, 'operations-specialist'), cast.shopId, file)
  return id
}

export const orders: Matrix = {
  'orders/orders': {
    situation: 'paid, of the first shop',
    make: async (cast) => (await order(cast.shopId)).id,
    sees: OUR_READERS,
    may: {
      list: READERS,
      export: READERS,
      reveal: CONCERNED,
      import: NOBODY,
      'undo-import': NOBODY,
      'erase-contact': NOBODY,
    },
  },
  'orders/reviews': {
    situation: 'of an order of the first shop, held for its memo',
    make: async (cast) => {
      const review = { state: 'HELD' as const, reasons: ['SELLER_MEMO' as const] }
      return (await order(cast.shopId, { review, sellerMemo: '发顺丰' })).reviewId
    },
    sees: OUR_READERS,
    may: {
      list: READERS,
      create: NOBODY,
      reconsider: NOBODY,
      release: CONCERNED,
      hold: CONCERNED,
      end: NOBODY,
    },
    when: { release: ['HELD'], hold: ['RELEASED'], end: ['HELD'] },
  },
  'orders/unmatched': {
    situation: 'a code of the first shop that one order waits for',
    make: async (cast) => {
      const review = { state: 'HELD' as const, reasons: ['UNMATCHED_CODE' as const] }
      return (await order(cast.shopId, { review })).lineIds[0] ?? 0
    },
    sees: OUR_READERS,
    // Saying what a code means belongs to those who keep the catalog, in their own shops.
    may: { list: READERS, match: ['operations-lead', 'operations-specialist'] },
  },
  'orders/buyers': {
    situation: 'a buyer of the first shop',
    make: async (cast) => (await buyer(cast.shopId)).id,
    sees: OUR_READERS,
    may: { list: READERS },
  },
  'orders/imports': {
    situation: 'a file of the first shop, waiting for confirmation',
    make: waitingImport,
    sees: [...IMPORTERS, 'data-analyst'],
    may: {
      list: [...IMPORTERS, 'data-analyst', 'stranger'],
      create: [...IMPORTERS, 'stranger'],
      map: IMPORTERS,
      ready: NOBODY,
      confirm: IMPORTERS,
      discard: IMPORTERS,
      start: NOBODY,
      finish: NOBODY,
      cancel: IMPORTERS,
      undo: IMPORTERS,
      expire: NOBODY,
      fail: NOBODY,
      'bad-rows': IMPORTERS,
    },
    doors: { ':kind': 'STOCK' },
    when: {
      map: ['UNMAPPED', 'PREVIEW'],
      ready: ['READING'],
      confirm: ['PREVIEW'],
      discard: ['UNMAPPED', 'READING', 'PREVIEW'],
      start: ['QUEUED', 'RUNNING'],
      finish: ['RUNNING'],
      cancel: ['QUEUED', 'RUNNING'],
      undo: ['DONE'],
      fail: ['READING', 'QUEUED', 'RUNNING'],
    },
  },
}
