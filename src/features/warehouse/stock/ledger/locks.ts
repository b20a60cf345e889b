import { LOCKS } from '../../../../database/advisory.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'

/** A SKU over all locations, in pieces. */
export interface Level {
  readonly skuId: number
  readonly onHand: number
  readonly reserved: number
  readonly quarantined: number
}

/** A SKU at a location, in pieces. */
export interface Balance {
  readonly skuId: number
  readonly locationId: number
  readonly quantity: number
  readonly allocated: number
}

export type Place = Pick<Balance, 'skuId' | 'locationId'>

/** What may still be promised. */
export function available({ onHand, reserved, quarantined }: Level): number {
  return onHand - reserved - quarantined
}

/** What no pick list has been promised yet. */
export function free({ quantity, allocated }: Pick<Balance, 'quantity' | 'allocated'>): number {
  return quantity - allocated
}

/**
 * Lets one deed at a time promise goods or take promised ones away, until its transaction ends. Whoever does either
 * takes this lock before all others of the ledger; bringing goods in needs it only where waiting parcels are served
 * in the same deed.
 */
export async function lockPromises(act: Pick<OpenAct, 'tx'>): Promise<void> {
  await act.tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.promises})`
}

/** A place as a key of maps. */
export function placeKey({ skuId, locationId }: Place): string {
  return `${skuId}/${locationId}`
}

/**
 * Locks the levels of SKUs until the transaction ends, in the order of their ids, and makes the missing ones. The
 * update changes nothing: it is how one statement both inserts and locks, row after row in the order asked for.
 */
export async function lockLevels(act: OpenAct, skuIds: Iterable<number>): Promise<Map<number, Level>> {
  const ids = [...new Set(skuIds)]
  if (ids.length === 0) return new Map()
  const levels = await act.tx.$queryRaw<Level[]>`
    INSERT INTO stock_levels AS l (sku_id)
    SELECT id FROM unnest(${ids}::int[]) AS wanted(id) ORDER BY id
    ON CONFLICT (sku_id) DO UPDATE SET on_hand = l.on_hand
    RETURNING sku_id AS "skuId", on_hand AS "onHand", reserved, quarantined`
  return new Map(levels.map((level) => [level.skuId, level]))
}

/** Locks the balances of places until the transaction ends, in their order, and makes the missing ones. */
export function lockBalances(act: OpenAct, places: readonly Place[]): Promise<Map<string, Balance>> {
  return lockPlaces(act, places, Prisma.empty)
}

/** Locks everything of the places' SKUs, wherever it lies, and the places themselves. */
export async function lockWhole(act: OpenAct, places: readonly Place[]): Promise<void> {
  const skuIds = [...new Set(places.map(({ skuId }) => skuId))]
  await lockLevels(act, skuIds)
  await lockPlaces(
    act,
    places,
    Prisma.sql`UNION SELECT sku_id, location_id FROM stock_balances WHERE sku_id = ANY(${skuIds}::int[])`,
  )
}

async function lockPlaces(
  act: OpenAct,
  places: readonly Place[],
  more: Prisma.Sql,
): Promise<Map<string, Balance>> {
  const distinct = [...new Map(places.map((place) => [placeKey(place), place])).values()]
  if (distinct.length === 0) return new Map()
  const balances = await act.tx.$queryRaw<Balance[]>`
    INSERT INTO stock_balances AS b (sku_id, location_id, quantity)
    SELECT sku_id, location_id, 0 FROM (
      SELECT * FROM unnest(${distinct.map(({ skuId }) => skuId)}::int[],
        ${distinct.map(({ locationId }) => locationId)}::int[]) AS place(sku_id, location_id)
      ${more}
    ) AS wanted ORDER BY sku_id, location_id
    ON CONFLICT (sku_id, location_id) DO UPDATE SET quantity = b.quantity
    RETURNING sku_id AS "skuId", location_id AS "locationId", quantity, allocated`
  return new Map(balances.map((balance) => [placeKey(balance), balance]))
}
