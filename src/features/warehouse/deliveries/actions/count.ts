import type { DeliveryFault, DeliveryState } from '../../../../generated/prisma/enums.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { demand } from '../../../../work/nouns.ts'
import { deliveries } from '../noun.ts'
import { lockDelivery, touch } from './lock.ts'

/**
 * What is counted at the door, scan by scan, before anything is posted. It stands in the database, so that neither a
 * reload nor a lock screen loses it, and several people may count the same delivery.
 */

/** Pieces of a SKU: good ones, or bad ones with their fault. */
export interface Count {
  readonly skuId: number
  readonly quantity: number
  readonly fault: DeliveryFault | null
}

/** Why nothing is counted. `too-few`: there aren't as many counted pieces to take back, reject or place. */
export type CountRefusal = 'too-few' | 'not-arrived' | 'received' | 'cancelled' | 'gone'

export type Counted = { readonly ok: true } | { readonly ok: false; readonly why: CountRefusal }

const wrongTime: Record<Exclude<DeliveryState, 'ARRIVED'>, CountRefusal> = {
  EXPECTED: 'not-arrived',
  PARTLY_RECEIVED: 'not-arrived',
  DISPUTED: 'received',
  RECEIVED: 'received',
  CLOSED_SHORT: 'received',
  CANCELLED: 'cancelled',
}

/** Counts pieces. Good ones join those of their SKU that lie ready for a place that somebody has said. @throws Forbidden */
export function countPieces(act: Act, deliveryId: number, count: Count): Promise<Counted> {
  return judge(act, deliveryId, async (act) => {
    await add(act, deliveryId, count)
    return true
  })
}

/** Takes counted pieces back. @throws Forbidden */
export function uncountPieces(act: Act, deliveryId: number, count: Count): Promise<Counted> {
  return judge(act, deliveryId, (act) => subtract(act, deliveryId, count))
}

/** Good pieces turn out to be bad. @throws Forbidden */
export function rejectCounted(
  act: Act,
  deliveryId: number,
  { skuId, quantity, fault }: Count & { fault: DeliveryFault },
): Promise<Counted> {
  return judge(act, deliveryId, async (act) => {
    if (!(await subtract(act, deliveryId, { skuId, quantity, fault: null }))) return false
    await add(act, deliveryId, { skuId, quantity, fault })
    return true
  })
}

/** All good pieces of a SKU that are counted go to a place of their own. @throws Forbidden */
export function placeCounted(
  act: Act,
  deliveryId: number,
  skuId: number,
  locationId: number,
): Promise<Counted> {
  return judge(act, deliveryId, async ({ tx }) => {
    const good = await tx.deliveryCount.findMany({ where: { deliveryId, skuId, fault: null } })
    if (good.length === 0) return false
    const quantity = good.reduce((sum, one) => sum + one.quantity, 0)
    await tx.deliveryCount.deleteMany({ where: { deliveryId, skuId, fault: null } })
    await tx.deliveryCount.create({ data: { deliveryId, skuId, locationId, quantity } })
    return true
  })
}

/** Begins to count anew. @throws Forbidden */
export function clearCounts(act: Act, deliveryId: number): Promise<Counted> {
  return judge(act, deliveryId, async ({ tx }) => {
    await tx.deliveryCount.deleteMany({ where: { deliveryId } })
    return true
  })
}

/** The delivery stays locked until the deed ends, so that neither a second clerk nor the posting comes between. */
function judge(act: Act, id: number, change: (act: OpenAct) => Promise<boolean>): Promise<Counted> {
  return deed(act, async (act) => {
    const delivery = await lockDelivery(act, id)
    if (!delivery) return { ok: false, why: 'gone' }
    demand(deliveries, act.actor, 'inspect', delivery)
    if (delivery.state !== 'ARRIVED') return { ok: false, why: wrongTime[delivery.state] }
    if (!(await change(act))) return { ok: false, why: 'too-few' }
    await touch(act, id)
    return { ok: true }
  })
}

async function add(act: OpenAct, deliveryId: number, { skuId, quantity, fault }: Count): Promise<void> {
  await act.tx.$executeRaw`
    INSERT INTO delivery_counts AS c (delivery_id, sku_id, fault, location_id, quantity)
    VALUES (${deliveryId}, ${skuId}, ${fault}::"DeliveryFault",
      (SELECT location_id FROM delivery_counts WHERE delivery_id = ${deliveryId} AND sku_id = ${skuId}
        AND fault IS NULL AND ${fault}::"DeliveryFault" IS NULL ORDER BY id DESC LIMIT 1), ${quantity})
    ON CONFLICT (delivery_id, sku_id, fault, location_id) DO UPDATE SET quantity = c.quantity + excluded.quantity`
}

/** False when there aren't as many; then nothing changes. */
async function subtract(
  act: OpenAct,
  deliveryId: number,
  { skuId, quantity, fault }: Count,
): Promise<boolean> {
  const rows = await act.tx.deliveryCount.findMany({
    where: { deliveryId, skuId, fault },
    orderBy: { id: 'desc' },
  })
  const row = rows.find((one) => one.quantity >= quantity)
  if (!row) return false
  if (row.quantity === quantity) await act.tx.deliveryCount.delete({ where: { id: row.id } })
  else {
    await act.tx.deliveryCount.update({
      where: { id: row.id },
      data: { quantity: { decrement: quantity } },
    })
  }
  return true
}
