import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { db } from '../../../src/database/client.ts'
import { order } from '../../setup/orders.ts'
import { sku } from '../../setup/goods.ts'
import type { Fillings } from './words.ts'

let files = 0

/** A list of one order that nobody has sent yet. */
function freshFile(): string {
  const file = path.join(inject('server').folder, `orders-${(files += 1)}.csv`)
  const number = 700_000_000_000_000_000n + BigInt(files)
  writeFileSync(
    file,
    `订单编号,支付单号,订单状态,订单创建时间\n${number},1,等待买家付款,2026-11-20 08:00:00\n`,
  )
  return file
}

/** Orders, their review, codes and imports. */
export const orderForms: Fillings = {
  'POST /orders/imports': {
    with: { shopId: async () => String((await db.shop.findFirstOrThrow({ orderBy: { id: 'asc' } })).id) },
    files: {
      get files() {
        return freshFile()
      },
    },
  },
  'POST /orders/imports/:id/map': { query: '?kind=ORDER_LIST' },
  'POST /orders/orders/:id/reveal': {
    make: async (cast) => (await order(cast.shopId, { contact: { name: '张三' } })).id,
  },
  'POST /orders/reviews/release': {
    make: async (cast) =>
      (await order(cast.shopId, { review: { state: 'HELD', reasons: ['FLAG'] } })).reviewId,
  },
  'POST /orders/reviews/:id/moves/:move': {
    make: async (cast) => (await order(cast.shopId)).reviewId,
  },
  'POST /orders/unmatched/:id': {
    with: { sku1: async () => (await sku()).code },
    drops: ['sku1', 'sku2', 'sku3', 'sku4', 'sku5'],
  },
}
