import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { inUse } from '../../../catalog/skus/queries.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import { rowsAs } from '../../../orders/imports/engine/staged.ts'
import { lockPromises } from '../ledger.ts'

/**
 * Leaves `stock_plan`: per row the place that it means, what lies there (`held`) and what shall (`quantity`). Rows that
 * can't be are marked as bad, with the column that is wrong.
 */
export async function planStock(tx: Tx, job: Job): Promise<void> {
  // Before all other locks of the ledger: what the file takes away may be promised.
  if (job.writes) await lockPromises({ tx })
  const record = Prisma.sql`"location" text, "sku" text, "quantity" int`
  await tx.$executeRaw`
    CREATE TEMP TABLE stock_plan ON COMMIT DROP AS
    SELECT r.row_number, r.location AS said_location, r.sku AS said_sku, r.quantity, l.id AS location_id, l.kind,
      l.archived_at IS NOT NULL AS archived, c.number AS count, s.id AS sku_id, s.code AS sku, p.name AS product,
      (${inUse}) AS in_use, COALESCE(b.quantity, 1) AS pieces, COALESCE(h.quantity, 0) AS held,
      COALESCE(h.allocated, 0) AS allocated
    FROM (SELECT i.row_number, r.* ${rowsAs(job, record)}) r
      LEFT JOIN locations l ON l.code = r.location
      LEFT JOIN count_places o ON o.location_id = l.id AND o.closed_at IS NULL LEFT JOIN counts c ON c.id = o.count_id
      LEFT JOIN barcodes b ON b.code = r.sku LEFT JOIN skus named ON named.code = r.sku
      LEFT JOIN skus s ON s.id = COALESCE(b.sku_id, named.id) LEFT JOIN products p ON p.id = s.product_id
      LEFT JOIN stock_balances h ON h.sku_id = s.id AND h.location_id = l.id`
  await tx.$executeRaw`ANALYZE stock_plan (row_number, sku_id, location_id)`
  await refuse(tx, job)
}

/** Of each row why its location, its SKU and its quantity can't be; null where they can. */
const JUDGED = Prisma.sql`
  SELECT p.row_number, p.said_location, p.said_sku, p.quantity,
    CASE
      WHEN p.location_id IS NULL THEN '没有这个库位。请核对编码，或先新增库位'
      WHEN p.archived THEN '库位已停用。请先恢复使用，或改写别的库位'
      WHEN p.kind <> 'STORAGE' THEN '不是存储库位。隔离和打包待发的货品由隔离单和发货单记账，不能导入'
      WHEN p.count IS NOT NULL THEN '正在盘点单 ' || p.count || ' 里，过账或作废以后再导入'
    END AS location_reason,
    CASE
      WHEN p.sku_id IS NULL THEN '没有编码或条码是它的 SKU。请核对编码，或先新增货品'
      WHEN p.pieces <> 1 THEN '是 ' || p.pieces || ' 件一箱的条码。请写 SKU 编码或单件条码，数量按件数写'
      WHEN p.quantity > p.held AND NOT p.in_use THEN 'SKU 已停用，不能增加库存'
      WHEN f.row_number < p.row_number THEN '与第 ' || f.row_number || ' 行是同一个库位的同一个 SKU，只留一行'
    END AS sku_reason,
    CASE WHEN p.quantity <> p.held AND p.allocated > 0
      THEN '其中 ' || p.allocated || ' 件在拣货单上，打包或退出波次以后再导入' END AS quantity_reason
  FROM stock_plan p LEFT JOIN (
    SELECT sku_id, location_id, min(row_number) AS row_number FROM stock_plan GROUP BY 1, 2) f
    ON f.sku_id = p.sku_id AND f.location_id = p.location_id`

async function refuse(tx: Tx, { id, headings }: Job): Promise<void> {
  const point = (field: string, value: string, reason: string): Prisma.Sql => Prisma.sql`
    CASE WHEN ${Prisma.raw(reason)} IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
      'column', ${headings[field] ?? ''}::text, 'value', ${Prisma.raw(value)}::text, 'reason', ${Prisma.raw(reason)})) END`
  await tx.$executeRaw`
    WITH refused AS (
      SELECT * FROM (${JUDGED}) j WHERE num_nonnulls(location_reason, sku_reason, quantity_reason) > 0
    ), marked AS (
      UPDATE import_rows i SET effect = NULL, reasons = ${point('location', 'r.said_location', 'r.location_reason')}
        || ${point('sku', 'r.said_sku', 'r.sku_reason')} || ${point('quantity', 'r.quantity', 'r.quantity_reason')}
      FROM refused r WHERE i.import_id = ${id} AND i.row_number = r.row_number)
    DELETE FROM stock_plan p USING refused r WHERE p.row_number = r.row_number`
}
