import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { changesOfLines, mergeOrders, statesOfLines } from './merge-orders.ts'
import { matchLines, mergeLines } from './merge-lines.ts'
import type { Job } from './staged.ts'
import { linesOfItems, ordersOfLines, ordersOfList } from './staged.ts'

/** What an import would do, or has done, in rows of the file. */
export interface Counts {
  readonly badCount: number
  readonly newCount: number
  readonly changedCount: number
  readonly unchangedCount: number
}

/**
 * Works out what an import does, without doing it: leaves `order_merge` (and for item files `line_merge`) in the
 * transaction, and marks as bad the rows that would need something new which the file can't describe. Preview
 * and run are the same statements.
 */
export async function plan(tx: Tx, job: Job, hasLines: boolean): Promise<void> {
  const run = (sql: Prisma.Sql): Promise<number> => tx.$executeRaw(sql)
  // How many rows there are, and what they are joined by; the other columns would only cost.
  const analyze = (columns: string): Promise<number> => tx.$executeRaw(Prisma.raw(`ANALYZE ${columns}`))
  if (hasLines) {
    await run(linesOfItems(job))
    await analyze('staged_lines (row_number, "platformOrderId", "platformLineId")')
    await matchLines(tx, job)
    await refuseNewLines(tx, job)
    await run(ordersOfLines())
    await run(mergeLines(job))
  } else {
    await run(ordersOfList(job))
    await refuseNewOrders(tx, job)
  }
  await analyze('staged_orders (row_number, "platformOrderId")')
  await run(statesOfLines(job, hasLines))
  await run(changesOfLines(hasLines))
  await run(mergeOrders(job))
  await analyze('order_merge (row_number, order_id, platform_order_id)')
}

function reasonOf(job: Job, what: string, key: string): Prisma.Sql {
  const reason = `系统里还没有这个${what}，文件又缺少“${job.missingForNew.join('”“')}”列，不能新建`
  return Prisma.sql`jsonb_build_array(jsonb_build_object('column', '', 'value', ${Prisma.raw(key)}, 'reason', ${reason}::text))`
}

async function refuseNewOrders(tx: Tx, job: Job): Promise<void> {
  if (job.missingForNew.length === 0) return
  const unknown = Prisma.sql`
    NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop_id = ${job.shopId} AND o.platform_order_id = s."platformOrderId")`
  await tx.$executeRaw`
    UPDATE import_rows i SET reasons = ${reasonOf(job, '订单', 's."platformOrderId"')}, effect = NULL
    FROM staged_orders s WHERE i.import_id = ${job.id} AND i.row_number = s.row_number AND ${unknown}`
  await tx.$executeRaw`DELETE FROM staged_orders s WHERE ${unknown}`
}

async function refuseNewLines(tx: Tx, job: Job): Promise<void> {
  if (job.missingForNew.length === 0) return
  const unknown = Prisma.sql`NOT EXISTS (SELECT 1 FROM line_match t WHERE t.row_number = s.row_number)`
  await tx.$executeRaw`
    UPDATE import_rows i SET reasons = ${reasonOf(job, '子订单', 'COALESCE(s."platformLineId", s."platformOrderId")')},
      effect = NULL
    FROM staged_lines s WHERE i.import_id = ${job.id} AND i.row_number = s.row_number AND ${unknown}`
  await tx.$executeRaw`DELETE FROM staged_lines s WHERE ${unknown}`
}

/** Writes beside each staged row what the plan does with it: NEW, CHANGED or UNCHANGED. */
export async function markEffects(tx: Tx, job: Job, hasLines: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_rows i SET effect = e.effect FROM (${effects(hasLines)}) e
    WHERE i.import_id = ${job.id} AND i.row_number = e.row_number`
}

/** Counts the rows by what the plan does with them. */
export async function countEffects(tx: Tx, job: Job, hasLines: boolean): Promise<Counts> {
  const [row] = await tx.$queryRaw<Counts[]>`
    SELECT (SELECT count(*)::int FROM import_rows WHERE import_id = ${job.id} AND reasons IS NOT NULL) AS "badCount",
      (count(*) FILTER (WHERE effect = 'NEW'))::int AS "newCount",
      (count(*) FILTER (WHERE effect = 'CHANGED'))::int AS "changedCount",
      (count(*) FILTER (WHERE effect = 'UNCHANGED'))::int AS "unchangedCount"
    FROM (${effects(hasLines)}) e`
  return row as Counts
}

function effects(hasLines: boolean): Prisma.Sql {
  const ofOrder = Prisma.sql`CASE WHEN m.is_new THEN 'NEW' WHEN m.changes <> '{}' THEN 'CHANGED' ELSE 'UNCHANGED' END`
  return hasLines
    ? Prisma.sql`
      SELECT l.row_number, CASE WHEN l.line_id IS NULL THEN 'NEW' WHEN l.changed OR m.changes - 'lines' <> '{}' THEN 'CHANGED'
        ELSE 'UNCHANGED' END AS effect
      FROM line_merge l JOIN order_merge m ON m.platform_order_id = l.platform_order_id`
    : Prisma.sql`SELECT m.row_number, ${ofOrder} AS effect FROM order_merge m`
}
