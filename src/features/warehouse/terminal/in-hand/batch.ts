import type { Tx } from '../../../../database/client.ts'
import type { BatchParcel } from '../interpret/context.ts'

export interface BatchRow extends BatchParcel {
  readonly trackingNumber: string | null
  readonly shop: string
}

/** The parcels put together for a courier that are still to be handed over, in the order of the scans. */
export async function readBatch(tx: Tx, ids: readonly number[]): Promise<BatchRow[]> {
  return tx.$queryRaw<BatchRow[]>`
    SELECT sh.id, sh.number, sh.carrier, sh.tracking_number AS "trackingNumber", s.name AS shop
    FROM shipments sh JOIN shops s ON s.id = sh.shop_id
    WHERE sh.id = ANY(${[...ids]}::int[]) AND sh.state = 'PACKED'
    ORDER BY array_position(${[...ids]}::int[], sh.id)`
}
