import type { OpenAct } from '../../../../work/act.ts'
import { deallocate } from './allocations.ts'
import { grant } from './grant.ts'
import { available, lockLevels } from './locks.ts'

/** Pieces a shipment line needs. Lines of one group, usually a shipment, get everything or nothing. */
export interface Want {
  readonly group: number
  readonly shipmentLineId: number
  readonly skuId: number
  readonly quantity: number
}

/** A line that kept its group from being reserved: `available` is what was left for it. */
export interface Short extends Want {
  readonly available: number
}

export interface Reserved {
  /** Groups whose lines are all reserved. */
  readonly reserved: readonly number[]
  /** Of the other groups, the lines that were short. */
  readonly short: readonly Short[]
}

/** A promise that has ended. */
export interface Promised {
  readonly shipmentLineId: number
  readonly skuId: number
  readonly quantity: number
}

/**
 * Promises goods to shipment lines; groups are served in the order of their first line, so put the most urgent one
 * first. Whoever is short is told and changes nothing.
 */
export async function reserve(act: OpenAct, wants: readonly Want[]): Promise<Reserved> {
  const levels = await lockLevels(
    act,
    wants.map(({ skuId }) => skuId),
  )
  const { granted, ...reserved } = grant(
    new Map([...levels.values()].map((level) => [level.skuId, available(level)])),
    wants,
  )
  if (granted.length === 0) return reserved
  await act.tx.$executeRaw`
    WITH fresh AS (
      INSERT INTO reservations (sku_id, shipment_line_id, quantity, created_at)
      SELECT sku_id, line_id, quantity, ${act.at}
      FROM unnest(${granted.map(({ skuId }) => skuId)}::int[],
        ${granted.map(({ shipmentLineId }) => shipmentLineId)}::int[],
        ${granted.map(({ quantity }) => quantity)}::int[]) AS want(sku_id, line_id, quantity)
      RETURNING sku_id, quantity
    )
    UPDATE stock_levels AS l SET reserved = l.reserved + promised.quantity
    FROM (SELECT sku_id, sum(quantity)::int AS quantity FROM fresh GROUP BY sku_id) AS promised
    WHERE l.sku_id = promised.sku_id`
  return reserved
}

/**
 * Gives promised goods back, because the shipment won't leave or must wait; their allocations end as well. Lines
 * without a promise are passed over. Returns what was given back.
 */
export async function release(act: OpenAct, shipmentLineIds: readonly number[]): Promise<Promised[]> {
  const ended = await end(act, shipmentLineIds)
  await deallocate(act, shipmentLineIds)
  return ended
}

/**
 * Ends promises because the goods leave: at courier hand-over, followed in the same deed by the movements out of the
 * packed location. Returns what was promised.
 */
export function consume(act: OpenAct, shipmentLineIds: readonly number[]): Promise<Promised[]> {
  return end(act, shipmentLineIds)
}

async function end(act: OpenAct, shipmentLineIds: readonly number[]): Promise<Promised[]> {
  const ids = [...shipmentLineIds]
  const open = await act.tx.reservation.findMany({
    where: { shipmentLineId: { in: ids }, endedAt: null },
    select: { skuId: true },
  })
  if (open.length === 0) return []
  await lockLevels(
    act,
    open.map(({ skuId }) => skuId),
  )
  return act.tx.$queryRaw<Promised[]>`
    WITH ended AS (
      UPDATE reservations SET ended_at = ${act.at}
      WHERE shipment_line_id = ANY(${ids}::int[]) AND ended_at IS NULL
      RETURNING shipment_line_id, sku_id, quantity
    ), lowered AS (
      UPDATE stock_levels AS l SET reserved = l.reserved - given.quantity
      FROM (SELECT sku_id, sum(quantity)::int AS quantity FROM ended GROUP BY sku_id) AS given
      WHERE l.sku_id = given.sku_id
    )
    SELECT shipment_line_id AS "shipmentLineId", sku_id AS "skuId", quantity FROM ended ORDER BY shipment_line_id`
}
