import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { refundRank } from '../kinds/states.ts'
import { LINE_FIELDS, REFUND_PLACE, mergeOf, timeAt } from './fields.ts'
import type { Job } from './staged.ts'

/*
 * Lines meet the stored ones by the platform's line number. Files up to 2019 have none; then twins of one order meet in
 * their order by code and properties, and where one side lacks those, by their place in the order.
 */

const CODE =
  "COALESCE(\"merchantCode\", \"itemMerchantCode\", title, '') || E'\\n' || COALESCE(properties, '')"
const STORED_CODE =
  "COALESCE(l.merchant_code, l.item_merchant_code, l.title, '') || E'\\n' || COALESCE(l.properties, '')"

/** A stored line that a staged one may be: not met yet, and without a line number where the staged one has its own. */
const FREE = Prisma.raw(`
  NOT EXISTS (SELECT 1 FROM line_match t WHERE t.line_id = l.id)
  AND (s."platformLineId" IS NULL OR l.platform_line_id IS NULL)
  AND NOT EXISTS (SELECT 1 FROM line_match t WHERE t.row_number = s.row_number)`)

/** Fills `line_match`: which stored line each staged line is. */
export async function matchLines(tx: Tx, job: Job): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE line_match (row_number int PRIMARY KEY, line_id int UNIQUE) ON COMMIT DROP`
  const pairs = Prisma.sql`
    FROM staged_lines s
      JOIN orders o ON o.shop_id = ${job.shopId} AND o.platform_order_id = s."platformOrderId"
      JOIN order_lines l ON l.order_id = o.id`
  await tx.$executeRaw`
    INSERT INTO line_match SELECT s.row_number, l.id ${pairs} AND l.platform_line_id = s."platformLineId"`
  await tx.$executeRaw`
    INSERT INTO line_match
    SELECT a.row_number, b.id
    FROM (SELECT s.row_number, s."platformLineId" AS line, s."platformOrderId" AS number, ${Prisma.raw(CODE)} AS code,
            row_number() OVER (PARTITION BY s."platformOrderId", ${Prisma.raw(CODE)} ORDER BY s.ordinal) AS nth
          FROM staged_lines s
          WHERE NOT EXISTS (SELECT 1 FROM line_match t WHERE t.row_number = s.row_number)) a
      JOIN (SELECT l.id, l.platform_line_id AS line, o.platform_order_id AS number, ${Prisma.raw(STORED_CODE)} AS code,
              row_number() OVER (PARTITION BY o.id, ${Prisma.raw(STORED_CODE)} ORDER BY l.ordinal) AS nth
            FROM (SELECT "platformOrderId", bool_or("platformLineId" IS NULL) AS bare
                  FROM staged_lines GROUP BY 1) s
              JOIN orders o ON o.shop_id = ${job.shopId} AND o.platform_order_id = s."platformOrderId"
              JOIN order_lines l ON l.order_id = o.id
            WHERE NOT EXISTS (SELECT 1 FROM line_match t WHERE t.line_id = l.id)
              AND (s.bare OR l.platform_line_id IS NULL)) b
        ON b.number = a.number AND b.code = a.code AND b.nth = a.nth AND (a.line IS NULL OR b.line IS NULL)`
  const alike = (staged: string, stored: string): Prisma.Sql =>
    Prisma.raw(`(s."${staged}" IS NULL OR l.${stored} IS NULL OR s."${staged}" = l.${stored})`)
  await tx.$executeRaw`
    INSERT INTO line_match
    SELECT s.row_number, l.id ${pairs} AND l.ordinal = s.ordinal
    WHERE ${FREE} AND ${alike('merchantCode', 'merchant_code')} AND ${alike('properties', 'properties')}
      AND ${alike('itemMerchantCode', 'item_merchant_code')} AND ${alike('title', 'title')}`
}

/** `rank(state)` of a refund, from the table beside the platform's words. */
export function refundRankOf(column: string): Prisma.Sql {
  const whens = Object.entries(refundRank).map(([state, rank]) => `WHEN '${state}' THEN ${rank}`)
  return Prisma.raw(`CASE ${column} ${whens.join(' ')} ELSE -1 END`)
}

/** What a line is matched with goods by: the SKU's code, else the item's with the properties, else what it says. */
const MATCH_CODE = Prisma.raw(`
  COALESCE(merchant_code, item_merchant_code || COALESCE(' ' || properties, ''), title || COALESCE(' ' || properties, ''))`)

/**
 * `line_merge`: what each line of the file becomes, `line_id` null for new ones; `changed` where that differs from what
 * is stored in more than the time at which it was told. States only advance; of refunds of equal rank the newer.
 */
export function mergeLines(job: Job): Prisma.Sql {
  const merged = LINE_FIELDS.map((field, i) => ({
    field,
    ...mergeOf(field, i + 1, job.given.has(field.name), job.seconds),
  }))
  const newerRefund = Prisma.sql`s."refundStatus" IS NOT NULL AND (
    o.refund_status IS NULL OR ${refundRankOf('s."refundStatus"')} > ${refundRankOf('o.refund_status')}
    OR (${refundRankOf('s."refundStatus"')} = ${refundRankOf('o.refund_status')}
        AND ${job.seconds}::int >= ${timeAt(REFUND_PLACE)}))`
  return Prisma.sql`
    CREATE TEMP TABLE line_merge ON COMMIT DROP AS
    SELECT m.*, ${MATCH_CODE} AS match_code,
      line_id IS NOT NULL AND (${Prisma.raw(
        [
          ...LINE_FIELDS.map(({ column }) => `m.${column} IS DISTINCT FROM m.old_${column}`),
          'm.status <> m.old_status',
          'm.refund_status <> m.old_refund_status',
          'm.platform_line_id IS DISTINCT FROM m.old_platform_line_id',
          'm.platform_refund_status IS DISTINCT FROM m.old_platform_refund_status',
          'm.platform_status <> m.old_platform_status',
        ].join(' OR '),
      )}) AS changed
    FROM (
      SELECT s.row_number, t.line_id, o.order_id, s."platformOrderId" AS platform_order_id,
        COALESCE(o.ordinal, last.ordinal + row_number() OVER (
          PARTITION BY s."platformOrderId", t.line_id IS NULL ORDER BY s.ordinal)::int) AS ordinal,
        COALESCE(o.platform_line_id, s."platformLineId") AS platform_line_id,
        o.platform_line_id AS old_platform_line_id,
        ${Prisma.join(
          merged.map(
            ({ field, value }) =>
              Prisma.sql`${value} AS ${Prisma.raw(field.column)}, ${Prisma.raw(`o.${field.column} AS old_${field.column}`)}`,
          ),
        )},
        GREATEST(o.status, s.status, 'UNKNOWN'::"OrderStatus") AS status, o.status AS old_status,
        CASE WHEN o.id IS NULL OR s.status > o.status OR (s.status = o.status AND s."platformStatus" IS NOT NULL
               AND s.status = 'UNKNOWN')
          THEN COALESCE(s."platformStatus", o.platform_status, '') ELSE o.platform_status END AS platform_status,
        o.platform_status AS old_platform_status,
        CASE WHEN ${newerRefund} THEN s."refundStatus" ELSE COALESCE(o.refund_status, 'NONE') END AS refund_status,
        o.refund_status AS old_refund_status,
        CASE WHEN ${newerRefund} THEN s."platformRefundStatus" ELSE o.platform_refund_status END
          AS platform_refund_status,
        o.platform_refund_status AS old_platform_refund_status,
        ARRAY[${Prisma.join(merged.map(({ time }) => time))},
          CASE WHEN ${newerRefund} THEN ${job.seconds}::int ELSE ${timeAt(REFUND_PLACE)} END]::int[] AS free_times, o.free_times AS old_free_times
      FROM staged_lines s LEFT JOIN line_match t ON t.row_number = s.row_number
        LEFT JOIN order_lines o ON o.id = t.line_id
        LEFT JOIN LATERAL (
          SELECT COALESCE(max(l.ordinal), 0) AS ordinal FROM orders d JOIN order_lines l ON l.order_id = d.id
          WHERE d.shop_id = ${job.shopId} AND d.platform_order_id = s."platformOrderId") last ON TRUE
    ) m`
}
