import { system } from '../../../actor.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import type { Reaction } from '../../../work/house.ts'
import type { Subject } from '../../../work/nouns.ts'
import { orderChangesOf } from '../../orders/orders/changes.ts'
import {
  applyOrderChanges,
  confirmByOrders,
  planShipments,
  reconcileShipments,
  retryOutOfStock,
} from './actions.ts'

const shipping = (act: OpenAct): OpenAct => ({ ...act, actor: system('shipping') })
const numbersIn = (rows: readonly Subject[], field: string): number[] =>
  rows.flatMap((row) => {
    const value = (row as unknown as Record<string, unknown>)[field]
    return typeof value === 'number' ? [value] : []
  })

/** A file of orders has gone in: parcels follow, new ones are made, the platform's word on waybills is heard. */
async function afterImport(act: OpenAct, rows: readonly Subject[]): Promise<void> {
  const program = shipping(act)
  for (const { id } of rows) {
    const changes = await orderChangesOf(act.tx, id)
    await applyOrderChanges(program, changes)
    await confirmByOrders(
      program,
      changes.map(({ orderId }) => orderId),
    )
  }
  for (const shopId of new Set(numbersIn(rows, 'shopId'))) await planShipments(program, { shopId })
}

/** Somebody has decided about orders: released ones are planned, held ones are kept back. */
async function afterReview(act: OpenAct, rows: readonly Subject[]): Promise<void> {
  await applyOrderChanges(
    shipping(act),
    numbersIn(rows, 'orderId').map((orderId) => ({ orderId, kinds: [] })),
  )
}

/** Goods have come: parcels that wait for some may be filled. */
async function afterReceipt(act: OpenAct): Promise<void> {
  await retryOutOfStock(shipping(act))
}

/** What parcels do by themselves when orders or goods move. */
export const shipmentReactions: readonly Reaction[] = [
  { noun: 'orders/imports', deed: 'finish', run: afterImport },
  { noun: 'orders/reviews', deed: 'release', run: afterReview },
  { noun: 'orders/reviews', deed: 'hold', run: afterReview },
  { noun: 'warehouse/receipts', deed: 'post', run: afterReceipt },
]

/**
 * Every five minutes: whatever a reaction has missed or left. Several short deeds, so that nobody waits long for the
 * promises that each locks.
 */
export async function catchUpShipments(act: Act): Promise<object> {
  const applied = await reconcileShipments(act)
  const total = { created: 0, joined: 0, outOfStock: 0 }
  for (let more = true; more;) {
    const planned = await planShipments(act)
    total.created += planned.created
    total.joined += planned.joined
    total.outOfStock += planned.outOfStock
    // What can't be planned now must not be tried again and again.
    more = planned.more && planned.created + planned.joined > 0
  }
  const refilled = await retryOutOfStock(act)
  const { confirmed, mismatched } = await confirmByOrders(act)
  return { ...applied, ...total, refilled: refilled.length, confirmed, mismatched }
}
