import type { ShipmentPart } from '../shipments/parts.ts'
import { faultLink } from './links.ts'
import { faultTable } from './pages.ts'
import { faultsOf } from './queries.ts'

/** A parcel's page tells what was found wrong with it, and takes further findings. */
export const faultPart: ShipmentPart = {
  read: async (actor, shipmentId) => {
    const rows = await faultsOf(actor, shipmentId)
    return {
      tables: rows.length > 0 ? [faultTable(rows)] : [],
      actions: [faultLink(actor, shipmentId)],
    }
  },
}
