import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { matchLines, mergeLines } from './merge-lines.ts'
import { changesOfLines, mergeOrders, noLineChanges, noLineStates, statesOfLines } from './merge-orders.ts'
import type { Job, LineShape } from './staged.ts'
import { linesOfFile, ordersOfLines, ordersOfList } from './staged.ts'

const run = (tx: Tx, sql: Prisma.Sql): Promise<number> => tx.$executeRaw(sql)
/** How many rows there are, and what they are joined by; the other columns would only cost. */
const analyze = (tx: Tx, columns: string): Promise<number> => tx.$executeRaw(Prisma.raw(`ANALYZE ${columns}`))

/** For files with a row per order: leaves `order_merge`. */
export async function planOrders(tx: Tx, job: Job): Promise<void> {
  await run(tx, ordersOfList(job))
  await refuseNewOrders(tx, job)
  await analyze(tx, 'staged_orders (row_number, "platformOrderId")')
  await run(tx, noLineStates)
  await run(tx, noLineChanges)
  await finish(tx, job)
}

/** For files with a row per line of an order: leaves `line_merge` and `order_merge`. */
export async function planLines(tx: Tx, job: Job, shape: LineShape): Promise<void> {
  await run(tx, linesOfFile(job, shape))
  await analyze(tx, 'staged_lines (row_number, "platformOrderId", "platformLineId")')
  await matchLines(tx, job)
  await refuseNewLines(tx, job)
  await run(tx, ordersOfLines(shape))
  await run(tx, mergeLines(job))
  await analyze(tx, 'staged_orders (row_number, "platformOrderId")')
  await run(tx, statesOfLines(job))
  await run(tx, changesOfLines)
  await finish(tx, job)
}

async function finish(tx: Tx, job: Job): Promise<void> {
  await run(tx, mergeOrders(job))
  await analyze(tx, 'order_merge (row_number, order_id, platform_order_id)')
}

/** Why a row that would need something new stays out. */
export function reasonOf(job: Job, what: string, key: string): Prisma.Sql {
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
