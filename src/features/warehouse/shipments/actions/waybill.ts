import { Conflict } from '../../../../errors.ts'
import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { UNLABELLED } from './pack.ts'

/**
 * Takes the waybill from a parcel that isn't packed, because another label is used: the next one scanned is bound.
 * @throws Conflict when the parcel has none, or has changed
 */
export async function unbindWaybill(act: Act, shipment: Shipment): Promise<Shipment> {
  if (shipment.trackingNumber === null) throw new Conflict(`发货单 ${shipment.number} 没有登记运单号。`)
  return door.edit(shipments, act, shipment, UNLABELLED, { deed: 'unbind' })
}
