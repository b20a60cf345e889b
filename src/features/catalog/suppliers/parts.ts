import type { Actor } from '../../../actor.ts'
import { PageParts } from '../../../web/page-parts.ts'
import type { PagePart } from '../../../web/page-parts.ts'
import type { Fact, TableView } from '../../../web/parts.ts'

/** What a later department knows of a supplier: how it delivers, and its newest papers. */
export interface SupplierView {
  facts: Fact[]
  tables: TableView[]
}

/** What a later department shows on a supplier's page, such as its deliveries. */
export type SupplierPart = PagePart<SupplierView>

export const supplierParts = new PageParts<SupplierView>()

/** All that later departments show of a supplier. */
export async function supplierView(actor: Actor, supplierId: number): Promise<SupplierView> {
  const views = await supplierParts.read(actor, supplierId)
  return { facts: views.flatMap(({ facts }) => facts), tables: views.flatMap(({ tables }) => tables) }
}
