import { db } from '../../../database/client.ts'
import type { OrderStatus, RefundStatus, ReviewState } from '../../../generated/prisma/enums.ts'
import { shipments } from './noun.ts'

/**
 * What is in a parcel and what happened to it. Whoever calls has the parcel through `getShipment`, so these ask no
 * further right.
 */

/** A line of a parcel. */
export interface LineRow {
  id: number
  shipmentId: number
  skuId: number
  code: string
  product: string
  color: string | null
  size: string | null
  quantity: number
  checked: number
  /** Null for a gift. */
  orderId: number | null
  orderNumber: string | null
  /** Where it is to be picked, with pieces: `A-01-02 × 2`. */
  places: string[]
  /** Whether its goods are reserved. */
  reserved: boolean
}

/** The lines of parcels, by parcel and in their order. */
export function linesOf(shipmentIds: readonly number[]): Promise<LineRow[]> {
  return db.$queryRaw<LineRow[]>`
    SELECT l.id, l.shipment_id AS "shipmentId", l.sku_id AS "skuId", k.code, p.name AS product, k.color, k.size,
      l.quantity, l.checked, o.id AS "orderId", o.platform_order_id AS "orderNumber",
      ARRAY(SELECT c.code || ' × ' || a.quantity FROM pick_allocations a JOIN locations c ON c.id = a.location_id
        WHERE a.shipment_line_id = l.id ORDER BY c.code) AS places,
      EXISTS (SELECT 1 FROM reservations r WHERE r.shipment_line_id = l.id AND r.ended_at IS NULL) AS reserved
    FROM shipment_lines l JOIN skus k ON k.id = l.sku_id JOIN products p ON p.id = k.product_id
      LEFT JOIN order_lines ol ON ol.id = l.order_line_id LEFT JOIN orders o ON o.id = ol.order_id
    WHERE l.shipment_id = ANY(${[...shipmentIds]}::int[]) ORDER BY l.shipment_id, l.id`
}

/** An order of a parcel, with what the packer must know. Of the buyer only what is masked. */
export interface OrderRow {
  shipmentId: number
  id: number
  platformOrderId: string
  status: OrderStatus
  refund: RefundStatus
  review: ReviewState | null
  buyerMessage: string | null
  sellerMemo: string | null
  instruction: string | null
  exception: string | null
  trackingNumber: string | null
  maskedName: string | null
  maskedAddress: string | null
  paidAt: Date | null
}

/** The orders of parcels. */
export function ordersOf(shipmentIds: readonly number[]): Promise<OrderRow[]> {
  return db.$queryRaw<OrderRow[]>`
    SELECT l.shipment_id AS "shipmentId", o.id, o.platform_order_id AS "platformOrderId", o.status,
      max(ol.refund_status) AS refund, r.state AS review, o.buyer_message AS "buyerMessage",
      o.seller_memo AS "sellerMemo", r.instruction, o.exception, o.tracking_number AS "trackingNumber",
      c.masked_name AS "maskedName", c.masked_address AS "maskedAddress", o.paid_at AS "paidAt"
    FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
      LEFT JOIN order_reviews r ON r.order_id = o.id LEFT JOIN buyer_contacts c ON c.order_id = o.id
    WHERE l.shipment_id = ANY(${[...shipmentIds]}::int[])
    GROUP BY l.shipment_id, o.id, r.state, r.instruction, c.masked_name, c.masked_address ORDER BY l.shipment_id, o.id`
}

/** One pull of the trigger while the parcel was packed. */
export interface ScanRow {
  id: string
  scannedAt: Date
  code: string
  /** What the terminal answered, in its own words. */
  answer: string
  wrong: boolean
  personName: string
  deviceName: string
}

/** How many scans a parcel's page shows. */
export const SCANS = 100

/** The scans of a parcel, newest first. */
export function scansOf(shipmentId: number): Promise<ScanRow[]> {
  return db.$queryRaw<ScanRow[]>`
    SELECT c.id::text, c.scanned_at AS "scannedAt", c.code, concat_ws('：', c.outcome->>'title', c.outcome->>'text') AS answer,
      c.outcome->>'tone' = 'wrong' AS wrong, p.name AS "personName",
      d.name AS "deviceName"
    FROM scans c JOIN people p ON p.id = c.person_id JOIN terminal_devices d ON d.id = c.device_id
    WHERE c.noun = ${shipments.key} AND c.subject_id = ${shipmentId} ORDER BY c.sequence DESC LIMIT ${SCANS}`
}

/** A movement of a parcel's goods. */
export interface MovementRow {
  id: bigint
  at: Date
  code: string
  location: string
  quantity: number
  reason: string
  personName: string | null
}

/** The movements that a parcel caused, oldest first. */
export function movementsOf(shipmentId: number): Promise<MovementRow[]> {
  return db.$queryRaw<MovementRow[]>`
    SELECT m.id, m.at, k.code, l.code AS location, m.quantity, m.reason::text AS reason, p.name AS "personName"
    FROM stock_movements m JOIN skus k ON k.id = m.sku_id JOIN locations l ON l.id = m.location_id
      LEFT JOIN people p ON p.id = m.person_id
    WHERE m.noun = ${shipments.key} AND m.subject_id = ${shipmentId} ORDER BY m.id LIMIT 200`
}
