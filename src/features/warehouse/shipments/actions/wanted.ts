import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { ReleasableLine } from '../../../orders/orders/releasable.ts'
import { releasableLines, releasableSql, shipWithin } from '../../../orders/orders/releasable.ts'
import { parameterValue } from '../../../../work/parameters.ts'

/** Which orders to plan; absent: all. */
export interface Scope {
  readonly orderIds?: readonly number[]
  readonly shopId?: number
}

/** Pieces of a SKU for an order line. */
export interface Part {
  readonly orderLineId: number
  readonly skuId: number
  readonly quantity: number
}

/** Pieces of a SKU that an order line wants sent, and what the line says. */
export interface Wanted extends Part {
  readonly orderId: number
  readonly shopId: number
  readonly code: string
  readonly units: number
  readonly shipBy: Date
  readonly joinHash: string | null
}

/** Goods that will travel together: of one order, or of all orders with one buyer and address. */
export interface Parcel {
  readonly shopId: number
  readonly joinHash: string | null
  readonly shipBy: Date
  readonly lines: readonly Wanted[]
}

/** Everything that may ship, in pieces of SKUs; a bundle is several. */
export async function wantedLines(act: OpenAct, scope: Scope): Promise<Wanted[]> {
  return inPieces(await releasableLines(act.tx, scope))
}

function inPieces(lines: readonly ReleasableLine[]): Wanted[] {
  return lines.flatMap(({ orderId, lineId, shopId, code, quantity, components, shipBy, joinHash }) =>
    components.map((part) => ({
      orderId,
      orderLineId: lineId,
      shopId,
      code,
      units: quantity,
      skuId: part.skuId,
      quantity: quantity * part.quantity,
      shipBy,
      joinHash,
    })),
  )
}

/** Lines looked at for one planning; many orders have several. */
const LOOK = 2000

/** Parcels to be made, the most urgent first, and whether there are more lines than were looked at. */
export interface Waiting {
  readonly parcels: readonly Parcel[]
  readonly more: boolean
}

/** The parcels of what may ship and is in no live shipment yet. */
export async function wantedParcels(act: OpenAct, scope: Scope): Promise<Waiting> {
  const unplanned = await unplannedLines(act, scope)
  const wanted = inPieces(unplanned)
  const lines = withoutPlanned(
    wanted,
    await plannedOf(
      act,
      wanted.map(({ orderLineId }) => orderLineId),
    ),
  )
  return { parcels: parcelsOf(lines), more: unplanned.length === LOOK }
}

/** Lines with fewer pieces in live shipments than they want; which pieces, is found out for these few only. */
async function unplannedLines(act: OpenAct, scope: Scope): Promise<ReleasableLine[]> {
  const hours = await parameterValue(act.tx, shipWithin)
  return act.tx.$queryRaw<ReleasableLine[]>`
    SELECT w.* FROM (${releasableSql(scope, hours)}) w
    WHERE coalesce((SELECT sum(l.quantity) FROM shipment_lines l
        JOIN shipments s ON s.id = l.shipment_id AND s.state <> 'CANCELLED' WHERE l.order_line_id = w."lineId"), 0)
      < w.quantity * (SELECT sum((c->>'quantity')::int) FROM jsonb_array_elements(w.components) c)
    ORDER BY w."shipBy", w."orderId", w.ordinal LIMIT ${LOOK}`
}

function parcelsOf(lines: readonly Wanted[]): Parcel[] {
  const groups = groupBy(
    lines,
    ({ shopId, joinHash, orderId }) => `${shopId}/${joinHash ?? `order ${orderId}`}`,
  )
  return [...groups.values()]
    .map((lines) => {
      const [{ shopId, joinHash }] = lines as [Wanted]
      return { shopId, joinHash, shipBy: earliest(lines), lines }
    })
    .sort((a, b) => a.shipBy.getTime() - b.shipBy.getTime())
}

/** The earliest ship-by time of some rows. */
export function earliest(rows: readonly { readonly shipBy: Date }[]): Date {
  return rows.map(({ shipBy }) => shipBy).reduce((a, b) => (a < b ? a : b))
}

/** What live parcels have for order lines; those of `without` aside. */
export async function plannedOf(
  act: OpenAct,
  orderLineIds: readonly number[],
  without: readonly number[] = [],
): Promise<Part[]> {
  return act.tx.$queryRaw<Part[]>`
    SELECT l.order_line_id AS "orderLineId", l.sku_id AS "skuId", sum(l.quantity)::int AS quantity
    FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id AND s.state <> 'CANCELLED'
    WHERE l.order_line_id = ANY(${[...new Set(orderLineIds)]}::int[]) AND s.id <> ALL(${[...without]}::int[])
    GROUP BY l.order_line_id, l.sku_id`
}

/**
 * What of each line isn't planned. A line of which something is planned that it no longer consists of (its goods have
 * changed, and a parcel with the former ones has left or waits for a decision) is left alone: nobody may be sent both.
 */
export function withoutPlanned<Piece extends Part>(
  lines: readonly Piece[],
  planned: readonly Part[],
): Piece[] {
  const plannedBy = groupBy(planned, ({ orderLineId }) => orderLineId)
  return [...groupBy(lines, ({ orderLineId }) => orderLineId)].flatMap(([orderLineId, parts]) => {
    const had = groupBy(plannedBy.get(orderLineId) ?? [], ({ skuId }) => skuId)
    const known = new Set(parts.map(({ skuId }) => skuId))
    if ([...had.keys()].some((skuId) => !known.has(skuId))) return []
    return parts.flatMap((part) => {
      const quantity = part.quantity - sumOf(had.get(part.skuId) ?? [], (one) => one.quantity)
      return quantity > 0 ? [{ ...part, quantity }] : []
    })
  })
}
