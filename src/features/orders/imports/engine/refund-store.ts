import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import { orders } from '../../orders/noun.ts'
import type { Watch } from '../watch.ts'
import {
  LINE_FIELDS,
  REFUND_FIELDS,
  REFUND_PLACE,
  REFUND_STATE_PLACE,
  mergeOf,
  recordOf,
  timeAt,
} from './fields.ts'
import { noteImages } from './images.ts'
import { refundRankOf } from './merge-lines.ts'
import { told } from './merge-orders.ts'
import type { Job } from './staged.ts'
import { rowsAs } from './staged.ts'
import type { Store } from './store.ts'
import { undoOrders } from './undo-orders.ts'

/*
 * Refund files: a row per application. The refund itself is mirrored; and the line it is about (without one: all lines of
 * the order that aren't closed) takes over its state where that says more than what the line knows, so that it isn't
 * shipped.
 */

const columns = (of = ''): Prisma.Sql => Prisma.raw(REFUND_FIELDS.map(({ column }) => of + column).join(', '))

/**
 * `staged_refunds` with `order_id` and `line_id`. A file names the order, or in older ones the line; the line of an order
 * is told by item and code where only one of its lines has them.
 */
async function stage(tx: Tx, job: Job): Promise<void> {
  const record = recordOf(
    REFUND_FIELDS,
    '"platformRefundId" text',
    '"platformOrderId" text',
    '"status" "RefundStatus"',
    '"platformStatus" text',
  )
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_refunds ON COMMIT DROP AS
    SELECT i.row_number, r.*, NULL::int AS order_id, NULL::int AS line_id ${rowsAs(job, record)}`
  await tx.$executeRaw`ANALYZE staged_refunds (row_number, "platformRefundId", "platformOrderId")`
  await tx.$executeRaw`
    UPDATE staged_refunds s SET order_id = o.id
    FROM orders o WHERE o.shop_id = ${job.shopId} AND o.platform_order_id = s."platformOrderId"`
  await tx.$executeRaw`
    UPDATE staged_refunds s SET order_id = o.id, line_id = l.id
    FROM order_lines l JOIN orders o ON o.id = l.order_id AND o.shop_id = ${job.shopId}
    WHERE s.order_id IS NULL AND l.platform_line_id = s."platformOrderId"`
  await tx.$executeRaw`
    UPDATE staged_refunds s SET line_id = f.line_id
    FROM (SELECT s.row_number, min(l.id) AS line_id
          FROM staged_refunds s JOIN order_lines l ON l.order_id = s.order_id
            AND (s."platformItemId" IS NULL OR l.platform_item_id IS NULL OR l.platform_item_id = s."platformItemId")
            AND (s."merchantCode" IS NULL OR COALESCE(l.merchant_code, l.item_merchant_code) IS NULL
              OR s."merchantCode" IN (l.merchant_code, l.item_merchant_code))
          WHERE s.line_id IS NULL GROUP BY s.row_number HAVING count(*) = 1) f
    WHERE f.row_number = s.row_number`
}

async function plan(tx: Tx, job: Job): Promise<void> {
  await stage(tx, job)
  const merged = REFUND_FIELDS.map((field, i) => ({
    field,
    ...mergeOf(field, i + 1, job.given.has(field.name), job.seconds),
  }))
  const newer = Prisma.sql`s.status IS NOT NULL AND (
    o.status IS NULL OR ${refundRankOf('s.status')} > ${refundRankOf('o.status')}
    OR (${refundRankOf('s.status')} = ${refundRankOf('o.status')} AND ${job.seconds}::int >= ${timeAt(REFUND_STATE_PLACE)}))`
  await tx.$executeRaw`
    CREATE TEMP TABLE refund_merge ON COMMIT DROP AS
    SELECT m.*, refund_id IS NOT NULL AND (status <> old_status OR platform_status <> old_platform_status
        OR order_id IS DISTINCT FROM old_order_id OR line_id IS DISTINCT FROM old_line_id OR ${Prisma.raw(
          REFUND_FIELDS.map(({ column }) => `${column} IS DISTINCT FROM old_${column}`).join(' OR '),
        )}) AS changed
    FROM (
      SELECT s.row_number, s."platformRefundId" AS platform_refund_id, s."platformOrderId" AS platform_order_id,
        o.id AS refund_id, COALESCE(s.order_id, o.order_id) AS order_id, o.order_id AS old_order_id,
        COALESCE(s.line_id, o.line_id) AS line_id, o.line_id AS old_line_id,
        CASE WHEN ${newer} THEN s.status ELSE COALESCE(o.status, 'APPLIED') END AS status, o.status AS old_status,
        CASE WHEN ${newer} THEN COALESCE(s."platformStatus", '') ELSE COALESCE(o.platform_status, '') END AS platform_status,
        o.platform_status AS old_platform_status,
        ${Prisma.join(
          merged.map(
            ({ field, value }) =>
              Prisma.sql`${value} AS ${Prisma.raw(field.column)}, ${Prisma.raw(`o.${field.column} AS old_${field.column}`)}`,
          ),
        )},
        ARRAY[${Prisma.join(merged.map(({ time }) => time))},
          CASE WHEN ${newer} THEN ${job.seconds}::int ELSE ${timeAt(REFUND_STATE_PLACE)} END]::int[] AS free_times,
        o.free_times AS old_free_times
      FROM staged_refunds s
        LEFT JOIN refunds o ON o.shop_id = ${job.shopId} AND o.platform_refund_id = s."platformRefundId") m`
  await tx.$executeRaw`ANALYZE refund_merge (row_number, refund_id, order_id, line_id)`
  await planLines(tx)
}

/** `refund_lines`: the lines whose refund state becomes another one; of several refunds the one furthest along tells. */
async function planLines(tx: Tx): Promise<void> {
  const rank = refundRankOf
  await tx.$executeRaw`
    CREATE TEMP TABLE refund_lines ON COMMIT DROP AS
    SELECT * FROM (
      SELECT DISTINCT ON (l.id) l.id AS line_id, l.order_id, l.ordinal, l.title, l.merchant_code, l.properties, l.quantity,
        l.status, l.title AS old_title, l.merchant_code AS old_merchant_code, l.properties AS old_properties,
        l.quantity AS old_quantity, l.status AS old_status, m.status AS refund_status, l.refund_status AS old_refund_status,
        m.platform_status AS platform_refund_status, m.free_times[${REFUND_STATE_PLACE}::int] AS told_at,
        COALESCE(l.free_times[${REFUND_PLACE}::int], 0) AS old_told_at
      FROM refund_merge m
        JOIN order_lines l ON l.id = m.line_id OR (m.line_id IS NULL AND l.order_id = m.order_id AND l.status <> 'CLOSED')
      ORDER BY l.id, ${rank('m.status')} DESC, m.status IN ('APPLIED', 'AGREED') DESC, told_at DESC) f
    WHERE refund_status <> old_refund_status AND (${rank('refund_status')} > ${rank('old_refund_status')}
      OR (${rank('refund_status')} = ${rank('old_refund_status')} AND told_at >= old_told_at))`
}

async function apply(act: OpenAct, job: Job, watch: Watch): Promise<void> {
  const { tx } = act
  watch.tell('refunds', 35)
  const differs = Prisma.sql`(m.changed OR m.free_times <> m.old_free_times OR r.exported_at < ${job.exportedAt})`
  await noteImages(
    tx,
    job,
    'refunds',
    Prisma.sql`
      SELECT r.id AS row_id, m.order_id, to_jsonb(r) AS before
      FROM refund_merge m JOIN refunds r ON r.id = m.refund_id WHERE ${differs}`,
  )
  await tx.$executeRaw`
    UPDATE refunds r SET order_id = m.order_id, line_id = m.line_id, status = m.status, platform_status = m.platform_status,
      ${Prisma.raw(REFUND_FIELDS.map(({ column }) => `${column} = m.${column}`).join(', '))}, free_times = m.free_times,
      exported_at = GREATEST(r.exported_at, ${job.exportedAt})
    FROM refund_merge m
    WHERE r.id = m.refund_id AND ${differs}`
  await noteImages(
    tx,
    job,
    'refunds',
    Prisma.sql`SELECT id AS row_id, order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH born AS (
    INSERT INTO refunds (shop_id, platform_refund_id, platform_order_id, order_id, line_id, status, platform_status,
      ${columns()}, free_times, exported_at, created_at)
    SELECT ${job.shopId}::int, m.platform_refund_id, m.platform_order_id, m.order_id, m.line_id, m.status, m.platform_status,
      ${columns('m.')}, m.free_times, ${job.exportedAt}::timestamptz, ${act.at}::timestamptz
    FROM refund_merge m WHERE m.refund_id IS NULL ORDER BY m.row_number
    RETURNING id, order_id)`,
  )
  watch.tell('lines', 60)
  // A line of which no file has told the state of refunds yet has no place for its time.
  const padding = Prisma.raw(`array_fill(0, ARRAY[${LINE_FIELDS.length}])`)
  await noteImages(
    tx,
    job,
    'order_lines',
    Prisma.sql`
      SELECT l.id AS row_id, l.order_id, to_jsonb(l) AS before FROM refund_lines m JOIN order_lines l ON l.id = m.line_id`,
  )
  await tx.$executeRaw`
    UPDATE order_lines l SET refund_status = m.refund_status, platform_refund_status = m.platform_refund_status,
      free_times = (l.free_times || ${padding})[1:${Prisma.raw(String(LINE_FIELDS.length))}] || m.told_at
    FROM refund_lines m WHERE l.id = m.line_id`
  watch.tell('history', 70)
  await recordAll(
    act,
    { noun: orders.key, deed: 'import', remark: job.number },
    Prisma.sql`
      SELECT order_id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState",
        jsonb_build_object('lines', jsonb_build_array(
          jsonb_agg(${Prisma.raw(told('old_'))} ORDER BY m.ordinal), jsonb_agg(${Prisma.raw(told(''))} ORDER BY m.ordinal))) AS changes
      FROM refund_lines m GROUP BY order_id ORDER BY order_id`,
  )
}

/** For refund files. Staged rows have `REFUND_FIELDS`, the state, and the numbers of refund and order. */
export const refundStore: Store = {
  plan,
  effects: Prisma.sql`
    SELECT m.row_number, CASE WHEN m.refund_id IS NULL THEN 'NEW' WHEN m.changed THEN 'CHANGED' ELSE 'UNCHANGED' END AS effect
    FROM refund_merge m`,
  apply,
  touched: Prisma.sql`SELECT DISTINCT order_id, '{}'::text[] AS fresh FROM refund_lines`,
  undoing: undoOrders,
}
