import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Tx } from '../../../../database/client.ts'
import type { Job } from './staged.ts'

/**
 * Notes rows before they change, or that they are new. Rows that the file tells of without changing them are noted as
 * well, so that what an earlier import has brought can't be taken away under a later one.
 * @param table one of those of the store's `undoing`
 * @param rows a query of `row_id`, `order_id` (null for what doesn't belong to an order) and `before` (jsonb; null for a
 *   row that the import brings)
 * @param writing what is written in the same statement: `WITH` queries to which `rows` may refer
 */
export async function noteImages(
  tx: Tx,
  job: Job,
  table: string,
  rows: Prisma.Sql,
  writing = Prisma.empty,
): Promise<void> {
  await tx.$executeRaw`
    ${writing}
    INSERT INTO import_images (import_id, table_name, row_id, order_id, before)
    SELECT ${job.id}::int, ${table}, row_id, order_id, before FROM (${rows}) AS noted`
}

/** Before reviews are reconsidered: those of the orders that the import has touched. */
export function noteReviews(tx: Tx, job: Job, touched: Prisma.Sql): Promise<void> {
  return noteImages(
    tx,
    job,
    'order_reviews',
    Prisma.sql`
      SELECT r.id AS row_id, r.order_id, to_jsonb(r) AS before
      FROM (${touched}) t JOIN order_reviews r ON r.order_id = t.order_id`,
  )
}

/** Afterwards: reviews that orders known before have been given. Those of new orders go with their orders. */
export function noteNewReviews(tx: Tx, job: Job, touched: Prisma.Sql): Promise<void> {
  return noteImages(
    tx,
    job,
    'order_reviews',
    Prisma.sql`
      SELECT r.id AS row_id, r.order_id, NULL::jsonb AS before
      FROM (${touched}) t JOIN order_reviews r ON r.order_id = t.order_id
      WHERE EXISTS (SELECT 1 FROM import_images i WHERE i.import_id = ${job.id} AND i.order_id = r.order_id
          AND i.table_name IN ('orders', 'order_lines'))
        AND NOT EXISTS (SELECT 1 FROM import_images i WHERE i.import_id = ${job.id} AND i.table_name = 'order_reviews'
          AND i.row_id = r.id)`,
  )
}
