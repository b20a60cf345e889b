import type { Tx } from '../../../../database/client.ts'
import type { ShipmentState } from '../../../../generated/prisma/enums.ts'
import { whyHeld } from '../../shipments/actions.ts'
import type { BatchParcel } from '../interpret/context.ts'

export interface BatchRow extends BatchParcel {
  readonly trackingNumber: string | null
  readonly shop: string
}

type Read = Omit<BatchRow, 'held'> & { readonly state: ShipmentState; readonly warning: string | null }

/** The parcels put together for a courier in the order of the scans, also those that may not leave any more. */
export async function readBatch(tx: Tx, ids: readonly number[]): Promise<BatchRow[]> {
  const rows = await tx.$queryRaw<Read[]>`
    SELECT sh.id, sh.number, sh.carrier, sh.tracking_number AS "trackingNumber", s.name AS shop, sh.state, sh.warning
    FROM shipments sh JOIN shops s ON s.id = sh.shop_id
    WHERE sh.id = ANY(${[...ids]}::int[])
    ORDER BY array_position(${[...ids]}::int[], sh.id)`
  return rows.map(({ state, warning, ...row }) => ({
    ...row,
    held: whyHeld({ number: row.number, state, warning }),
  }))
}
