import type { Actor } from '../../../actor.ts'
import type { Badge, TableView } from '../../../web/parts.ts'

/** What a later department knows of an order: its tables, and a state that is ahead of what the platform says. */
export interface OrderView {
  tables: TableView[]
  state?: Badge
}

/** What a later department shows on an order's page, such as its shipments. Handed over at start. */
export interface OrderPart {
  read(actor: Actor, orderId: number): Promise<OrderView>
}

let parts: readonly OrderPart[] = []

/** Hands over what later departments know of orders, once per process. */
export function setOrderParts(given: readonly OrderPart[]): void {
  parts = given
}

/** All that later departments show of an order, in the order in which they were handed over; the last state counts. */
export async function orderView(actor: Actor, orderId: number): Promise<OrderView> {
  const views = await Promise.all(parts.map((part) => part.read(actor, orderId)))
  const state = views.findLast((view) => view.state)?.state
  return { tables: views.flatMap(({ tables }) => tables), ...(state ? { state } : {}) }
}
