import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { orders } from '../../orders/noun.ts'
import { whatTies } from '../../orders/ties.ts'
import { keepReviewItems } from '../../reviews/actions.ts'
import type { Import } from '../policy.ts'
import { addedBy } from './undo.ts'
import type { Undoing } from './undoing.ts'

/**
 * Leaves `undo_orders`: the orders that an import has brought (`is_new`) or changed, without those of which it only told
 * what was known; and `undo_reviews`: their reviews that are held again (`held`) or no longer.
 */
async function plan(tx: Tx, row: Import): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE undo_orders ON COMMIT DROP AS
    SELECT h.subject_id AS order_id, TRUE AS is_new FROM history h
    WHERE h.at = ${row.finishedAt} AND h.noun = ${orders.key} AND h.deed = 'import' AND h.remark = ${row.number}
      AND h.changes IS NULL
    UNION
    SELECT i.order_id, FALSE FROM import_images i
    WHERE i.import_id = ${row.id} AND i.order_id IS NOT NULL AND (i.table_name <> 'orders' OR i.before IS NOT NULL)`
  await tx.$executeRaw`ANALYZE undo_orders`
  await tx.$executeRaw`
    CREATE TEMP TABLE undo_reviews ON COMMIT DROP AS
    SELECT r.id, COALESCE(i.before ->> 'state', '') = 'HELD' AS held
    FROM undo_orders q JOIN order_reviews r ON r.order_id = q.order_id
      LEFT JOIN import_images i ON i.import_id = ${row.id} AND i.table_name = 'order_reviews' AND i.row_id = r.id
    WHERE (q.is_new OR i.id IS NOT NULL) AND (r.state = 'HELD') <> (COALESCE(i.before ->> 'state', '') = 'HELD')`
}

async function whyNot(tx: Tx, row: Import): Promise<string | null> {
  const [later] = await tx.$queryRaw<{ number: string; count: number }[]>`
    SELECT i.number, count(DISTINCT u.order_id)::int AS count
    FROM undo_orders q JOIN import_images u ON u.order_id = q.order_id AND u.import_id <> ${row.id}
        AND u.id > COALESCE((SELECT max(id) FROM import_images WHERE import_id = ${row.id}), 0)
      JOIN imports i ON i.id = u.import_id
    GROUP BY i.id ORDER BY i.id DESC LIMIT 1`
  if (later) return `之后的导入 ${later.number} 又写过其中 ${later.count} 笔订单，请先撤销那一次`
  const [done] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT max(id) AS id FROM history WHERE noun = 'orders/imports' AND subject_id = ${row.id} AND deed = 'finish'`
  const since = done?.id ?? 0n
  const [looked] = await tx.$queryRaw<{ number: string }[]>`
    SELECT o.platform_order_id AS number
    FROM undo_orders q JOIN history h ON h.noun = ${orders.key} AND h.subject_id = q.order_id AND h.id > ${since}
        AND h.deed = 'reveal'
      JOIN orders o ON o.id = q.order_id LIMIT 1`
  if (looked) return `有人查看过订单 ${looked.number} 的买家信息，可能已经按它联系或发货`
  const [decided] = await tx.$queryRaw<{ number: string; deed: string }[]>`
    SELECT r.platform_order_id AS number, h.deed
    FROM undo_orders q JOIN order_reviews r ON r.order_id = q.order_id
      JOIN history h ON h.noun = 'orders/reviews' AND h.subject_id = r.id AND h.id > ${since}
    WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.number = h.remark AND i.state = 'UNDONE') LIMIT 1`
  if (decided) return `订单 ${decided.number} 在导入之后已经审核过，或者因为匹配编码而放行`
  return whatTies(tx, Prisma.sql`SELECT order_id AS id, is_new FROM undo_orders`)
}

async function remove(tx: Tx, row: Import): Promise<void> {
  const brought = Prisma.sql`SELECT order_id FROM undo_orders WHERE is_new`
  await tx.$executeRaw`DELETE FROM refunds WHERE id IN (${addedBy(row, 'refunds')})`
  await tx.$executeRaw`
    DELETE FROM order_reviews WHERE id IN (${addedBy(row, 'order_reviews')}) OR order_id IN (${brought})`
  await tx.$executeRaw`
    DELETE FROM buyer_contacts WHERE order_id IN (${addedBy(row, 'buyer_contacts')}) OR order_id IN (${brought})`
  await tx.$executeRaw`
    DELETE FROM order_lines WHERE id IN (${addedBy(row, 'order_lines')}) OR order_id IN (${brought})`
  await tx.$executeRaw`DELETE FROM orders WHERE id IN (${brought})`
}

async function settle(act: OpenAct, row: Import): Promise<void> {
  await act.tx.$executeRaw`
    DELETE FROM buyers b WHERE b.shop_id = ${row.shopId} AND b.created_at = ${row.finishedAt}
      AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.buyer_id = b.id)`
  await keepReviewItems(
    act,
    await act.tx.$queryRaw<{ id: number; held: boolean }[]>`SELECT id, held FROM undo_reviews ORDER BY id`,
  )
}

/** How files that tell of orders are taken back: orders and lines, and refunds of them. */
export const undoOrders: Undoing = {
  noun: orders.key,
  tables: [
    { name: 'orders', key: 'id' },
    { name: 'order_lines', key: 'id' },
    // What was erased in the meantime stays erased.
    { name: 'buyer_contacts', key: 'order_id', only: Prisma.sql`t.erased_at IS NULL` },
    { name: 'order_reviews', key: 'id' },
    { name: 'refunds', key: 'id' },
  ],
  plan,
  whyNot,
  remove,
  settle,
}
