import type { Actor } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'

/** What stands where a figure would tell a clerk what he is about to count. */
export const BEING_COUNTED = '盘点中'

/** Pieces, unless whoever reads it is to count them. */
export function piecesOf({ hidden }: { hidden: boolean }, pieces: number): string {
  return hidden ? BEING_COUNTED : String(pieces)
}

/**
 * Whether the book's figures of a location are kept from the actor: who counts goods mustn't know what should be there while it's
 * counted. Who judges the differences may, and so may everybody who never counts.
 * @param locationId the column or value with the location's id
 */
export function isHidden(actor: Actor, locationId: Prisma.Sql): Prisma.Sql {
  const counts = holds(actor, 'WAREHOUSE_CLERK') && !holds(actor, 'OPERATIONS_LEAD', 'OWNER')
  return counts ? isBeingCounted(locationId) : Prisma.sql`FALSE`
}

/** Whether a location is being counted, or waits for it, without anybody having seen a figure. */
export function isBeingCounted(locationId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM count_places cp JOIN counts ct ON ct.id = cp.count_id
    WHERE cp.location_id = ${locationId} AND cp.closed_at IS NULL AND ct.state = 'COUNTING')`
}
