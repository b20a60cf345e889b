import type { TerminalActor } from '../../../../actor.ts'
import type { Tx } from '../../../../database/client.ts'
import type { OrderStatus } from '../../../../generated/prisma/enums.ts'
import { numbersOnPlatform } from '../../shipments/actions.ts'
import type { ParcelInHand, ParcelLine } from '../interpret/context.ts'

/** A line of the open parcel with what the clerk must see of it. */
export interface ParcelLineRow extends ParcelLine {
  readonly code: string
  readonly name: string
  readonly color: string | null
  readonly size: string | null
  readonly gift: boolean
}

/** What the buyer, the service or the platform says about an order in the parcel. */
export interface OrderNote {
  readonly platformOrderId: string
  readonly status: OrderStatus
  readonly buyerMessage: string | null
  readonly sellerMemo: string | null
  readonly instruction: string | null
  readonly exception: string | null
  readonly receiver: string | null
}

export interface ParcelRow extends ParcelInHand {
  readonly shop: string
  readonly shipBy: Date
  readonly warning: string | null
  readonly lines: readonly ParcelLineRow[]
  readonly notes: readonly OrderNote[]
}

type ParcelHead = Omit<ParcelRow, 'lines' | 'notes' | 'expected'> & { trackingNumber: string | null }

/** The open parcel with its lines and what is said about its orders; null for one that is gone. */
export async function readParcel(
  tx: Tx,
  actor: TerminalActor,
  id: number,
  at: Date,
): Promise<ParcelRow | null> {
  const [head] = await tx.$queryRaw<ParcelHead[]>`
    SELECT sh.id, sh.number, sh.state, sh.warning, sh.ship_by AS "shipBy", s.name AS shop, sh.carrier,
      sh.tracking_number AS "trackingNumber"
    FROM shipments sh JOIN shops s ON s.id = sh.shop_id WHERE sh.id = ${id}`
  if (!head) return null
  const lines = await tx.$queryRaw<ParcelLineRow[]>`
    SELECT l.id, l.sku_id AS "skuId", l.quantity, l.checked, s.code, p.name, s.color, s.size,
      l.order_line_id IS NULL AS gift
    FROM shipment_lines l JOIN skus s ON s.id = l.sku_id JOIN products p ON p.id = s.product_id
    WHERE l.shipment_id = ${id} ORDER BY l.id`
  const notes = await tx.$queryRaw<OrderNote[]>`
    SELECT o.platform_order_id AS "platformOrderId", o.status, o.buyer_message AS "buyerMessage",
      o.seller_memo AS "sellerMemo", r.instruction, o.exception, c.masked_name AS receiver
    FROM orders o LEFT JOIN order_reviews r ON r.order_id = o.id LEFT JOIN buyer_contacts c ON c.order_id = o.id
    WHERE o.id IN (SELECT ol.order_id FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id
      WHERE l.shipment_id = ${id}) ORDER BY o.id`
  const { trackingNumber, ...parcel } = head
  const expected = trackingNumber ? [trackingNumber] : await numbersOnPlatform({ actor, at, tx }, id)
  return { ...parcel, expected, lines, notes }
}
