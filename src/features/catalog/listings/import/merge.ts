import { Prisma } from '../../../../generated/prisma/client.ts'
import type { FreeField } from '../../../orders/imports/engine/fields.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { StoreTools } from '../../../orders/imports/engine/tools.ts'
import { GONE_PLACE, LISTING_FIELDS, SKU_FIELDS, WHOLE_PLACE } from './fields.ts'

const comma = (parts: readonly string[]): Prisma.Sql => Prisma.raw(parts.join(', '))
const differs = (fields: readonly FreeField[]): string[] =>
  fields.map(({ column }) => `${column} IS DISTINCT FROM old_${column}`)

/** What each field becomes beside what it was, as columns of a query of `s` and `o`, and the times of all of them. */
function mergedOf(
  fields: readonly FreeField[],
  job: Job,
  { mergeOf }: StoreTools,
  given: (name: string) => boolean,
): { values: Prisma.Sql; times: Prisma.Sql } {
  const merged = fields.map((one, i) => ({ one, ...mergeOf(one, i + 1, given(one.name), job.seconds) }))
  return {
    values: Prisma.join(
      merged.map(
        ({ one, value }) =>
          Prisma.sql`${value} AS ${Prisma.raw(`${one.column}, o.${one.column} AS old_${one.column}`)}`,
      ),
    ),
    times: Prisma.join(merged.map(({ time }) => time)),
  }
}

/** `listing_merge`: what each item of the file becomes; `listing_id` null for new ones. */
export function mergeListings(job: Job, tools: StoreTools): Prisma.Sql {
  const { values, times } = mergedOf(LISTING_FIELDS, job, tools, (name) => job.given.has(name))
  const whole = tools.timeAt(WHOLE_PLACE)
  return Prisma.sql`
    CREATE TEMP TABLE listing_merge ON COMMIT DROP AS
    SELECT m.*, listing_id IS NOT NULL AND (${Prisma.raw(differs(LISTING_FIELDS).join(' OR '))}) AS changed
    FROM (
      SELECT s.row_number, s."platformItemId" AS platform_item_id, s.whole, o.id AS listing_id, ${values},
        ${whole} AS whole_at,
        ARRAY[${times}, CASE WHEN s.whole THEN GREATEST(${job.seconds}::int, ${whole}) ELSE ${whole} END]::int[] AS free_times,
        o.free_times AS old_free_times
      FROM staged_listings s
        LEFT JOIN listings o ON o.shop_id = ${job.shopId} AND o.platform_item_id = s."platformItemId") m`
}

/**
 * `sku_merge`: what each SKU becomes, `sku_id` null for new ones. Among them are stored ones that the file, though it
 * names all SKUs of their item, doesn't name: they are gone, and so is one that only an older file than such a one names.
 */
export function mergeSkus(job: Job, tools: StoreTools): Prisma.Sql {
  const { values, times } = mergedOf(SKU_FIELDS, job, tools, (name) => job.given.has(`sku.${name}`))
  const told = tools.timeAt(GONE_PLACE)
  const seconds = Prisma.sql`${job.seconds}::int`
  const kept = SKU_FIELDS.map(({ column }) => `o.${column}, o.${column}`)
  return Prisma.sql`
    CREATE TEMP TABLE sku_merge ON COMMIT DROP AS
    SELECT m.*, sku_id IS NOT NULL AND (${Prisma.raw(
      [
        ...differs(SKU_FIELDS),
        'platform_sku_id IS DISTINCT FROM old_platform_sku_id',
        'gone <> old_gone',
      ].join(' OR '),
    )}) AS changed
    FROM (
      SELECT s.n, s.row_number, l.platform_item_id, o.id AS sku_id, COALESCE(o.platform_sku_id, s."platformSkuId") AS platform_sku_id,
        o.platform_sku_id AS old_platform_sku_id, ${values},
        CASE WHEN o.id IS NULL THEN ${seconds} < l.whole_at ELSE o.gone AND ${seconds} < ${told} END AS gone,
        o.gone AS old_gone,
        ARRAY[${times}, GREATEST(${seconds}, l.whole_at, ${told})]::int[] AS free_times, o.free_times AS old_free_times
      FROM staged_skus s JOIN listing_merge l ON l.platform_item_id = s."platformItemId"
        LEFT JOIN sku_match t ON t.n = s.n LEFT JOIN listing_skus o ON o.id = t.sku_id
      UNION ALL
      SELECT NULL, l.row_number, l.platform_item_id, o.id, o.platform_sku_id, o.platform_sku_id, ${comma(kept)},
        TRUE, o.gone,
        o.free_times[:${Prisma.raw(String(SKU_FIELDS.length))}] || ${seconds}, o.free_times
      FROM listing_merge l JOIN listing_skus o ON o.listing_id = l.listing_id
      WHERE l.whole AND ${seconds} >= ${told} AND NOT EXISTS (SELECT 1 FROM sku_match t WHERE t.sku_id = o.id)) m`
}

/** A SKU of `sku_merge` as history tells it; `prefix` says whether before or after. */
function told(prefix: string): string {
  return `jsonb_strip_nulls(jsonb_build_object('code', k.${prefix}merchant_code, 'priceFen', k.${prefix}price_fen,
    'looks', COALESCE(k.${prefix}properties, k.${prefix}specification, k.${prefix}property_pairs),
    'quantity', k.${prefix}quantity, 'gone', NULLIF(k.${prefix}gone, FALSE)))`
}

/** `listing_changes`: for history, what became different of each listing that was known, before and after. */
export const changesOfListings = Prisma.sql`
  CREATE TEMP TABLE listing_changes ON COMMIT DROP AS
  SELECT l.listing_id, jsonb_strip_nulls(jsonb_build_object(${comma(
    LISTING_FIELDS.map(
      ({ name, column }) => `'${name}', CASE WHEN l.${column} IS DISTINCT FROM l.old_${column}
        THEN jsonb_build_array(l.old_${column}, l.${column}) END`,
    ),
  )}, 'skus', s.changes)) AS changes
  FROM listing_merge l LEFT JOIN (
    SELECT k.platform_item_id, jsonb_build_array(
        jsonb_agg(${Prisma.raw(told('old_'))} ORDER BY k.n, k.sku_id) FILTER (WHERE k.sku_id IS NOT NULL),
        jsonb_agg(${Prisma.raw(told(''))} ORDER BY k.n, k.sku_id)) AS changes
    FROM sku_merge k WHERE k.changed OR k.sku_id IS NULL GROUP BY 1) s ON s.platform_item_id = l.platform_item_id
  WHERE l.listing_id IS NOT NULL`
