import { db } from '../../src/database/client.ts'
import { Prisma } from '../../src/generated/prisma/client.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import type { Acknowledged } from './work.ts'

/** What must hold at every moment: a query of what breaks it. */
const LAWS: Readonly<Record<string, Prisma.Sql>> = {
  'a number given twice': Prisma.sql`
    SELECT number FROM (SELECT number FROM tasks UNION ALL SELECT number FROM imports UNION ALL SELECT number FROM shipments
      UNION ALL SELECT number FROM hand_overs) n GROUP BY number HAVING count(*) > 1`,
  'a task that nobody is obliged by, or twice': Prisma.sql`
    SELECT t.number FROM tasks t LEFT JOIN work_items w ON w.noun = 'people/tasks' AND w.subject_id = t.id AND w.closed_at IS NULL
    GROUP BY t.id HAVING count(w.id) <> CASE WHEN t.state IN ('REQUESTED', 'IN_PROGRESS', 'DELIVERED') THEN 1 ELSE 0 END`,
  'a task without the history of its state': Prisma.sql`
    SELECT t.number FROM tasks t WHERE t.state::text IS DISTINCT FROM (
      SELECT h.to_state FROM history h WHERE h.noun = 'people/tasks' AND h.subject_id = t.id ORDER BY h.id DESC LIMIT 1)`,
  'an order of an import that isn’t done': Prisma.sql`
    SELECT o.platform_order_id FROM orders o JOIN history h ON h.noun = 'orders/orders' AND h.subject_id = o.id AND h.deed = 'import'
      JOIN imports i ON i.number = h.remark WHERE i.state <> 'DONE'`,
  'an import that is done but not whole': Prisma.sql`
    SELECT i.number FROM imports i WHERE i.state = 'DONE' AND i.new_count <> (
      SELECT count(*) FROM history h WHERE h.noun = 'orders/orders' AND h.deed = 'import' AND h.remark = i.number)`,
  'a packed parcel whose pieces aren’t all checked': Prisma.sql`
    SELECT s.number FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
    WHERE s.state IN ('PACKED', 'SHIPPED') AND l.checked <> l.quantity`,
  'a shipped parcel without its hand-over': Prisma.sql`
    SELECT number FROM shipments WHERE state = 'SHIPPED' AND hand_over_id IS NULL`,
  'a form that was used without its result': Prisma.sql`SELECT token FROM form_tokens WHERE result IS NULL`,
}

/** Breaks of the laws, each in words; empty when all is well. */
export async function broken(): Promise<string[]> {
  const found = (await prove(db)).map((difference) => `the ledger: ${JSON.stringify(difference)}`)
  for (const [words, query] of Object.entries(LAWS)) {
    const rows = await db.$queryRaw<object[]>`SELECT * FROM (${query}) AS broken LIMIT 5`
    if (rows.length > 0) found.push(`${words}: ${JSON.stringify(rows)}`)
  }
  return found
}

/** What somebody was told is done and isn't so, or not once. */
export async function lost({ tasks, orders, parcels }: Acknowledged): Promise<string[]> {
  const found: string[] = []
  const rows = await db.task.findMany({ select: { title: true, state: true } })
  for (const [title, state] of tasks) {
    const of = rows.filter((row) => row.title === title)
    if (of.length !== 1 || of[0]?.state !== state)
      found.push(`${title}: ${state} was answered, ${JSON.stringify(of)} is there`)
  }
  const there = await db.order.findMany({ where: { platformOrderId: { in: orders } }, select: { id: true } })
  if (there.length !== orders.length)
    found.push(`${orders.length} orders were confirmed, ${there.length} are there`)
  for (const [number, { waybill, shipped }] of parcels) {
    const row = await db.shipment.findUnique({ where: { number } })
    if (row?.trackingNumber !== waybill || row.state !== (shipped ? 'SHIPPED' : 'PACKED'))
      found.push(`${number}: ${waybill} was answered, ${row?.state} ${row?.trackingNumber} is there`)
  }
  return found
}

/** Locks that nobody can be at any more: sessions that wait in a transaction though nothing goes on. */
export async function orphans(): Promise<string[]> {
  const rows = await db.$queryRaw<object[]>`
    SELECT l.locktype, l.classid, l.objid, a.state, a.query FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND a.state LIKE 'idle%' AND a.state_change < now() - interval '30 seconds'`
  return rows.map((row) => JSON.stringify(row))
}
