import type { Actor } from '../../../actor.ts'
import type { Action, TableView } from '../../../web/parts.ts'

/** What another noun knows of a parcel that has left or is about to: its tables, and what can be done from its page. */
export interface ShipmentView {
  tables: TableView[]
  actions: Action[]
}

/** What a noun that rests on parcels shows on a parcel's page. Handed over at start. */
export interface ShipmentPart {
  read(actor: Actor, shipmentId: number): Promise<ShipmentView>
}

let parts: readonly ShipmentPart[] = []

/** Hands over what other nouns know of parcels, once per process. */
export function setShipmentParts(given: readonly ShipmentPart[]): void {
  parts = given
}

/** All that other nouns show of a parcel, in the order in which they were handed over. */
export async function shipmentView(actor: Actor, shipmentId: number): Promise<ShipmentView> {
  const views = await Promise.all(parts.map((part) => part.read(actor, shipmentId)))
  return {
    tables: views.flatMap(({ tables }) => tables),
    actions: views.flatMap(({ actions }) => actions),
  }
}
