import { Conflict } from '../../../../errors.ts'
import type { LocationKind, MovementReason } from '../../../../generated/prisma/enums.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { kindLabels } from '../../locations/words.ts'
import type { Entry, StockDocument } from '../../stock/ledger.ts'
import { shipments } from '../noun.ts'

/** A parcel as the cause of movements. */
export function documentOf(shipmentId: number): StockDocument {
  return { noun: shipments.key, subjectId: shipmentId }
}

/**
 * The location of a kind: packed goods have one, quarantined goods usually.
 * @throws Conflict when nobody has set one up yet
 */
export async function placeFor(act: OpenAct, kind: LocationKind): Promise<number> {
  const place = await act.tx.location.findFirst({
    where: { kind, archivedAt: null },
    orderBy: { code: 'asc' },
    select: { id: true },
  })
  if (!place) throw new Conflict(`还没有用途为“${kindLabels[kind]}”的库位，请先在“库位”中新建。`)
  return place.id
}

/** Pieces of a parcel that lie in a packed location, as its own movements say. */
export interface PackedGoods {
  readonly shipmentId: number
  readonly skuId: number
  readonly locationId: number
  readonly quantity: number
}

/** Where packed parcels' goods are. */
export function packedGoods(act: OpenAct, shipmentIds: readonly number[]): Promise<PackedGoods[]> {
  return act.tx.$queryRaw<PackedGoods[]>`
    SELECT m.subject_id AS "shipmentId", m.sku_id AS "skuId", m.location_id AS "locationId",
      sum(m.quantity)::int AS quantity
    FROM stock_movements m JOIN locations l ON l.id = m.location_id AND l.kind = 'PACKED'
    WHERE m.noun = ${shipments.key} AND m.subject_id = ANY(${[...shipmentIds]}::int[])
    GROUP BY m.subject_id, m.sku_id, m.location_id HAVING sum(m.quantity) > 0
    ORDER BY m.subject_id, m.sku_id, m.location_id`
}

/** The entries that bring a packed parcel's goods back to the shelves they came from. */
export async function wayBack(
  act: OpenAct,
  shipmentId: number,
  reason: MovementReason,
): Promise<readonly Entry[]> {
  return act.tx.$queryRaw<Entry[]>`
    SELECT sku_id AS "skuId", location_id AS "locationId", -sum(quantity)::int AS quantity, ${reason}::text AS reason
    FROM stock_movements WHERE noun = ${shipments.key} AND subject_id = ${shipmentId}
    GROUP BY sku_id, location_id HAVING sum(quantity) <> 0 ORDER BY sku_id, location_id`
}
