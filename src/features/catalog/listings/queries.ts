import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { Order } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import { meaningOf } from '../merchant-codes/meanings.ts'
import type { Listing } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A listing with what its SKUs add up to; those that are gone don't count. */
export interface ListingRow extends Listing {
  shopName: string
  skuCount: number
  /** Of the SKUs, or of the listing itself where it has none. */
  lowestFen: number | null
  highestFen: number | null
  /** Codes that mean no goods. */
  unmatched: number
}

/** The codes that orders of a listing name: its SKUs' own, or without SKUs the item's. `l` is listings. */
export const codesOf = Prisma.sql`
  SELECT k.merchant_code AS code FROM listing_skus k
  WHERE k.listing_id = l.id AND NOT k.gone AND k.merchant_code IS NOT NULL
  UNION
  SELECT l.outer_code WHERE l.outer_code IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM listing_skus k WHERE k.listing_id = l.id AND NOT k.gone)`
const UNMATCHED = Prisma.sql`
  FROM (${codesOf}) AS named
  WHERE NOT EXISTS (${meaningOf(Prisma.sql`l.shop_id`, Prisma.sql`named.code`)})`

const select = Prisma.sql`
  SELECT l.id, l.shop_id AS "shopId", l.platform_item_id AS "platformItemId", l.title, l.outer_code AS "outerCode",
    l.price_fen AS "priceFen", l.quantity, l.status, l.platform_status AS "platformStatus",
    l.category_name AS "categoryName", l.barcode, l.exported_at AS "exportedAt", l.free_times AS "freeTimes", l.version,
    l.created_at AS "createdAt", shops.name AS "shopName", s.count AS "skuCount",
    COALESCE(s.lowest, l.price_fen) AS "lowestFen", COALESCE(s.highest, l.price_fen) AS "highestFen",
    (SELECT count(*)::int ${UNMATCHED}) AS unmatched
  FROM listings l JOIN shops ON shops.id = l.shop_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count, min(k.price_fen) AS lowest, max(k.price_fen) AS highest
      FROM listing_skus k WHERE k.listing_id = l.id AND NOT k.gone) AS s`

export interface ListingFilter {
  /** Part of the title, the item's whole number, or the beginning of a merchant code. */
  search?: string
  shopId?: number
  status?: Listing['status']
  /** Only those with a code that means no goods. */
  unmatched: boolean
}

function where(actor: Actor, { search, shopId, status, unmatched }: ListingFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (search) {
    const begins = beginning(search)
    conditions.push(Prisma.sql`(l.title LIKE ${containing(search)} OR l.platform_item_id = ${search}
      OR l.outer_code LIKE ${begins}
      OR EXISTS (SELECT 1 FROM listing_skus k WHERE k.listing_id = l.id AND k.merchant_code LIKE ${begins}))`)
  }
  if (shopId) conditions.push(Prisma.sql`l.shop_id = ${shopId}`)
  if (status) conditions.push(Prisma.sql`l.status = ${status}::"ListingStatus"`)
  if (unmatched) conditions.push(Prisma.sql`EXISTS (SELECT 1 ${UNMATCHED})`)
  return Prisma.join(conditions, ' AND ')
}

/** Those that came last stand first. */
const order: Order<ListingRow> = [{ sql: Prisma.sql`l.id`, kind: 'number', of: (row) => row.id }]

/** A page of listings. `size` is larger for exports only. */
export function listListings(
  actor: Actor,
  filter: ListingFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<ListingRow>> {
  return keyPage(
    order,
    true,
    { cursor, size },
    (cut) => db.$queryRaw<ListingRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a listing that isn't there or is of another's shop */
export async function getListing(actor: Actor, id: number): Promise<ListingRow> {
  const [row] = await db.$queryRaw<ListingRow[]>`${select} WHERE l.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** A SKU of a listing with the goods that its code means in the shop. */
export interface ListingSkuRow {
  id: number
  platformSkuId: string | null
  merchantCode: string | null
  priceFen: number | null
  quantity: number | null
  properties: string | null
  propertyPairs: string | null
  specification: string | null
  barcode: string | null
  gone: boolean
  goods: Goods[]
}

/** Pieces of a SKU of ours in one unit of a code. */
export interface Goods {
  skuId: number
  sku: string
  product: string
  quantity: number
}

/** More SKUs than the platforms allow. */
const MOST_SKUS = 2000

const goodsOf = (shop: Prisma.Sql, code: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT COALESCE(jsonb_agg(jsonb_build_object('skuId', sk.id, 'sku', sk.code, 'product', p.name, 'quantity', x.quantity)
    ORDER BY sk.code), '[]') AS goods
  FROM (${meaningOf(shop, code)}) x JOIN skus sk ON sk.id = x.sku_id JOIN products p ON p.id = sk.product_id`

/** The SKUs of a listing that the caller has reached already; those that are gone come last. */
export function skusOfListing(listingId: number): Promise<ListingSkuRow[]> {
  return db.$queryRaw<ListingSkuRow[]>`
    SELECT k.id, k.platform_sku_id AS "platformSkuId", k.merchant_code AS "merchantCode", k.price_fen AS "priceFen",
      k.quantity, k.properties, k.property_pairs AS "propertyPairs", k.specification, k.barcode, k.gone, g.goods
    FROM listing_skus k JOIN listings l ON l.id = k.listing_id
      CROSS JOIN LATERAL (${goodsOf(Prisma.sql`l.shop_id`, Prisma.sql`k.merchant_code`)}) g
    WHERE k.listing_id = ${listingId} ORDER BY k.gone, k.id LIMIT ${MOST_SKUS}`
}

/** The goods that a code means in a shop; none for one that means nothing. */
export async function goodsBehind(shopId: number, code: string | null): Promise<Goods[]> {
  if (code === null) return []
  const [row] = await db.$queryRaw<{ goods: Goods[] }[]>`
    ${goodsOf(Prisma.sql`${shopId}::int`, Prisma.sql`${code}::text`)}`
  return row?.goods ?? []
}
