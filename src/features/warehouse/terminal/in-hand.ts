import type { TerminalActor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import type { OrderStatus } from '../../../generated/prisma/enums.ts'
import { numbersOnPlatform } from '../shipments/actions.ts'
import type { Draft } from './hand.ts'
import type { Session } from './queries.ts'
import type {
  BatchParcel,
  Context,
  ParcelInHand,
  ParcelLine,
  PickTask,
  WaveInHand,
} from './interpret/context.ts'

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

export interface PickTaskRow extends PickTask {
  readonly code: string
  readonly name: string
  readonly color: string | null
  readonly size: string | null
  /** In how many parcels of the wave. */
  readonly parcels: number
}

export interface WaveRow extends WaveInHand {
  readonly shipBy: Date
  readonly note: string | null
  readonly parcels: number
  readonly tasks: readonly PickTaskRow[]
}

export interface BatchRow extends BatchParcel {
  readonly trackingNumber: string | null
  readonly shop: string
}

/** The context of a scan with everything that the screens show of it. */
export interface InHand extends Context {
  readonly parcel: ParcelRow | null
  readonly wave: WaveRow | null
  readonly batch: readonly BatchRow[]
  /** The goods and the place of a report that's being written, in words. */
  readonly draftGoods: string | null
  readonly draftPlace: string | null
}

/** What a clerk has in hand, as it stands in this transaction. */
export async function inHand(tx: Tx, actor: TerminalActor, session: Session, at: Date): Promise<InHand> {
  const { shipmentId, waveId, hand } = session
  return {
    hand,
    personId: session.personId,
    parcel: shipmentId === null ? null : await readParcel(tx, actor, shipmentId, at),
    wave: waveId === null ? null : await readWave(tx, waveId),
    batch: hand.batch.length === 0 ? [] : await readBatch(tx, hand.batch),
    ...(await readDraft(tx, hand.problem)),
  }
}

/** The same outside a transaction, for a page. */
export function inHandNow(actor: TerminalActor, session: Session, at: Date): Promise<InHand> {
  return inHand(db, actor, session, at)
}

async function readDraft(tx: Tx, draft: Draft | null): Promise<Pick<InHand, 'draftGoods' | 'draftPlace'>> {
  if (draft === null) return { draftGoods: null, draftPlace: null }
  const [words] = await tx.$queryRaw<Pick<InHand, 'draftGoods' | 'draftPlace'>[]>`
    SELECT (SELECT concat_ws(' ', p.name, s.color, s.size) FROM skus s JOIN products p ON p.id = s.product_id
        WHERE s.id = ${draft.skuId}::int) AS "draftGoods",
      (SELECT code FROM locations WHERE id = ${draft.locationId}::int) AS "draftPlace"`
  return words ?? { draftGoods: null, draftPlace: null }
}

type ParcelHead = Omit<ParcelRow, 'lines' | 'notes' | 'expected'> & { trackingNumber: string | null }

async function readParcel(tx: Tx, actor: TerminalActor, id: number, at: Date): Promise<ParcelRow | null> {
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

async function readWave(tx: Tx, id: number): Promise<WaveRow | null> {
  const [head] = await tx.$queryRaw<Omit<WaveRow, 'tasks'>[]>`
    SELECT w.id, w.number, w.state, w.ship_by AS "shipBy", w.note,
      (SELECT count(*)::int FROM shipments s WHERE s.wave_id = w.id AND s.state = 'PICKING') AS parcels
    FROM waves w WHERE w.id = ${id}`
  if (!head) return null
  const tasks = await tx.$queryRaw<PickTaskRow[]>`
    WITH picked AS (
      SELECT (outcome->'goods'->>'locationId')::int AS location_id, (outcome->'goods'->>'skuId')::int AS sku_id,
        sum((outcome->'goods'->>'quantity')::int)::int AS quantity
      FROM scans WHERE wave_id = ${id} AND outcome->>'did' IN ('pick', 'unpick') GROUP BY 1, 2
    )
    SELECT l.id AS "locationId", l.code AS location, a.sku_id AS "skuId", sum(a.quantity)::int AS quantity,
      coalesce(max(k.quantity), 0)::int AS picked, count(DISTINCT sl.shipment_id)::int AS parcels,
      s.code, p.name, s.color, s.size
    FROM pick_allocations a JOIN shipment_lines sl ON sl.id = a.shipment_line_id
      JOIN shipments sh ON sh.id = sl.shipment_id AND sh.wave_id = ${id} AND sh.state = 'PICKING'
      JOIN locations l ON l.id = a.location_id JOIN skus s ON s.id = a.sku_id JOIN products p ON p.id = s.product_id
      LEFT JOIN picked k ON k.location_id = a.location_id AND k.sku_id = a.sku_id
    GROUP BY l.id, l.zone, l.code, a.sku_id, s.code, p.name, s.color, s.size
    ORDER BY l.zone, l.code, s.code`
  return { ...head, tasks }
}

async function readBatch(tx: Tx, ids: readonly number[]): Promise<BatchRow[]> {
  return tx.$queryRaw<BatchRow[]>`
    SELECT sh.id, sh.number, sh.carrier, sh.tracking_number AS "trackingNumber", s.name AS shop
    FROM shipments sh JOIN shops s ON s.id = sh.shop_id
    WHERE sh.id = ANY(${[...ids]}::int[]) AND sh.state = 'PACKED'
    ORDER BY array_position(${[...ids]}::int[], sh.id)`
}
