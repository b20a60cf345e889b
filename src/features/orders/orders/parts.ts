import type { Actor } from '../../../actor.ts'
import { PageParts } from '../../../web/page-parts.ts'
import type { PagePart } from '../../../web/page-parts.ts'
import type { Badge, TableView } from '../../../web/parts.ts'

/** What a later department knows of an order: its tables, and a state that is ahead of what the platform says. */
export interface OrderView {
  tables: TableView[]
  state?: Badge
}

/** What a later department shows on an order's page, such as its shipments. */
export type OrderPart = PagePart<OrderView>

export const orderParts = new PageParts<OrderView>()

/** All that later departments show of an order; the last state counts. */
export async function orderView(actor: Actor, orderId: number): Promise<OrderView> {
  const views = await orderParts.read(actor, orderId)
  const state = views.findLast((view) => view.state)?.state
  return { tables: views.flatMap(({ tables }) => tables), ...(state ? { state } : {}) }
}
