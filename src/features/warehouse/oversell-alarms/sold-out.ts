import type { Tx } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { codesOf } from '../../catalog/listings/queries.ts'
import { meaningOf } from '../../catalog/merchant-codes/meanings.ts'

/**
 * How many units of a code can be shipped, as a query of one row: `units` is null for a code that means no goods, `kept` whether
 * any of its goods have ever lain here. Of a bundle the scarcest part counts.
 */
export function sellableOf(shop: Prisma.Sql, code: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT min(greatest(coalesce(v.on_hand - v.reserved - v.quarantined, 0), 0) / m.quantity)::int AS units,
      bool_or(v.sku_id IS NOT NULL) AS kept
    FROM (${meaningOf(shop, code)}) AS m LEFT JOIN stock_levels v ON v.sku_id = m.sku_id`
}

/** A listing that buyers can order and that nothing can be shipped of. */
export interface SoldOut {
  listingId: number
  shopId: number
  platformItemId: string
  title: string
}

/**
 * The listings on sale none of whose codes has a unit to ship. Codes that mean no goods say nothing, and neither do goods
 * that never lay here: a shop that doesn't keep its stock in this program isn't warned of all it sells.
 */
export function soldOutListings(tx: Pick<Tx, '$queryRaw'>): Promise<SoldOut[]> {
  return tx.$queryRaw<SoldOut[]>`
    SELECT l.id AS "listingId", l.shop_id AS "shopId", l.platform_item_id AS "platformItemId",
      coalesce(l.title, l.platform_item_id) AS title
    FROM listings l CROSS JOIN LATERAL (${codesOf}) AS named
      CROSS JOIN LATERAL (${sellableOf(Prisma.sql`l.shop_id`, Prisma.sql`named.code`)}) AS c
    WHERE l.status = 'ON_SALE'
    GROUP BY l.id HAVING bool_or(c.kept) AND coalesce(sum(c.units), 0) = 0
    ORDER BY l.id`
}
