import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { containing } from '../../../lib/search.ts'
import { may } from '../../../work/rules.ts'
import type { Supplier } from './policy.ts'
import { policy, visibleTo } from './policy.ts'

/** A supplier with how many SKUs it delivers. */
export interface SupplierRow extends Supplier {
  skus: number
}

const select = Prisma.sql`
  SELECT u.id, u.name, u.contact, u.phone, u.messenger, u.address, u.note, u.lead_days AS "leadDays",
    u.archived_at AS "archivedAt", u.version, u.created_at AS "createdAt",
    (SELECT count(*)::int FROM supplier_offers o WHERE o.supplier_id = u.id AND o.ended_at IS NULL) AS skus
  FROM suppliers u`

export interface SupplierFilter {
  archived: boolean
  /** Part of the name or the contact, the whole phone number, or the code of a SKU that it delivers. */
  search?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { archived, search }: SupplierFilter): Prisma.Sql {
  const conditions = [
    visibleTo(actor),
    archived ? Prisma.sql`u.archived_at IS NOT NULL` : Prisma.sql`u.archived_at IS NULL`,
  ]
  if (search) {
    conditions.push(Prisma.sql`(u.name LIKE ${containing(search)} OR u.contact LIKE ${containing(search)}
      OR u.phone = ${search} OR EXISTS (SELECT 1 FROM supplier_offers o JOIN skus s ON s.id = o.sku_id
        WHERE o.supplier_id = u.id AND o.ended_at IS NULL AND s.code = ${search}))`)
  }
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<SupplierRow> = { sql: Prisma.sql`u.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by; names by their pinyin. Suppliers are few, so that no order needs an index of its own. */
export const ORDERS = {
  name: [{ sql: Prisma.sql`u.name COLLATE "zh-Hans-x-icu"`, kind: 'text', of: (row) => row.name }, id],
  leadDays: [{ sql: Prisma.sql`u.lead_days`, kind: 'number', of: (row) => row.leadDays }, id],
} satisfies Orders<SupplierRow>

/** By name. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'name', descending: false }

/** A page of suppliers. `size` is larger for exports only. */
export function listSuppliers(
  actor: Actor,
  filter: SupplierFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<SupplierRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<SupplierRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<SupplierRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a supplier that isn't there */
export async function getSupplier(actor: Actor, id: number): Promise<SupplierRow> {
  const [row] = await db.$queryRaw<SupplierRow[]>`${select} WHERE u.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** A supplier to choose. */
export interface SupplierChoice {
  id: number
  name: string
}

/** The suppliers in use by name; the first 500. */
export function supplierChoices(actor: Actor): Promise<SupplierChoice[]> {
  return db.$queryRaw<SupplierChoice[]>`
    SELECT u.id, u.name FROM suppliers u WHERE u.archived_at IS NULL AND ${visibleTo(actor)}
    ORDER BY u.name COLLATE "zh-Hans-x-icu", u.id LIMIT 500`
}

/** That a supplier delivers a SKU, and on which terms. */
export interface OfferRow {
  id: number
  supplierId: number
  supplier: string
  skuId: number
  sku: string
  product: string
  /** Pieces. */
  minimumQuantity: number
  preferred: boolean
  leadDays: number
  /** Fen; null where none was agreed, and for those who may not see it. */
  priceFen: number | null
  /** Since when; null where there's no price. */
  pricedAt: Date | null
}

function offers(actor: Actor): Prisma.Sql {
  const sees = may(policy['see-prices'], actor, null)
  return Prisma.sql`
    SELECT o.id, o.supplier_id AS "supplierId", u.name AS supplier, o.sku_id AS "skuId", s.code AS sku,
      concat_ws(' ', p.name, s.color, s.size) AS product, o.minimum_quantity AS "minimumQuantity", o.preferred,
      u.lead_days AS "leadDays",
      ${sees ? Prisma.sql`newest.price_fen` : Prisma.sql`NULL`} AS "priceFen",
      ${sees ? Prisma.sql`newest.at` : Prisma.sql`NULL::timestamptz`} AS "pricedAt"
    FROM supplier_offers o JOIN suppliers u ON u.id = o.supplier_id JOIN skus s ON s.id = o.sku_id
      JOIN products p ON p.id = s.product_id LEFT JOIN LATERAL (
        SELECT x.price_fen, x.at FROM supplier_prices x WHERE x.offer_id = o.id ORDER BY x.id DESC LIMIT 1) AS newest ON TRUE
    WHERE o.ended_at IS NULL AND ${visibleTo(actor)}`
}

/** What a supplier delivers, by SKU; the first 500. */
export function offersOf(actor: Actor, supplierId: number): Promise<OfferRow[]> {
  return db.$queryRaw<
    OfferRow[]
  >`${offers(actor)} AND o.supplier_id = ${supplierId} ORDER BY s.code LIMIT 500`
}

/** Who delivers a SKU, the preferred one first. */
export function offersFor(actor: Actor, skuId: number): Promise<OfferRow[]> {
  return db.$queryRaw<OfferRow[]>`
    ${offers(actor)} AND o.sku_id = ${skuId} AND u.archived_at IS NULL ORDER BY o.preferred DESC, u.name LIMIT 50`
}

/** What a supplier asked for a piece from a day on. */
export interface PriceRow {
  id: number
  sku: string
  /** Fen. */
  priceFen: number
  /** Fen; null for the first one. */
  formerFen: number | null
  at: Date
  person: string | null
}

/** How a supplier's prices have moved, the newest first; the last fifty. Empty for those who may not see them. */
export async function pricesOf(actor: Actor, supplierId: number): Promise<PriceRow[]> {
  if (!may(policy['see-prices'], actor, null)) return []
  return db.$queryRaw<PriceRow[]>`
    SELECT x.id, s.code AS sku, x.price_fen AS "priceFen", x.at, pe.name AS person,
      (SELECT y.price_fen FROM supplier_prices y WHERE y.offer_id = x.offer_id AND y.id < x.id
        ORDER BY y.id DESC LIMIT 1) AS "formerFen"
    FROM supplier_prices x JOIN supplier_offers o ON o.id = x.offer_id JOIN skus s ON s.id = o.sku_id
      LEFT JOIN people pe ON pe.id = x.person_id
    WHERE o.supplier_id = ${supplierId} ORDER BY x.id DESC LIMIT 50`
}

/** From whom a SKU is to be bought, and how. */
export interface PreferredOffer {
  skuId: number
  supplierId: number
  supplier: string
  /** Pieces. */
  minimumQuantity: number
  leadDays: number
}

/** The first choice for each SKU, for whoever orders goods; SKUs that nobody delivers are absent. */
export async function preferredOffers(
  tx: Pick<Tx, '$queryRaw'>,
  skuIds: readonly number[],
): Promise<Map<number, PreferredOffer>> {
  const rows = await tx.$queryRaw<PreferredOffer[]>`
    SELECT DISTINCT ON (o.sku_id) o.sku_id AS "skuId", u.id AS "supplierId", u.name AS supplier,
      o.minimum_quantity AS "minimumQuantity", u.lead_days AS "leadDays"
    FROM supplier_offers o JOIN suppliers u ON u.id = o.supplier_id AND u.archived_at IS NULL
    WHERE o.sku_id = ANY(${[...skuIds]}::int[]) AND o.ended_at IS NULL
    ORDER BY o.sku_id, o.preferred DESC, o.id`
  return new Map(rows.map((row) => [row.skuId, row]))
}
