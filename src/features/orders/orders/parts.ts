import type { Actor } from '../../../actor.ts'
import type { TableView } from '../../../web/parts.ts'

/** What a later department shows on an order's page, such as its shipments. Handed over at start. */
export interface OrderPart {
  tables(actor: Actor, orderId: number): Promise<TableView[]>
}

let parts: readonly OrderPart[] = []

/** Hands over what later departments know of orders, once per process. */
export function setOrderParts(given: readonly OrderPart[]): void {
  parts = given
}

/** All that later departments show of an order, in the order in which they were handed over. */
export async function orderTables(actor: Actor, orderId: number): Promise<TableView[]> {
  return (await Promise.all(parts.map((part) => part.tables(actor, orderId)))).flat()
}
