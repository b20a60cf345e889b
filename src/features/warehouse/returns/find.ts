import type { Actor } from '../../../actor.ts'
import { seesShop } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import type { ReturnState, ShipmentState } from '../../../generated/prisma/enums.ts'
import { waybill } from '../shipments/carriers.ts'
import { SENDING_BACK } from './refunded.ts'
import { stillOutBehind } from './sent.ts'

/**
 * What a code on a parcel that came back says: a return that is expected, here or done; a refund of which no return was
 * opened yet; a parcel or an order of ours that nobody wanted to send back.
 */
export type Sendback =
  | {
      readonly kind: 'return'
      readonly id: number
      readonly number: string
      readonly state: ReturnState
      /** Whether it's settled and something is still out: what was missing, or was never announced. */
      readonly more: boolean
    }
  | { readonly kind: 'refund'; readonly id: number; readonly number: string }
  | { readonly kind: 'parcel'; readonly id: number; readonly number: string; readonly state: ShipmentState }
  | { readonly kind: 'order'; readonly id: number; readonly number: string }

/** The same without what is only told. */
export type SendbackRef = Pick<Sendback, 'kind' | 'id'>

interface Row {
  kind: Sendback['kind']
  id: number
  number: string
  state: string | null
  shopId: number
  orderId: number | null
  shipmentId: number | null
}

/**
 * What a scanned or typed code says of goods that come back: the waybill of the way back, our own waybill, the number of
 * a return, a refund, an order or a parcel. What is to be done comes before what is done: the waybill of a settled return
 * says that a further parcel of its order, which bears none, is being inspected. Null for a code that nobody expects, or
 * that belongs to a shop the actor doesn't see.
 * @param codes the code in all its spellings, as it came first
 */
export async function findSendback(
  tx: Pick<Tx, '$queryRaw'>,
  actor: Actor,
  codes: readonly string[],
): Promise<Sendback | null> {
  const written = [...codes]
  const label = waybill(codes[0] ?? '') ?? ''
  const rows = await tx.$queryRaw<Row[]>`
    WITH parcels AS (
      SELECT s.id, s.number, s.state, s.shop_id FROM shipments s
      WHERE s.number = ANY(${written}::text[]) OR s.tracking_number = ${label}
    ), ordered AS (
      SELECT o.id, o.platform_order_id, o.shop_id FROM shops x
        JOIN orders o ON o.shop_id = x.id AND o.platform_order_id = ANY(${written}::text[])
    ), named AS (
      SELECT id, order_id, state FROM returns WHERE number = ANY(${written}::text[])
      UNION SELECT id, order_id, state FROM returns WHERE tracking_number = ${label}
      UNION SELECT y.id, y.order_id, y.state FROM shops x
        JOIN returns y ON y.shop_id = x.id AND y.platform_refund_id = ANY(${written}::text[])
      UNION SELECT y.id, y.order_id, y.state FROM refunds f JOIN returns y ON y.shop_id = f.shop_id
        AND y.platform_refund_id = f.platform_refund_id WHERE f.return_tracking_number = ${label}
    )
    SELECT * FROM (
      SELECT 'return' AS kind, r.id, r.number, r.state::text, r.shop_id AS "shopId", r.order_id AS "orderId",
        r.shipment_id AS "shipmentId",
        CASE r.state WHEN 'ARRIVED' THEN 1 WHEN 'EXPECTED' THEN 2 WHEN 'SETTLED' THEN 5 ELSE 8 END AS rank
      FROM returns r WHERE r.id IN (
        SELECT id FROM named
        UNION SELECT y.id FROM named n JOIN returns y ON y.order_id = n.order_id
          WHERE n.state = 'SETTLED' AND y.state = 'ARRIVED' AND y.tracking_number IS NULL
        UNION SELECT y.id FROM ordered o JOIN returns y ON y.order_id = o.id
        UNION SELECT y.id FROM parcels p JOIN returns y ON y.shipment_id = p.id
        UNION SELECT y.id FROM parcels p JOIN shipment_lines l ON l.shipment_id = p.id
          JOIN order_lines ol ON ol.id = l.order_line_id JOIN returns y ON y.order_id = ol.order_id)
      UNION ALL
      SELECT 'refund', f.id, f.platform_refund_id, NULL, f.shop_id, NULL, NULL, 3
      FROM refunds f WHERE f.return_tracking_number = ${label} AND f.order_id IS NOT NULL AND f.status <> 'CLOSED'
        AND f.type = ANY(${[...SENDING_BACK]}::text[]) AND NOT EXISTS (SELECT 1 FROM returns r
          WHERE r.shop_id = f.shop_id AND r.platform_refund_id = f.platform_refund_id)
      UNION ALL
      SELECT 'parcel', p.id, p.number, p.state::text, p.shop_id, NULL, NULL, 6 FROM parcels p
      UNION ALL
      SELECT 'order', o.id, o.platform_order_id, NULL, o.shop_id, NULL, NULL, 7 FROM ordered o) f
    ORDER BY rank, id LIMIT 20`
  const row = rows.find(({ shopId }) => seesShop(actor, shopId))
  if (!row) return null
  const settled = row.kind === 'return' && row.state === 'SETTLED'
  const more = settled && (await stillOutBehind(tx, row)).length > 0
  return { ...row, more } as Sendback
}
