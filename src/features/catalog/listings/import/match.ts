import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'

/*
 * Files know SKUs by different things: the platform's number, the numbers of their properties, or only what they look
 * like and their code. A staged SKU is the stored one that has the same of these, if each side has only one with it.
 */

const LOOKS = ['properties', 'specification']

/** What SKUs meet by beside the platform's number, the surest first: columns by their names in staged rows. */
const KEYS: readonly (readonly string[])[] = [
  ['propertyPairs'],
  [...LOOKS, 'merchantCode'],
  LOOKS,
  ['merchantCode'],
]

const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Parts joined into one key; null where all of them are empty. */
function keyOf(parts: readonly string[]): string {
  const filled = `num_nonnulls(${parts.join(', ')}) > 0`
  return `CASE WHEN ${filled} THEN concat_ws(E'\\n', ${parts.map((part) => `COALESCE(${part}, '')`).join(', ')}) END`
}

/** Fills `sku_match`: which stored SKU each staged one is. */
export async function matchSkus(tx: Tx, job: Job): Promise<void> {
  await tx.$executeRaw`CREATE TEMP TABLE sku_match (n int PRIMARY KEY, sku_id int UNIQUE) ON COMMIT DROP`
  await match(tx, job, ['platformSkuId'], Prisma.sql`TRUE`)
  // A SKU that was made anew looks like the one that is gone.
  for (const key of KEYS) await match(tx, job, key, Prisma.sql`NOT k.gone`)
  for (const key of KEYS) await match(tx, job, key, Prisma.sql`TRUE`)
}

async function match(tx: Tx, job: Job, key: readonly string[], among: Prisma.Sql): Promise<void> {
  const [staged, stored] = [key.map((name) => `s."${name}"`), key.map((name) => `k.${columnOf(name)}`)]
  await tx.$executeRaw`
      INSERT INTO sku_match
      SELECT a.n, b.id
      FROM (SELECT s.n, s."platformItemId" AS item, s."platformSkuId" AS number, ${Prisma.raw(keyOf(staged))} AS key,
              count(*) OVER (PARTITION BY s."platformItemId", ${Prisma.raw(keyOf(staged))}) AS twins
            FROM staged_skus s WHERE NOT EXISTS (SELECT 1 FROM sku_match t WHERE t.n = s.n)) a
        JOIN (SELECT k.id, l.platform_item_id AS item, k.platform_sku_id AS number, ${Prisma.raw(keyOf(stored))} AS key,
                count(*) OVER (PARTITION BY l.id, ${Prisma.raw(keyOf(stored))}) AS twins
              FROM staged_listings g
                JOIN listings l ON l.shop_id = ${job.shopId} AND l.platform_item_id = g."platformItemId"
                JOIN listing_skus k ON k.listing_id = l.id
              WHERE ${among} AND NOT EXISTS (SELECT 1 FROM sku_match t WHERE t.sku_id = k.id)) b
          ON b.item = a.item AND b.key = a.key AND a.twins = 1 AND b.twins = 1
            AND (a.number = b.number OR a.number IS NULL OR b.number IS NULL)`
}
