import { system } from '../../../actor.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import type { Reaction } from '../../../work/house.ts'
import type { Subject } from '../../../work/nouns.ts'
import { pickupExceptions } from './noun.ts'
import type { PickupException } from './policy.ts'
import { ABOUT } from './queries.ts'

/** Somebody has found out what is the matter with a parcel, or has spoken with the courier. */
export function resolveException(
  act: Act,
  one: PickupException,
  move: string,
  remark: string | null,
): Promise<PickupException> {
  return door.move(pickupExceptions, act, one, move, {}, { remark })
}

/** A courier has taken parcels: what waited for that is done, once nothing it's about is left in the house. */
async function afterHandOver(act: OpenAct, shipped: readonly Subject[]): Promise<void> {
  const ids = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT e.id
    FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
      JOIN pickup_exceptions e ON e.shop_id = o.shop_id AND e.platform_order_id = o.platform_order_id
        AND e.state = 'OPEN' AND ${ABOUT}
    WHERE l.shipment_id = ANY(${shipped.map(({ id }) => id)}::int[]) AND NOT EXISTS (
      SELECT 1 FROM order_lines ol JOIN shipment_lines x ON x.order_line_id = ol.id JOIN shipments s ON s.id = x.shipment_id
      WHERE ol.order_id = o.id AND ${ABOUT} AND s.state NOT IN ('SHIPPED', 'CANCELLED'))`
  if (ids.length === 0) return
  const rows = await act.tx.pickupException.findMany({ where: { id: { in: ids.map(({ id }) => id) } } })
  await door.moveAll(pickupExceptions, { ...act, actor: system('shipping') }, rows, 'ship')
}

/** What exceptions do by themselves when parcels leave. */
export const pickupReactions: readonly Reaction[] = [
  { noun: 'warehouse/shipments', deed: 'hand-over', run: afterHandOver },
]
