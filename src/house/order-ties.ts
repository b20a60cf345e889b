import type { OrderTie } from '../features/orders/orders/ties.ts'
import { returnTie } from '../features/warehouse/returns/order-tie.ts'
import { shipmentTie } from '../features/warehouse/shipments/order-tie.ts'

/** What later departments make of orders, for whoever would take them back. */
export const orderTies: readonly OrderTie[] = [shipmentTie, returnTie]
