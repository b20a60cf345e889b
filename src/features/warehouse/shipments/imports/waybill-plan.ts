import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import { rowsAs } from '../../../orders/imports/engine/staged.ts'
import { lockPromises } from '../../stock/ledger.ts'

/**
 * Leaves `staged_waybills`, the rows, and `waybill_plan`: per number the parcel that it `binds` (null when it's bound
 * already), or the `reason` why not. A number may stand in several rows, each with some of the parcel's orders.
 */
export async function planWaybills(tx: Tx, job: Job): Promise<void> {
  await stage(tx, job)
  if (job.writes) await lockParcels(tx)
  await findParcels(tx)
  await judge(tx, job)
  await compareWithPlatform(tx)
  await refuseRivals(tx)
  await tx.$executeRaw`
    UPDATE import_rows i SET effect = NULL, reasons = jsonb_build_array(jsonb_build_object('column', '',
      'value', COALESCE(s."trackingNumber", i.key),
      'reason', CASE WHEN s."trackingNumber" IS NULL THEN '这不是运单号：运单号由 8 到 40 位字母和数字组成' ELSE p.reason END))
    FROM staged_waybills s LEFT JOIN waybill_plan p ON p.number = s."trackingNumber"
    WHERE i.import_id = ${job.id} AND i.row_number = s.row_number AND (p.number IS NULL OR p.reason IS NOT NULL)`
}

async function stage(tx: Tx, job: Job): Promise<void> {
  const record = Prisma.sql`"trackingNumber" text, "carrier" text, "platformOrderIds" text`
  await tx.$executeRaw`
    CREATE TEMP TABLE staged_waybills ON COMMIT DROP AS SELECT i.row_number, r.* ${rowsAs(job, record)}`
  await tx.$executeRaw`
    CREATE TEMP TABLE waybill_orders ON COMMIT DROP AS
    SELECT DISTINCT s."trackingNumber" AS number, n AS platform_order_id, o.id AS order_id, o.status
    FROM staged_waybills s CROSS JOIN LATERAL unnest(string_to_array(s."platformOrderIds", ',')) n
      LEFT JOIN orders o ON o.shop_id = ${job.shopId} AND o.platform_order_id = n
    WHERE s."trackingNumber" IS NOT NULL`
  await tx.$executeRaw`ANALYZE staged_waybills ("trackingNumber")`
  await tx.$executeRaw`ANALYZE waybill_orders (number, order_id)`
}

/** What follows an import promises goods, so that lock comes before those of the parcels. */
async function lockParcels(tx: Tx): Promise<void> {
  await lockPromises({ tx })
  await tx.$executeRaw`
    SELECT id FROM shipments WHERE id IN (
      SELECT l.shipment_id FROM waybill_orders w JOIN order_lines o ON o.order_id = w.order_id
        JOIN shipment_lines l ON l.order_line_id = o.id) ORDER BY id FOR NO KEY UPDATE`
}

/** `waybill_parcels`: in which living parcels a number's orders are. */
async function findParcels(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE waybill_parcels ON COMMIT DROP AS
    SELECT DISTINCT w.number, w.order_id, s.id, s.number AS shipment, s.state, s.tracking_number
    FROM waybill_orders w JOIN order_lines o ON o.order_id = w.order_id JOIN shipment_lines l ON l.order_line_id = o.id
      JOIN shipments s ON s.id = l.shipment_id AND s.state <> 'CANCELLED'`
  await tx.$executeRaw`ANALYZE waybill_parcels (number, order_id, id)`
}

/** Of each number an order without a living parcel, and what to do about it. */
const LACKING = Prisma.sql`
  SELECT DISTINCT ON (w.number) w.number, CASE
    WHEN w.order_id IS NULL THEN '系统里没有订单 ' || w.platform_order_id || '。请先导入订单，再导入这个文件'
    WHEN v.state = 'HELD' THEN '订单 ' || w.platform_order_id || ' 还在审核，没有发货单。放行后再导入这个文件'
    WHEN w.status IN ('PAID', 'PART_SHIPPED') THEN '订单 ' || w.platform_order_id || ' 还没有发货单。生成后再导入这个文件'
    ELSE '订单 ' || w.platform_order_id || ' 不用再发货，没有可以登记运单号的发货单' END AS reason
  FROM waybill_orders w LEFT JOIN waybill_parcels p ON p.number = w.number AND p.order_id = w.order_id
    LEFT JOIN order_reviews v ON v.order_id = w.order_id
  WHERE p.id IS NULL ORDER BY w.number, w.order_id IS NOT NULL, w.platform_order_id`

/** Of each number its parcels: those without a label are `free`; with one free parcel `free_orders` are that one's. */
const PARCELS = Prisma.sql`
  SELECT number, count(DISTINCT id) FILTER (WHERE tracking_number IS NULL) AS free,
    min(id) FILTER (WHERE tracking_number IS NULL) AS id, count(*) FILTER (WHERE tracking_number IS NULL) AS free_orders,
    count(*) FILTER (WHERE tracking_number = number) AS own_orders, min(tracking_number) AS tracking_number,
    string_agg(DISTINCT shipment, '、') AS shipments, bool_or(state = 'SHIPPED') AS shipped
  FROM waybill_parcels GROUP BY number`

async function judge(tx: Tx, job: Job): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE waybill_plan ON COMMIT DROP AS
    SELECT g.number, g.carrier, CASE WHEN j.reason IS NULL AND u.id IS NULL THEN f.id END AS binds, j.reason
    FROM (
      SELECT "trackingNumber" AS number,
        (array_agg(carrier ORDER BY row_number) FILTER (WHERE carrier IS NOT NULL))[1] AS carrier
      FROM staged_waybills WHERE "trackingNumber" IS NOT NULL GROUP BY 1) g
    LEFT JOIN (SELECT number, count(*) AS orders FROM waybill_orders GROUP BY number) w ON w.number = g.number
    LEFT JOIN (${PARCELS}) f ON f.number = g.number
    LEFT JOIN (${LACKING}) k ON k.number = g.number
    LEFT JOIN shipments u ON u.tracking_number = g.number
    CROSS JOIN LATERAL (SELECT CASE
      WHEN w.orders IS NULL THEN CASE
        WHEN u.shop_id = ${job.shopId}
          OR EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = ${job.shopId} AND o.tracking_number = g.number) THEN NULL
        ELSE '没有订单编号，系统里也没有这个运单号。请导入带订单编号的快递单列表，或在打包时扫这张面单' END
      WHEN u.shop_id <> ${job.shopId} THEN '运单号已用于其他店铺的包裹，请核对面单'
      WHEN u.id IS NOT NULL THEN CASE
        WHEN f.own_orders IS DISTINCT FROM w.orders
          THEN '运单号已用于发货单 ' || u.number || '，这些订单不都在里面，请核对面单' END
      WHEN k.reason IS NOT NULL THEN k.reason
      WHEN f.free = 0 AND f.shipped THEN '发货单 ' || f.shipments || ' 已用运单号 ' || f.tracking_number || ' 发出，请核对面单'
      WHEN f.free = 0 THEN '发货单 ' || f.shipments || ' 已登记运单号 ' || f.tracking_number
        || '。换了面单的话，请先在发货单上解除（已打包的请拆包重验），再导入这个文件'
      WHEN f.free > 1 OR f.free_orders < w.orders THEN '这些订单分在发货单 ' || f.shipments
        || ' 里，不知道面单属于哪一个。请先合单再导入，或在打包时扫这张面单' END AS reason) j`
  await tx.$executeRaw`ANALYZE waybill_plan (number, binds)`
}

/** As at the packing table: the platform may know already by which number a parcel's orders travel. */
async function compareWithPlatform(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE waybill_plan p SET binds = NULL, reason = '平台上这笔订单的运单号是 ' || t.numbers || '，请核对面单'
    FROM (
      SELECT q.number, string_agg(DISTINCT n, '、') AS numbers, bool_or(n = q.number) AS agrees
      FROM waybill_plan q JOIN shipment_lines l ON l.shipment_id = q.binds JOIN order_lines ol ON ol.id = l.order_line_id
        JOIN orders o ON o.id = ol.order_id AND o.tracking_number IS NOT NULL
        CROSS JOIN LATERAL regexp_split_to_table(upper(o.tracking_number), '[^A-Z0-9-]+') n
      WHERE n ~ '^[A-Z0-9-]{8,40}$' AND n ~ '\\d{4}'
        AND NOT EXISTS (SELECT 1 FROM shipments s WHERE s.tracking_number = n)
      GROUP BY q.number) t
    WHERE t.number = p.number AND NOT t.agrees`
}

/** Two labels for one parcel: only people know which of them is on it. */
async function refuseRivals(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE waybill_plan p SET binds = NULL,
      reason = '文件里有 ' || r.count || ' 个运单号属于发货单 ' || s.number || '。请只留贴在包裹上的那一个'
    FROM (SELECT binds, count(*) AS count FROM waybill_plan WHERE binds IS NOT NULL GROUP BY binds HAVING count(*) > 1) r
      JOIN shipments s ON s.id = r.binds
    WHERE p.binds = r.binds`
}
