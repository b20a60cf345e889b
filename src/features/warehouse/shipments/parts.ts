import type { Actor } from '../../../actor.ts'
import { PageParts } from '../../../web/page-parts.ts'
import type { PagePart } from '../../../web/page-parts.ts'
import type { Action, TableView } from '../../../web/parts.ts'

/** What another noun knows of a parcel that has left or is about to: its tables, and what can be done from its page. */
export interface ShipmentView {
  tables: TableView[]
  actions: Action[]
}

/** What a noun that rests on parcels shows on a parcel's page. */
export type ShipmentPart = PagePart<ShipmentView>

export const shipmentParts = new PageParts<ShipmentView>()

/** All that other nouns show of a parcel. */
export async function shipmentView(actor: Actor, shipmentId: number): Promise<ShipmentView> {
  const views = await shipmentParts.read(actor, shipmentId)
  return {
    tables: views.flatMap(({ tables }) => tables),
    actions: views.flatMap(({ actions }) => actions),
  }
}
