import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import type { Product } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A product with how many SKUs in use it has. */
export interface ProductRow extends Product {
  skus: number
}

const select = Prisma.sql`
  SELECT p.id, p.code, p.name, p.brand, p.category, p.role, p.fabric, p.description,
    p.first_accepted_at AS "firstAcceptedAt", p.archived_at AS "archivedAt",
    p.version, p.created_at AS "createdAt",
    (SELECT count(*)::int FROM skus s WHERE s.product_id = p.id AND s.archived_at IS NULL) AS skus
  FROM products p`

export interface ProductFilter {
  archived: boolean
  /** Beginning of the product's or a SKU's code, part of the name, or a whole barcode. */
  search?: string
  role?: Product['role']
  category?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { archived, search, role, category }: ProductFilter): Prisma.Sql {
  const conditions = [
    visibleTo(actor),
    archived ? Prisma.sql`p.archived_at IS NOT NULL` : Prisma.sql`p.archived_at IS NULL`,
  ]
  if (search) {
    const begins = beginning(search)
    conditions.push(Prisma.sql`(p.code LIKE ${begins} OR p.name LIKE ${containing(search)} OR p.id IN (
      SELECT s.product_id FROM skus s
      WHERE s.code LIKE ${begins} OR s.id = (SELECT b.sku_id FROM barcodes b WHERE b.code = ${search})))`)
  }
  if (role) conditions.push(Prisma.sql`p.role = ${role}::"ProductRole"`)
  if (category) conditions.push(Prisma.sql`p.category = ${category}`)
  return Prisma.join(conditions, ' AND ')
}

const code: KeyColumn<ProductRow> = { sql: Prisma.sql`p.code`, kind: 'text', of: (row) => row.code }
/** What the list can be sorted by; names by their pinyin. A catalog is bounded, so that no order needs an index of its own. */
export const ORDERS = {
  code: [code],
  name: [{ sql: Prisma.sql`p.name COLLATE "zh-Hans-x-icu"`, kind: 'text', of: (row) => row.name }, code],
} satisfies Orders<ProductRow>

/** By code. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'code', descending: false }

/** A page of products. `size` is larger for exports only. */
export function listProducts(
  actor: Actor,
  filter: ProductFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<ProductRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<ProductRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<ProductRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a product that isn't there */
export async function getProduct(actor: Actor, id: number): Promise<ProductRow> {
  const [row] = await db.$queryRaw<ProductRow[]>`${select} WHERE p.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** The categories that products have, by name; suggestions, so the first 200 are enough. */
export async function categories(actor: Actor): Promise<string[]> {
  const rows = await db.$queryRaw<{ category: string }[]>`
    SELECT DISTINCT p.category FROM products p WHERE p.category IS NOT NULL AND ${visibleTo(actor)}
    ORDER BY p.category LIMIT 200`
  return rows.map(({ category }) => category)
}

/** Codes of products in use as suggestions of a text field, by code; the first 500. */
export async function productSuggestions(actor: Actor): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    SELECT p.code FROM products p WHERE p.archived_at IS NULL AND ${visibleTo(actor)} ORDER BY p.code LIMIT 500`
  return rows.map(({ code }) => code)
}
