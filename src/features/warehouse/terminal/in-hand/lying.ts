import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { isBeingCounted } from '../../stock/blind.ts'
import type { LyingGoods, LyingThere } from '../interpret/context.ts'

export interface LyingGoodsRow extends LyingGoods {
  readonly code: string
  readonly quantity: number
}

export interface LyingRow extends LyingThere {
  readonly goods: readonly LyingGoodsRow[]
}

/** What lies on the shelf from which goods are carried; null for a shelf that is gone. */
export async function readLying(tx: Tx, locationId: number): Promise<LyingRow | null> {
  const [location] = await tx.$queryRaw<{ code: string; hidden: boolean }[]>`
    SELECT l.code, ${isBeingCounted(Prisma.sql`l.id`)} AS hidden FROM locations l WHERE l.id = ${locationId}`
  if (!location) return null
  const goods = await tx.$queryRaw<LyingGoodsRow[]>`
    SELECT b.sku_id AS "skuId", s.code, concat_ws(' ', p.name, s.color, s.size) AS name, b.quantity,
      b.quantity - b.allocated AS free, home.goods_class AS "goodsClass"
    FROM stock_balances b JOIN skus s ON s.id = b.sku_id JOIN products p ON p.id = s.product_id
      LEFT JOIN locations home ON home.id = s.home_location_id
    WHERE b.location_id = ${locationId} AND b.quantity > 0 ORDER BY s.code LIMIT 500`
  return { locationId, location: location.code, hidden: location.hidden, goods }
}
