import { Prisma } from '../../../../generated/prisma/client.ts'
import { recordAll } from '../../../../work/history.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { StoreTools } from '../../../orders/imports/engine/tools.ts'
import { listings } from '../noun.ts'
import { LISTING_FIELDS, SKU_FIELDS } from './fields.ts'

type Fields = readonly { readonly column: string }[]
const columns = (fields: Fields, of = ''): Prisma.Sql =>
  Prisma.raw(fields.map(({ column }) => of + column).join(', '))
const assignments = (fields: Fields): Prisma.Sql =>
  Prisma.raw(fields.map(({ column }) => `${column} = m.${column}`).join(', '))

/** The platform's words for a listing that buyers see, and for one that they don't. */
const STATUS = Prisma.raw(`
  (CASE WHEN m.platform_status IN ('出售中', '在售', '已上架', 'onsale') THEN 'ON_SALE'
    WHEN m.platform_status IN ('仓库中', '已下架', '待上架', 'instock') THEN 'OFF_SALE' ELSE 'UNKNOWN' END)::"ListingStatus"`)

/** Writes what is planned, with a line of history for each listing that is new or became different. */
export async function applyListings(act: OpenAct, job: Job, tools: StoreTools): Promise<void> {
  await writeListings(act, job, tools)
  await writeSkus(act, job, tools)
  await recordAll(
    act,
    { noun: listings.key, deed: 'import', remark: job.number },
    Prisma.sql`
      SELECT l.id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState", NULLIF(c.changes, '{}') AS changes
      FROM listing_merge m JOIN listings l ON l.shop_id = ${job.shopId} AND l.platform_item_id = m.platform_item_id
        LEFT JOIN listing_changes c ON c.listing_id = m.listing_id
      WHERE m.listing_id IS NULL OR c.changes <> '{}' ORDER BY l.id`,
  )
}

async function writeListings({ tx, at }: OpenAct, job: Job, { noteImages }: StoreTools): Promise<void> {
  await noteImages(
    tx,
    job,
    'listings',
    Prisma.sql`
      SELECT l.id AS row_id, NULL::int AS order_id, to_jsonb(l) AS before
      FROM listing_merge m JOIN listings l ON l.id = m.listing_id`,
  )
  await tx.$executeRaw`
    UPDATE listings l SET ${assignments(LISTING_FIELDS)}, status = ${STATUS}, free_times = m.free_times,
      exported_at = GREATEST(l.exported_at, ${job.exportedAt}), version = l.version + 1
    FROM listing_merge m JOIN listing_changes c ON c.listing_id = m.listing_id
    WHERE l.id = m.listing_id
      AND (c.changes <> '{}' OR m.free_times <> m.old_free_times OR l.exported_at < ${job.exportedAt})`
  await noteImages(
    tx,
    job,
    'listings',
    Prisma.sql`SELECT id AS row_id, NULL::int AS order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH born AS (
      INSERT INTO listings (shop_id, platform_item_id, ${columns(LISTING_FIELDS)}, status, free_times, exported_at, created_at)
      SELECT ${job.shopId}::int, m.platform_item_id, ${columns(LISTING_FIELDS, 'm.')}, ${STATUS}, m.free_times,
        ${job.exportedAt}::timestamptz, ${at}::timestamptz
      FROM listing_merge m WHERE m.listing_id IS NULL ORDER BY m.row_number RETURNING id)`,
  )
}

async function writeSkus({ tx }: OpenAct, job: Job, { noteImages }: StoreTools): Promise<void> {
  const differs = Prisma.sql`(m.changed OR m.free_times <> m.old_free_times)`
  await noteImages(
    tx,
    job,
    'listing_skus',
    Prisma.sql`
      SELECT k.id AS row_id, NULL::int AS order_id, to_jsonb(k) AS before
      FROM sku_merge m JOIN listing_skus k ON k.id = m.sku_id WHERE ${differs}`,
  )
  await tx.$executeRaw`
    UPDATE listing_skus k SET platform_sku_id = m.platform_sku_id, ${assignments(SKU_FIELDS)}, gone = m.gone,
      free_times = m.free_times
    FROM sku_merge m WHERE k.id = m.sku_id AND ${differs}`
  await noteImages(
    tx,
    job,
    'listing_skus',
    Prisma.sql`SELECT id AS row_id, NULL::int AS order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH born AS (
      INSERT INTO listing_skus (listing_id, platform_sku_id, ${columns(SKU_FIELDS)}, gone, free_times)
      SELECT l.id, m.platform_sku_id, ${columns(SKU_FIELDS, 'm.')}, m.gone, m.free_times
      FROM sku_merge m JOIN listings l ON l.shop_id = ${job.shopId} AND l.platform_item_id = m.platform_item_id
      WHERE m.sku_id IS NULL ORDER BY m.n RETURNING id)`,
  )
}
