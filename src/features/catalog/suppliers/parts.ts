import type { Actor } from '../../../actor.ts'
import type { Fact, TableView } from '../../../web/parts.ts'

/** What a later department knows of a supplier: how it delivers, and its newest papers. */
export interface SupplierView {
  facts: Fact[]
  tables: TableView[]
}

/** What a later department shows on a supplier's page, such as its deliveries. Handed over at start. */
export interface SupplierPart {
  read(actor: Actor, supplierId: number): Promise<SupplierView>
}

let parts: readonly SupplierPart[] = []

/** Hands over what later departments know of suppliers, once per process. */
export function setSupplierParts(given: readonly SupplierPart[]): void {
  parts = given
}

/** All that later departments show of a supplier, in the order in which they were handed over. */
export async function supplierView(actor: Actor, supplierId: number): Promise<SupplierView> {
  const views = await Promise.all(parts.map((part) => part.read(actor, supplierId)))
  return { facts: views.flatMap(({ facts }) => facts), tables: views.flatMap(({ tables }) => tables) }
}
