import type { Actor } from '../../../actor.ts'
import { deedLink } from '../../../web/moves.ts'
import type { Action } from '../../../web/parts.ts'
import { shippingFaults } from './noun.ts'

/** The button on a parcel's or a return's page that leads to the form. */
export function faultLink(actor: Actor, shipmentId: number, returnId?: number): Action {
  const about = new URLSearchParams({
    shipment: String(shipmentId),
    ...(returnId === undefined ? {} : { return: String(returnId) }),
  })
  return deedLink(shippingFaults, actor, null, 'create', `/warehouse/shipping-faults/new?${about.toString()}`)
}
