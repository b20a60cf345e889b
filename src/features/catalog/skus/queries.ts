import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import { may } from '../../../work/rules.ts'
import type { Sku } from './policy.ts'
import { policy, visibleTo } from './policy.ts'

export interface BarcodeRow {
  code: string
  /** Pieces per scan. */
  quantity: number
}

/** A SKU with its product's name, where it lies and its barcodes. */
export interface SkuRow extends Sku {
  productCode: string
  productName: string
  productArchivedAt: Date | null
  homeLocation: string | null
  barcodes: BarcodeRow[]
}

function select(actor: Actor): Prisma.Sql {
  const cost = may(policy['see-cost'], actor, null) ? Prisma.sql`s.cost_fen` : Prisma.sql`NULL`
  return Prisma.sql`
    SELECT s.id, s.product_id AS "productId", s.code, s.color, s.size, ${cost} AS "costFen", s.weight,
      s.home_location_id AS "homeLocationId", s.archived_at AS "archivedAt", s.version, s.created_at AS "createdAt",
      p.code AS "productCode", p.name AS "productName", p.archived_at AS "productArchivedAt",
      l.code AS "homeLocation",
      coalesce((SELECT json_agg(json_build_object('code', b.code, 'quantity', b.quantity) ORDER BY b.quantity, b.code)
        FROM barcodes b WHERE b.sku_id = s.id), '[]') AS barcodes
    FROM skus s JOIN products p ON p.id = s.product_id LEFT JOIN locations l ON l.id = s.home_location_id`
}

export interface SkuFilter {
  archived: boolean
  /** Beginning of the SKU's or its product's code, part of the product's name, or a whole barcode. */
  search?: string
  /** Code of the home location, or its beginning. */
  location?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

/** In use are SKUs that aren't archived themselves and whose product isn't. `s` is skus, `p` products. */
export const inUse = Prisma.sql`s.archived_at IS NULL AND p.archived_at IS NULL`

/** The condition for a search over SKUs. `s` is skus, `p` products. */
export function found(search: string): Prisma.Sql {
  const begins = beginning(search)
  return Prisma.sql`(s.code LIKE ${begins} OR p.code LIKE ${begins} OR p.name LIKE ${containing(search)}
    OR s.id = (SELECT b.sku_id FROM barcodes b WHERE b.code = ${search}))`
}

function where(actor: Actor, { archived, search, location }: SkuFilter): Prisma.Sql {
  const conditions = [visibleTo(actor), archived ? Prisma.sql`NOT (${inUse})` : inUse]
  if (search) conditions.push(found(search))
  if (location) conditions.push(Prisma.sql`l.code LIKE ${beginning(location.toUpperCase())}`)
  return Prisma.join(conditions, ' AND ')
}

const code: KeyColumn<SkuRow> = { sql: Prisma.sql`s.code`, kind: 'text', of: (row) => row.code }
/** What the list can be sorted by; products by the pinyin of their names. Bounded as the catalog is. */
export const ORDERS = {
  code: [code],
  product: [
    { sql: Prisma.sql`p.name COLLATE "zh-Hans-x-icu"`, kind: 'text', of: (row) => row.productName },
    code,
  ],
  weight: [
    { sql: Prisma.sql`s.weight`, kind: 'number?', of: (row) => row.weight, absent: Prisma.sql`2147483647` },
    code,
  ],
} satisfies Orders<SkuRow>

/** By code. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'code', descending: false }

/** A page of SKUs. `size` is larger for exports only. */
export function listSkus(
  actor: Actor,
  filter: SkuFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<SkuRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<SkuRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<SkuRow[]>`
      ${select(actor)} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** All SKUs of a product, those in use first. A product has at most a few hundred. */
export function skusOf(actor: Actor, productId: number): Promise<SkuRow[]> {
  return db.$queryRaw<SkuRow[]>`
    ${select(actor)} WHERE s.product_id = ${productId} AND ${visibleTo(actor)}
    ORDER BY s.archived_at IS NOT NULL, s.code`
}

/** @throws NotFound for a SKU that isn't there */
export async function getSku(actor: Actor, id: number): Promise<SkuRow> {
  const [row] = await db.$queryRaw<SkuRow[]>`${select(actor)} WHERE s.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** What a typed or scanned text stands for. */
export interface Scanned {
  /** The text as it was given. */
  text: string
  skuId: number
  code: string
  productName: string
  /** Pieces per scan: more than one for a carton's barcode. */
  pieces: number
  /** Code of the location where it usually lies. */
  homeLocation: string | null
  /** False for what is archived. */
  inUse: boolean
}

/**
 * What texts stand for: a SKU's code, a barcode, or an entry of `skuSuggestions`, whose first word is the code. Texts
 * that mean nothing are absent. Set-based: one statement for all.
 */
export async function skusBehind(tx: Tx, texts: readonly string[]): Promise<Map<string, Scanned>> {
  if (texts.length === 0) return new Map()
  const words = texts.map((text) => text.normalize('NFKC').trim().split(/\s+/)[0] ?? '')
  const rows = await tx.$queryRaw<Scanned[]>`
    SELECT given.text, s.id AS "skuId", s.code, p.name AS "productName", coalesce(b.quantity, 1) AS pieces,
      home.code AS "homeLocation", (${inUse}) AS "inUse"
    FROM unnest(${[...texts]}::text[], ${words}::text[]) AS given(text, word)
      LEFT JOIN barcodes b ON b.code = given.word LEFT JOIN skus named ON named.code = given.word
      JOIN skus s ON s.id = coalesce(b.sku_id, named.id) JOIN products p ON p.id = s.product_id
      LEFT JOIN locations home ON home.id = s.home_location_id`
  return new Map(rows.map((row) => [row.text, row]))
}

/** How many suggestions a form carries at most. */
const SUGGESTIONS = 500

/** SKUs in use as suggestions of a text field: `code product color size`, by code. Anything else may be typed. */
export async function skuSuggestions(actor: Actor): Promise<string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    SELECT concat_ws(' ', s.code, p.name, s.color, s.size) AS text
    FROM skus s JOIN products p ON p.id = s.product_id
    WHERE ${inUse} AND ${visibleTo(actor)} ORDER BY s.code LIMIT ${SUGGESTIONS}`
  return rows.map(({ text }) => text)
}

/** Codes of the storage locations in use as suggestions of a home; the first 500. */
export async function homeSuggestions(): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    SELECT code FROM locations WHERE kind = 'STORAGE' AND archived_at IS NULL ORDER BY code LIMIT 500`
  return rows.map(({ code }) => code)
}
