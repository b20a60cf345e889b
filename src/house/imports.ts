import { listingStore } from '../features/catalog/listings/import/store.ts'
import { storeTools } from '../features/orders/imports/engine/tools.ts'
import { refunds } from '../features/orders/imports/kinds/refunds.ts'
import type { StoredKind } from '../features/orders/imports/stored-kind.ts'
import { storedOrderItems, storedOrderList } from '../features/orders/imports/stored-kinds.ts'
import { storedAlibabaOrders, storedJdOrders } from '../features/orders/imports/stored-market-orders.ts'
import { storedProducts } from '../features/orders/imports/stored-products.ts'
import { storedRefunds } from '../features/orders/imports/stored-refunds.ts'
import { storedLocations } from '../features/warehouse/locations/imports/stored-locations.ts'
import { storedPickupExceptions } from '../features/warehouse/pickup-exceptions/imports/stored-exceptions.ts'
import { storedWaybills } from '../features/warehouse/shipments/imports/stored-waybills.ts'
import { storedStock } from '../features/warehouse/stock/imports/stored-stock.ts'

/** The kinds of files that can be imported, of all departments; more specific ones before those that take anything. */
export const importKinds: readonly StoredKind[] = [
  storedRefunds(refunds),
  storedOrderItems,
  storedAlibabaOrders,
  storedJdOrders,
  storedOrderList,
  storedPickupExceptions,
  storedWaybills,
  storedLocations,
  storedStock,
  storedProducts(listingStore(storeTools)),
]

/** The script of the thread in which large files are read, beside this file. */
export const readingThreadScript = new URL(
  `./reading-thread.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`,
  import.meta.url,
)
