import { listingParts } from '../features/catalog/listings/parts.ts'
import { supplierParts } from '../features/catalog/suppliers/parts.ts'
import { setImportKinds } from '../features/orders/imports/registry.ts'
import { orderParts } from '../features/orders/orders/parts.ts'
import { setOrderTies } from '../features/orders/orders/ties.ts'
import { directory } from '../features/people/staff/directory.ts'
import { deliveryPart } from '../features/warehouse/deliveries/supplier-part.ts'
import { alarmPart } from '../features/warehouse/oversell-alarms/listing-part.ts'
import { pickupPart } from '../features/warehouse/pickup-exceptions/order-part.ts'
import { supplierReturnPart } from '../features/warehouse/quarantines/supplier-part.ts'
import { returnPart } from '../features/warehouse/returns/order-part.ts'
import { shipmentPart } from '../features/warehouse/shipments/order-part.ts'
import { shipmentParts } from '../features/warehouse/shipments/parts.ts'
import { faultPart } from '../features/warehouse/shipping-faults/shipment-part.ts'
import { furnish } from '../work/house.ts'
import { concerns } from './concerns.ts'
import { departments } from './departments.ts'
import { importKinds, readingThreadScript } from './imports.ts'
import { orderTies } from './order-ties.ts'
import { parameters } from './parameters.ts'
import { reactions } from './reactions.ts'

/** Hands over all tables of the house, once per process, before anything acts. */
export function furnishHouse(): void {
  const nouns = departments.flatMap(({ entries }) => entries.map(({ noun }) => noun))
  listingParts.handOver([alarmPart])
  orderParts.handOver([shipmentPart, pickupPart, returnPart])
  supplierParts.handOver([deliveryPart, supplierReturnPart])
  shipmentParts.handOver([faultPart])
  setImportKinds(importKinds, readingThreadScript)
  setOrderTies(orderTies)
  furnish({ nouns, directory, reactions, concerns, parameters })
}
