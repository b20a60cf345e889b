import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { StoreTools } from '../../../orders/imports/engine/tools.ts'
import { LISTING_FIELDS, SKU_FIELDS } from './fields.ts'

/**
 * Leaves `staged_products`, a row per row of the file; `staged_listings`, one per item, with whether the file names all
 * of its SKUs (`whole`); and `staged_skus`, numbered by `n`.
 */
export async function stageProducts(tx: Tx, job: Job, { recordOf, rowsAs }: StoreTools): Promise<void> {
  const record = recordOf(
    LISTING_FIELDS,
    '"platformItemId" text',
    '"single" boolean',
    '"whole" boolean',
    '"skus" text',
  )
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_products ON COMMIT DROP AS SELECT i.row_number, r.* ${rowsAs(job, record)}`
  await tx.$executeRaw(stagedListings(job))
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_skus ON COMMIT DROP AS
    SELECT (row_number() OVER (ORDER BY p.row_number, e.nth))::int AS n, p.row_number, p."platformItemId", s.*
    FROM staged_products p CROSS JOIN LATERAL jsonb_array_elements(p.skus::jsonb) WITH ORDINALITY AS e(sku, nth)
      CROSS JOIN LATERAL jsonb_to_record(e.sku) AS s("platformSkuId" text, ${recordOf(SKU_FIELDS)})`
  await tx.$executeRaw`ANALYZE staged_listings ("platformItemId")`
  await tx.$executeRaw`ANALYZE staged_skus (n, "platformItemId")`
}

/**
 * Of an item with several rows, the first of each field that isn't empty. A row that couldn't be read may have been one
 * of its SKUs, so a file with a row per SKU is whole only without such rows.
 */
function stagedListings(job: Job): Prisma.Sql {
  const first = LISTING_FIELDS.map(
    ({ name }) =>
      `(array_agg("${name}" ORDER BY row_number) FILTER (WHERE "${name}" IS NOT NULL))[1] AS "${name}"`,
  )
  const unreadable = Prisma.sql`
    EXISTS (SELECT 1 FROM import_rows WHERE import_id = ${job.id} AND reasons IS NOT NULL)`
  return Prisma.sql`
    CREATE TEMP TABLE staged_listings ON COMMIT DROP AS
    SELECT min(row_number) AS row_number, "platformItemId", bool_and(whole) AND NOT (bool_or(single) AND ${unreadable}) AS whole,
      ${Prisma.raw(first.join(', '))}
    FROM staged_products GROUP BY "platformItemId"`
}
