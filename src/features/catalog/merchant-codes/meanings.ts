import { Prisma } from '../../../generated/prisma/client.ts'

/**
 * What a shop's code means, as a query of `sku_id` and `quantity`, for joining and for `EXISTS`: what the shop has
 * defined; a code that it never defined but which is exactly that of a SKU in use means one piece of it. No rows for
 * a code that means nothing.
 * @param shop the column or value with the shop's id
 * @param code the column or value with the code
 */
export function meaningOf(shop: Prisma.Sql, code: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT mc.sku_id, mc.quantity
    FROM merchant_codes m JOIN merchant_code_components mc ON mc.merchant_code_id = m.id
    WHERE m.shop_id = ${shop} AND m.code = ${code}
    UNION ALL
    SELECT sk.id, 1 FROM skus sk
    WHERE sk.code = ${code} AND sk.archived_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM merchant_codes m WHERE m.shop_id = ${shop} AND m.code = ${code})`
}
