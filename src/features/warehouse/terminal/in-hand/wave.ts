import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { PickTask, WaveInHand } from '../interpret/context.ts'
import { waves } from '../../waves/noun.ts'

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

/** Pieces in a cart, and where they were fetched. */
export type InCart = Pick<PickTaskRow, 'quantity' | 'name' | 'location'>

/**
 * Pieces in the cart of a wave, as a query of `location_id` (from where), `sku_id` and `quantity`: what was found bad lies
 * there no more.
 */
function inCartSql(waveId: number): Prisma.Sql {
  return Prisma.sql`
    SELECT (outcome->'goods'->>'locationId')::int AS location_id, (outcome->'goods'->>'skuId')::int AS sku_id,
      sum((outcome->'goods'->>'quantity')::int)::int AS quantity
    FROM scans WHERE noun = ${waves.key} AND subject_id = ${waveId} AND outcome->>'did' IN ('pick', 'unpick', 'report')
    GROUP BY 1, 2`
}

/** Pieces of a SKU from a location that lie in the cart of a wave, whether its parcels still want them or not. */
export async function readCart(
  tx: Tx,
  waveId: number,
  { skuId, locationId = null }: { skuId: number; locationId?: number | null },
): Promise<InCart> {
  const [row] = await tx.$queryRaw<InCart[]>`
    SELECT k.quantity, p.name, l.code AS location
    FROM (${inCartSql(waveId)}) k JOIN skus s ON s.id = k.sku_id JOIN products p ON p.id = s.product_id
      JOIN locations l ON l.id = k.location_id
    WHERE k.sku_id = ${skuId} AND k.location_id = ${locationId}`
  return row ?? { quantity: 0, name: '', location: '' }
}

/** The open wave with what is picked of it so far; null for one that is gone. */
export async function readWave(tx: Tx, id: number): Promise<WaveRow | null> {
  const [head] = await tx.$queryRaw<Omit<WaveRow, 'tasks'>[]>`
    SELECT w.id, w.number, w.state, w.ship_by AS "shipBy", w.note,
      (SELECT count(*)::int FROM shipments s WHERE s.wave_id = w.id AND s.state = 'PICKING') AS parcels
    FROM waves w WHERE w.id = ${id}`
  if (!head) return null
  const tasks = await tx.$queryRaw<PickTaskRow[]>`
    SELECT l.id AS "locationId", l.code AS location, a.sku_id AS "skuId", sum(a.quantity)::int AS quantity,
      coalesce(max(k.quantity), 0)::int AS picked, count(DISTINCT sl.shipment_id)::int AS parcels,
      s.code, p.name, s.color, s.size
    FROM pick_allocations a JOIN shipment_lines sl ON sl.id = a.shipment_line_id
      JOIN shipments sh ON sh.id = sl.shipment_id AND sh.wave_id = ${id} AND sh.state = 'PICKING'
      JOIN locations l ON l.id = a.location_id JOIN skus s ON s.id = a.sku_id JOIN products p ON p.id = s.product_id
      LEFT JOIN (${inCartSql(id)}) k ON k.location_id = a.location_id AND k.sku_id = a.sku_id
    GROUP BY l.id, l.zone, l.code, a.sku_id, s.code, p.name, s.color, s.size
    ORDER BY l.zone, l.code, s.code`
  return { ...head, tasks }
}
